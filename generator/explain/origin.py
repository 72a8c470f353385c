"""Origin: which file supplies a template, string, colour or chart, and how to change it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from generator.build import Source
from generator.draw.patch import PARTS
from generator.explain.explain import padded
from generator.problem import Place, UsageError, did_you_mean, relative
from generator.read.layers import DEFAULT, OVERRIDES, Layers, layers_of, reading_root
from generator.read.located import read_yaml
from generator.render.theme import css_name
from generator.said import Said
from generator.template_check.files import TemplateFile, template_files
from generator.translate.catalogue import catalogue_path, read_catalogue
from generator.word.language import changed_catalogues, locale_folder

HERE = f"templates/{OVERRIDES}/"
WIDTH = 10
Facts = list[tuple[str, str]]
"""What is said of a thing: heads and words."""


def origin(kind: str, name: str, source: Source, form: str = "text") -> str:
    """Return where a thing comes from, as "text" or "json"."""
    if kind not in KINDS:
        known = ", ".join((*KINDS, "code", "wish"))
        raise UsageError(Said('explain knows {known}, not "{kind}".', known=known, kind=kind))
    facts = KINDS[kind](name, source, layers_of(source.templates, source.project))
    if form == "json":
        said = [{"head": head, "text": text} for head, text in facts]
        return json.dumps({kind: name, "facts": said}, ensure_ascii=False, indent=1)
    lines = [f"{kind} {name}", *(f"  {padded(head, WIDTH)}{text}" for head, text in facts)]
    return "\n".join(lines)


def _unknown(kind: str, name: str, known: Iterable[str]) -> UsageError:
    """Return the error for a thing that there is not."""
    absent = Said('there is no {kind} "{name}".', kind=Said.verbatim(kind), name=name)
    near = did_you_mean(name, known)
    return UsageError(Said("{what} {fix}", what=absent, fix=near) if near else absent)


def _name_of(path: Path, layers: Layers) -> str:
    """Return how a file is called: by its path in the project, or as a default one."""
    if path.is_relative_to(layers.root):
        return relative(path, layers.root)
    return f"{DEFAULT}{path.relative_to(layers.default).as_posix()}"


def _of_template(name: str, source: Source, layers: Layers) -> Facts:
    """Return where a template comes from, its blocks, and who shows it."""
    files, _ = template_files(layers)
    if name not in files:
        raise _unknown("template", name, files)
    paths = layers.every(name)
    facts: Facts = [(Said("supplies"), _name_of(paths[0], layers))]
    facts += [(Said("hides"), _name_of(path, layers)) for path in paths[1:]]
    blocks = dict.fromkeys(block for file in _chain(files[name], files) for block in file.blocks)
    if blocks:
        facts.append((Said("blocks"), ", ".join(blocks)))
    users = sorted(other.name for other in files.values() if _asks_for(other, name))
    if users:
        facts.append((Said("shown by"), ", ".join(users)))
    change = Said(
        "{file}: {extends}, then the block that is to differ",
        file=HERE + name, extends=f'{{% extends "{DEFAULT}{name}" %}}',
    )  # fmt: skip
    if not blocks:
        change = Said(
            "{file}: it has no blocks, so your file stands in its place", file=HERE + name
        )
    return [*facts, (Said("change"), change), *_undo(paths, layers)]


def _chain(file: TemplateFile, files: Mapping[str, TemplateFile]) -> Iterator[TemplateFile]:
    """Yield a template and those that it extends."""
    seen = set[str]()
    while file.name not in seen:
        seen.add(file.name)
        yield file
        parent = files.get(file.parent) or files.get(file.parent.removeprefix(DEFAULT))
        file = parent or file


def _asks_for(file: TemplateFile, name: str) -> bool:
    """Tell whether a template includes, imports or extends another by its name."""
    return (
        re.search(rf'{{%-? *(?:include|from|import|extends)\b[^%]*"{name}"', file.text) is not None
    )


def _undo(paths: list[Path], layers: Layers) -> Facts:
    """Return how an override is undone, where there is one."""
    over = [path for path in paths if any(path.is_relative_to(own) for own in layers.own)]
    return [(Said("undo"), Said("delete {file}", file=_name_of(over[0], layers)))] if over else []


def _of_string(name: str, source: Source, layers: Layers) -> Facts:
    """Return where the wording of a string stands in each language."""
    facts, known = Facts(), set[str]()
    for tag in source.files.edition.languages:
        base = catalogue_path(locale_folder(tag, source.templates, source.project))
        for path in (*changed_catalogues(tag, source.templates, source.project), base):
            root = reading_root(path, source.templates, source.project)
            catalogue = read_catalogue(path, root)[0]
            known |= {*catalogue.messages}
            if name in catalogue.messages:
                words, line = catalogue.wording(name) or name, catalogue.place(name).line
                first = all(head != tag for head, _ in facts)
                text = f"“{words}” {_name_of(path, layers)}:{line}"
                facts.append((tag if first else Said("hides"), text))
    if not facts:
        raise _unknown("string", name, known)
    files, _ = template_files(layers)
    users = sorted(
        {f.name for f in files.values() if f'_("{name}"' in f.text or f"_('{name}'" in f.text}
    )
    facts += [(Said("shown by"), ", ".join(users))] if users else []
    tag = source.files.edition.languages[0]
    target = f"{HERE}locale/{tag}/LC_MESSAGES/messages.po"
    return [
        *facts,
        (
            Said("change"),
            Said('{target}: msgid "{name}", and below it msgstr "…"', target=target, name=name),
        ),
    ]


def _of_colour(name: str, source: Source, layers: Layers) -> Facts:
    """Return the value of a colour in each palette, and where it stands."""
    palettes = {
        palette: {css_name(role): str(value) for role, value in dict(colours).items()}
        for palette, colours in source.theme.colours
    }
    wanted, _, role = name.rpartition(".")
    found = [p for p, roles in palettes.items() if role in roles and wanted in ("", p)]
    if not found:
        names = [f"{p}.{role}" for p, roles in palettes.items() for role in roles]
        raise _unknown("colour", name, [*names, *(n.partition(".")[2] for n in names)])
    facts = Facts()
    for palette in found:
        places = _colour_places(palette, role, layers)
        facts.append((palette, f"{palettes[palette][role]} {places[0]}"))
        facts += [(Said("hides"), place) for place in places[1:]]
    change = f'{HERE}theme.yaml: colours: {{{found[0]}: {{{role}: "#…"}}}}'
    return [*facts, (Said("change"), change)]


def _colour_places(palette: str, role: str, layers: Layers) -> list[str]:
    """Return where a colour is said, the place that wins first."""
    loc, places = ("colours", palette, role), list[str]()
    for path in layers.every("theme.yaml"):
        located, _ = read_yaml(path, reading_root(path, layers.default, layers.root))
        if loc in located.values:
            place: Place = located.place(loc)
            places.append(f"{_name_of(path, layers)}:{place.line}")
    return places


def _of_chart(name: str, source: Source, layers: Layers) -> Facts:
    """Return where a chart is declared, and what changes its look."""
    charts = source.files.charts
    if name not in charts:
        raise _unknown("chart", name, charts)
    chart, patches = charts[name], layers.every(f"charts/{name}.json")
    place = chart.place()
    facts: Facts = [(Said("supplies"), f"{place.path}:{place.line}"), (Said("kind"), chart.kind),
             (Said("figures"), ", ".join(chart.figures))]  # fmt: skip
    facts += [(Said("patched"), _name_of(path, layers)) for path in patches[:1]]
    facts += [(Said("hides"), _name_of(path, layers)) for path in patches[1:]]
    example = '{"layer": {"words": {"mark": {"color": "mark"}}}}'
    such = Said(
        "such as {example}; parts that a patch may name: {parts}",
        example=example,
        parts=", ".join(PARTS),
    )
    looks = Said(
        "what it says: {file}; its look: {patch}",
        file=place.path,
        patch=f"{HERE}charts/{name}.json",
    )
    return [
        *facts, (Said("change"), looks),
        ("", such),
        *_undo(patches, layers),
    ]  # fmt: skip


KINDS: Mapping[str, Callable[[str, Source, Layers], Facts]] = {
    "template": _of_template, "string": _of_string, "colour": _of_colour, "chart": _of_chart,
}  # fmt: skip
