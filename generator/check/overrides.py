"""Check of overrides: each hits something, so that none is lost without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from babel.messages.catalog import Message
from jinja2 import TemplateError

from generator.check.style import style_problems
from generator.check.uses import unknown
from generator.problem import Place, Problem, ProblemsError, did_you_mean, relative
from generator.read.layers import OVERRIDES, Layers, layers_of, reading_root
from generator.records.library import Library
from generator.said import Said
from generator.template_check.own import wordings
from generator.translate.catalogue import Catalogue, catalogue_path, messages_in, read_catalogue
from generator.translate.wording_passages import Wording
from generator.word.language import (
    ENGLISH,
    changed_catalogues,
    known_languages,
    locale_folder,
    strings_of,
)

READ = (
    "*.html", "css/*.css", "js/*.js", "theme.yaml", "charts/*.json", "fonts/*",
    "locale/*/language.yaml", "locale/*/LC_MESSAGES/messages.po", "README.md",
)  # fmt: skip
"""What may lie among the overrides."""
WHOLE = ("typography.yaml", "locale/*/avoid.csv", f"{OVERRIDES}/*")
"""What may lie beside them, in a project's templates/."""
NAMED = {"chapter": Said("chapter"), "case": Said("case")}
_PART = re.compile(r"\{([a-z_]+)\}")


def override_problems(library: Library, templates: Path, project: Path) -> list[Problem]:
    """Return a Problem for each override that hits nothing, or that cannot take its place."""
    layers = layers_of(templates, project)
    if not layers.own:
        return []
    wanted = set[str]()
    for folder in layers.own:
        wanted |= _asked_for(folder)
    return [
        *_stray(layers), *_views(library, layers), *_charts(library, layers),
        *_words(layers, wanted), *_wordless(library, layers, wanted), *style_problems(layers),
    ]  # fmt: skip


def _asked_for(folder: Path) -> set[str]:
    """Return the fixed wording that overriding templates use; a broken one has its own Problem."""
    try:
        return set(messages_in(folder, "templates"))
    except TemplateError:
        return set()


def _stray(layers: Layers) -> Iterator[Problem]:
    """Yield a Problem for each file that nothing would read."""
    names = {name for name, _ in layers.files(layers.default)}
    for folder in layers.own:
        known = READ if folder.name == OVERRIDES else (*READ, *WHOLE)
        for name, path in layers.files(folder):
            if path.name.startswith(".") or any(fnmatch(name, pattern) for pattern in known):
                continue
            what = Said("nothing reads this file.")
            fix = did_you_mean(name, names) or Said(
                "The guide lists the names that overrides have."
            )
            yield Problem(Place(relative(path, layers.root)), "unused-file", what, fix)


def _views(library: Library, layers: Layers) -> Iterator[Problem]:
    """Yield a Problem for each template of a chapter or case that no edition has."""
    editions = library.editions.values()
    ids = {
        "chapter": {chapter.id for files in editions for chapter in files.edition.chapters},
        "case": {case for files in editions for case in files.cases},
    }
    for folder in layers.own:
        for name, path in layers.files(folder):
            kind, dash, rest = name.removeprefix("facing/").partition("-")
            identity = rest.removesuffix(".html")
            if dash and kind in ids and rest.endswith(".html") and identity not in ids[kind]:
                what = Said('there is no {kind} "{name}".', kind=NAMED[kind], name=identity)
                place = Place(relative(path, layers.root))
                yield Problem(place, "unknown-chapter", what, did_you_mean(identity, ids[kind]))


def _charts(library: Library, layers: Layers) -> Iterator[Problem]:
    """Yield a Problem for each patch of a chart that no edition has."""
    ids = {chart for files in library.editions.values() for chart in files.charts}
    for folder in layers.own:
        for path in sorted(folder.glob("charts/*.json")):
            if path.stem not in ids:
                yield unknown(Place(relative(path, layers.root)), "chart", path.stem, ids)


def _words(layers: Layers, wanted: set[str]) -> Iterator[Problem]:
    """Yield the Problems of wordings that are changed."""
    templates, project = layers.default, layers.root
    tags = {
        path.parts[-3]
        for folder in layers.own
        for path in folder.glob("locale/*/LC_MESSAGES/messages.po")
    }
    known = {*Wording(templates, project).messages(), *wanted} if tags else set()
    for tag in sorted(tags):
        base, described = locale_folder(tag, templates, project), known_languages(layers)
        for path in changed_catalogues(tag, templates, project):
            if tag not in described:
                place = Place(relative(path, project))
                what = Said('there is no language "{tag}".', tag=tag)
                yield Problem(place, "unknown-language", what, did_you_mean(tag, described))
                continue
            catalogue, problems = read_catalogue(path, project)
            yield from problems
            whole = catalogue_path(base)
            before = read_catalogue(whole, reading_root(whole, templates, project))[0]
            for message in catalogue.messages.values():
                yield from _word(message, catalogue, before, known)


def _word(
    message: Message, catalogue: Catalogue, before: Catalogue, known: set[str]
) -> Iterator[Problem]:
    """Yield what is wrong with one wording that is changed."""
    name, words = str(message.id), str(message.string or "")
    place = catalogue.place(name)
    if name not in known:
        said = {before.wording(other): other for other in before.messages}
        fix = did_you_mean(name, known) or did_you_mean(said.get(name, ""), known)
        what = Said("“{message}” is no fixed wording of this project.", message=name)
        yield Problem(
            place, "unknown-string", what, fix or Said("The reference lists all of them.")
        )
    elif not words:
        what = Said("“{message}” has no new wording.", message=name)
        fix = Said("Write it after msgstr, or take the entry away.")
        yield Problem(place, "missing-string", what, fix)
    elif wrong := _parts(name) ^ _parts(words):
        part, lacking = min(wrong), _parts(name) - _parts(words)
        what = Said("“{message}” does not have the part “{part}”.", message=name, part=part)
        if lacking:
            what = Said("the wording of “{message}” lacks the part “{part}”.",
                        message=name, part=min(lacking))  # fmt: skip
        yield Problem(place, "wrong-parts", what, Said("Keep what stands in braces as it is."))


def _parts(words: str) -> set[str]:
    """Return the parts that are filled in: {number}."""
    return set(_PART.findall(words))


def _wordless(library: Library, layers: Layers, wanted: set[str]) -> Iterator[Problem]:
    """Yield a Problem for each new wording of a template that a language lacks."""
    templates, project = layers.default, layers.root
    known = wanted & wordings(layers)  # where no language has it, the template is told
    tags = {tag for files in library.editions.values() for tag in files.edition.languages}
    for tag in sorted((tags & known_languages(layers)) - {ENGLISH}):
        try:
            strings = strings_of(tag, templates, project)
        except ProblemsError:
            continue  # the catalogue has its own Problem
        changed = changed_catalogues(tag, templates, project)
        path = changed[0] if changed else layers.own[0] / f"locale/{tag}/LC_MESSAGES/messages.po"
        for message in sorted(known - set(strings.words)):
            what = Said("“{message}” has no wording in {tag}.", message=message, tag=tag)
            fix = Said('Add there: msgid "{message}", and below it msgstr "…".', message=message)
            yield Problem(Place(relative(path, project)), "missing-string", what, fix)
