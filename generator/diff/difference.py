"""Difference: all that two holdings say differently, part by part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.diff.charts import ChartChange, chart_changes
from generator.diff.holding import Holding, Row
from generator.diff.paper import PageChange, page_changes
from generator.diff.texts import TextChange, text_changes
from generator.diff.values import Kind, ValueChange, indicators_of, value_changes
from generator.records.changes import SignedNote

SILENT = {"edition", "licence", "number"}
"""Columns that say nothing of a record itself."""


@dataclass(frozen=True)
class RecordChange:
    """One indicator or source: added, dropped, or with other words in some columns."""

    table: str
    id: str
    before: Row | None
    now: Row | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """All that is otherwise in the second holding."""

    before: Holding
    now: Holding
    values: tuple[ValueChange, ...]
    added: tuple[str, ...]
    """Indicators of which only the second shows a figure."""
    dropped: tuple[str, ...]
    records: tuple[RecordChange, ...]
    texts: tuple[TextChange, ...]
    charts: tuple[ChartChange, ...]
    pages: tuple[PageChange, ...]
    compared_pages: Mapping[str, int]
    """How many pages were held against each other, by PDF."""
    notes: tuple[SignedNote, ...] = ()
    """What of it somebody has signed."""

    def of(self, *kinds: Kind) -> tuple[ValueChange, ...]:
        """Return the figures of these kinds of change."""
        return tuple(change for change in self.values if change.kind in kinds)


def difference_of(before: Holding, now: Holding, notes: Iterable[SignedNote] = ()) -> Difference:
    """Return what the second holding says otherwise than the first; of notes those on either."""
    signed = tuple(note for note in notes if note.edition in (before.edition, now.edition))
    one, other = indicators_of(before), indicators_of(now)
    both = [tag for tag in now.texts if tag in before.texts]
    pages, compared = page_changes(before, now)
    return Difference(
        before, now, tuple(value_changes(before, now)),
        tuple(name for name in other if name not in one),
        tuple(name for name in one if name not in other),
        tuple(_records(before, now)),
        tuple(c for tag in both for c in text_changes(tag, before.texts[tag], now.texts[tag])),
        tuple(chart_changes(before, now)), tuple(pages), compared, signed,
    )  # fmt: skip


def _records(before: Holding, now: Holding) -> Iterator[RecordChange]:
    """Yield the indicators and sources that are not the same."""
    for table in now.tables:
        one = {str(row["id"]): row for row in before.tables.get(table, ())}
        other = {str(row["id"]): row for row in now.tables[table]}
        for name in dict.fromkeys((*other, *one)):
            left, right = one.get(name), other.get(name)
            fields = _fields(left, right) if left and right else ()
            if fields or left is None or right is None:
                yield RecordChange(table, name, left, right, fields)


def _fields(before: Row, now: Row) -> tuple[str, ...]:
    """Return the columns in which two rows differ."""
    names = (name for name in dict.fromkeys((*now, *before)) if name not in SILENT)
    return tuple(name for name in names if before.get(name) != now.get(name))
