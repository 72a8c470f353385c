"""Passages of labels: each label of each record, in each language but the original one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from generator.read.located import Loc
from generator.records.library import Library
from generator.records.records import Label, Observation, Record
from generator.records.unit import OTHER, Counted
from generator.translate.passage import Passage, fingerprint
from generator.word.tokens import unmarked


@dataclass(frozen=True)
class Labelled:
    """One label of a record, with its place inside it."""

    owner: Record
    key: str
    loc: Loc
    label: Label
    about: str


def label_passages(
    library: Library, tag: str, categories: Collection[str] = ()
) -> Iterator[Passage]:
    """Yield the passages of all labels that have an original.

    `categories` are the plural forms of the language: a unit beside a number may need each.
    """
    memory, first = library.memories.get(tag, {}), library.original
    for found in labels(library):
        for key, loc, original, words in _forms(found, first, tag, categories):
            before, owner = memory.get(key), found.owner
            if original.strip():
                yield Passage(
                    key, tag, original, words, owner.place(*found.loc, *loc),
                    owner.place(*found.loc, first), None if before is None else fingerprint(before),
                    before or "", about=found.about, loc=_file_loc(owner, found.loc, loc),
                )  # fmt: skip


def _forms(
    found: Labelled, first: str, tag: str, categories: Collection[str]
) -> Iterator[tuple[str, Loc, str, str]]:
    """Yield (key, place in the label, original, words): one, or one for each plural form."""
    label = found.label
    original, words = label.texts.get(first, ""), label.texts.get(tag, "")
    several = label.plurals.get(tag) if isinstance(label, Counted) else None
    bare = unmarked(original).replace("{n}", "").strip() == ""
    if several is None and (not isinstance(label, Counted) or bare or words or not categories):
        yield found.key, (tag,), original, words
        return
    originals = label.plurals.get(first, {}) if isinstance(label, Counted) else {}
    for category in sorted({*(several or categories), OTHER}):
        form = (several or {}).get(category, "")
        yield f"{found.key}/{category}", (tag, category), originals.get(category, original), form


def _file_loc(owner: Record, loc: Loc, inner: Loc) -> Loc:
    """Return where words stand in the owner's file: a cell of a CSV file, or keys of YAML."""
    if isinstance(owner, Observation):
        return (owner.place().line, ":".join(map(str, (*loc, *inner))))
    return owner.whole_loc(*loc, *inner)


def labels(library: Library) -> Iterator[Labelled]:
    """Yield all labels of all records."""
    for key, record in keyed(library):
        yield from _labels(record, record, (), key, type(record).__name__)


def keyed(library: Library) -> Iterator[tuple[str, Record]]:
    """Yield (key, record) of all records that have labels; a key does not name a line."""
    groups: dict[str, Mapping[str, Record]] = {
        "units": library.units, "indicators": library.indicators, "sources": library.sources,
        "regions": library.regions, "region-groups": library.groups, "queries": library.queries,
        "glossary": library.terms, "rules": library.rules, "corrections": library.corrections,
    }  # fmt: skip
    for name, group in groups.items():
        yield from ((f"{name}/{key}", record) for key, record in group.items())
    for files in library.editions.values():
        edition = f"editions/{files.edition.id}"
        yield edition, files.edition
        own: dict[str, Mapping[str, Record]] = {
            "charts": files.charts, "cases": files.cases, "findings": files.derived
        }  # fmt: skip
        for name, group in own.items():
            yield from ((f"{edition}/{name}/{key}", record) for key, record in group.items())
    for row in (*library.observations, *library.seconds):
        yield _row_key(row, library), row


def _row_key(row: Observation, library: Library) -> str:
    """Return the key of a row: it stays when the row moves to another line or file."""
    indicator = library.indicators.get(row.indicator)
    away = [row.region] if indicator and row.region != indicator.region else []
    second = [row.source] if row.second_source else []
    return "observations/" + "@".join([row.indicator, *away, str(row.period), *second])


def _labels(owner: Record, value: object, loc: Loc, key: str, about: str) -> Iterator[Labelled]:
    """Yield the labels inside a value; an item of a list goes by its id, or else by its number."""
    if isinstance(value, Label):
        yield Labelled(owner, key, loc, value, about)
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            what = f"{type(value).__name__}: {field.description or name.replace('_', ' ')}"
            yield from _labels(owner, getattr(value, name), (*loc, name), f"{key}/{name}", what)
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from _labels(owner, item, (*loc, i), f"{key}/{item_key(item, i)}", about)


def item_key(item: object, number: int) -> str:
    """Return what an item of a list goes by: its id, or else its number from 1."""
    return getattr(item, "id", "") or getattr(item, "indicator", "") or str(number + 1)
