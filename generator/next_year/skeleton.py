"""Skeleton: the folder of a new edition, with what stays true from one year to the next."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from generator.check.uses import names_of
from generator.problem import UsageError
from generator.read.located import read_yaml
from generator.records.edition import Edition
from generator.records.library import EditionFiles, Text
from generator.said import Said
from generator.schema.schema import modeline
from generator.translate.accept import accepted_text
from generator.translate.label_passages import label_passages
from generator.translate.memory import NAME, memory_file
from generator.word.tokens import tokens

if TYPE_CHECKING:
    from generator.next_year.next_year import Next

HEAD = """\
# Edition {id}, begun from edition {before}. Not taken over, since it tells of that year: {gone}.
"""
OF_A_YEAR = ("reports", "url", "key_chart", "refusals")
"""What an edition says of one year only; all of it may be absent."""
LISTS = ("charts", "cases", "refused", "queries")
"""What a chapter shows of one year only."""


def skeleton(begun: Next, project: Path, folder: str, today: date) -> dict[str, str]:
    """Return the new files by path, and the memories with the labels that stay as they were."""
    before = begun.before
    located, _ = read_yaml(project / before.folder / "edition.yaml", project)
    value = _edition(located.value, begun, today)
    edition = Edition.model_validate(value)
    gone = [*OF_A_YEAR, "charts.yaml", "cases.yaml", "findings.yaml", *_lost(located.value, value)]
    head = HEAD.format(id=begun.id, before=before.edition.id, gone=", ".join(gone))
    lines = yaml.safe_dump(
        value, allow_unicode=True, sort_keys=False, default_flow_style=None, width=110
    )
    texts = _texts(edition, begun, folder)
    path = f"{folder}/edition.yaml"
    return {path: modeline(path) + head + lines, **texts, **_memories(edition, begun, folder)}


def _edition(value: Mapping[str, Any], begun: Next, today: date) -> dict[str, Any]:
    """Return the content of edition.yaml: what was there, but for what tells of one year."""
    # Of the new year's edition only id and period matter to what may be named.
    later = begun.before.edition.model_copy(update={"period": begun.period})
    known = names_of(EditionFiles(later, begun.before.folder), begun.library)["figure"]
    key = value["key_figure"] if value["key_figure"] in known else None
    figures = [name for name in value["key_figures"] if name in known]
    chapters = [_chapter(chapter, known) for chapter in value["chapters"]]
    chapters = [chapter for chapter in chapters if chapter.get("cards") or chapter.get("rows")]
    if not figures or not chapters:
        raise UsageError(Said(
            "nothing of edition {id} goes on: that needs a key figure, and a chapter with a figure"
            " under “cards” or “rows”, of the whole period and of no case.",
            id=begun.before.edition.id,
        ))  # fmt: skip
    new = {name: item for name, item in value.items() if name not in OF_A_YEAR} | {
        "id": begun.id, "period": str(begun.period), "as_of": today.isoformat(),
        "key_figure": key or figures[0], "key_figures": figures, "chapters": chapters,
    }  # fmt: skip
    if not _fits(new["title_page_line"], known):
        plain = f"{{{new['key_figure']}}}"
        new["title_page_line"] = dict.fromkeys(new["languages"], plain)
    listed = new.get("region_list")
    if listed and not (listed["figure"] in known and _fits(listed["title"], known)
                       and _fits(listed["note"], known)):  # fmt: skip
        del new["region_list"]
    return new


def _chapter(chapter: Mapping[str, Any], known: Collection[str] | Any) -> dict[str, Any]:
    """Return a chapter with the figures that the new year has, too."""
    kept = {name: item for name, item in chapter.items() if name not in LISTS}
    for name in ("cards", "rows"):
        if name in kept:
            kept[name] = [figure for figure in kept[name] if figure in known]
    return kept


def _fits(label: Mapping[str, Any], known: Collection[str] | Any) -> bool:
    """Tell whether all figures that the words of a label name are known."""
    words = [text for tag, text in label.items() if tag != "editors"]
    used = [token for text in words for token in tokens(text) if token.kind == "figure"]
    return all(token.name in known for token in used)


def _lost(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Return the chapters of which nothing stays."""
    kept = {chapter["id"] for chapter in now["chapters"]}
    gone = [chapter["id"] for chapter in before["chapters"] if chapter["id"] not in kept]
    return [f"chapter {name}" for name in gone]


def _texts(edition: Edition, begun: Next, folder: str) -> dict[str, str]:
    """Return the texts: headlines, for the rest has to be written."""
    first, *others = edition.languages
    found = {}
    for part, heads in _headlines(edition, begun):
        texts = {
            tag: Text(f"{folder}/text/{part}.{tag}.md", f"# {head}\n")
            for tag, head in heads.items()
        }
        found[texts[first].path] = texts[first].content
        for tag in others:
            found[texts[tag].path] = accepted_text(texts[first], texts[tag])
    return found


def _headlines(edition: Edition, begun: Next) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (part, headline by language) of each text that the edition needs."""
    tags = edition.languages
    yield "summary", {tag: edition.title[tag] for tag in tags}
    before = {tag: begun.before.texts["notes", tag].content for tag in tags}
    plain = {tag: text.splitlines()[0].removeprefix("# ") for tag, text in before.items()}
    typed = any(list(tokens(words)) for words in plain.values())
    yield "notes", dict.fromkeys(tags, "{edition:period}") if typed else plain
    for chapter in edition.chapters:
        yield chapter.id, {tag: chapter.name[tag] for tag in tags}


def _memories(edition: Edition, begun: Next, folder: str) -> dict[str, str]:
    """Return the memories of all languages: labels that were accepted stay accepted."""
    library, (_, *others) = begun.source.library, edition.languages
    alone = replace(library, editions={edition.id: EditionFiles(edition, folder)}, observations=())
    found = {}
    for tag in others:
        passages = label_passages(alone, tag)
        own = {p.key: p.original for p in passages if p.key.startswith(f"editions/{edition.id}/")}
        memory = {**library.memories.get(tag, {}), **own}
        found[f"data/{NAME.format(tag)}"] = memory_file(tag, memory)
    return found
