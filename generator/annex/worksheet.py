"""Worksheet: one table as a sheet of a workbook, whatever the format of the workbook."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from generator.annex.dataset import Cell, Dataset, Kind, Words
from generator.annex.dictionary import meaning, notes
from generator.annex.rights import Rights
from generator.compose.setting import Setting
from generator.word.prose import width_in_em

NARROWEST, WIDEST = 10, 60
"""Width of a column in characters; longer texts wrap."""
COMMON = 24
"""So wide a column may be for a text that could wrap at half of its length."""
LOOSE = 1.15
"""Lines end before the column does: so much more room a wrapped text takes."""
TEXT: Kind = "text"


@dataclass(frozen=True)
class Worksheet:
    """A sheet: a head line with units, the rows below it, and nothing else."""

    name: str
    head: tuple[str, ...]
    kinds: tuple[Kind, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @cached_property
    def widths(self) -> tuple[int, ...]:
        """Return the width of each column in characters: its longest text, within limits."""
        columns = zip(self.head, *self.rows, strict=True)
        return tuple(max(NARROWEST, *map(_wanted, cells)) for cells in columns)

    @cached_property
    def heights(self) -> tuple[int, ...]:
        """Return the lines of text of each row, the head first."""
        return tuple(
            max(_lines(cell, width) for cell, width in zip(row, self.widths, strict=True))
            for row in (self.head, *self.rows)
        )


def worksheets(
    datasets: Iterable[Dataset], settings: Mapping[str, Setting], rights: Rights
) -> tuple[Worksheet, ...]:
    """Return all sheets of a workbook: notes first, then what the columns mean, then the data."""
    listed = tuple(datasets)
    return (
        _notes(settings, rights),
        _columns(listed, settings),
        *(
            Worksheet(
                data.name, tuple(_joined(column.title) for column in data.columns),
                tuple(column.field.kind for column in data.columns), data.rows,
            )
            for data in listed
        ),
    )  # fmt: skip


def _notes(settings: Mapping[str, Setting], rights: Rights) -> Worksheet:
    """Return the sheet that says what the data are and how they are used, in each language."""
    head = (
        {tag: s.strings("Language") for tag, s in settings.items()},
        {tag: s.strings("Subject") for tag, s in settings.items()},
        {tag: s.strings("Note") for tag, s in settings.items()},
    )
    rows = tuple(
        (setting.language.name, subject, text)
        for tag, setting in settings.items()
        for subject, text in notes(tag, setting, rights)
    )
    return _texts("notes", (_joined(words) for words in head), rows)


def _columns(datasets: Iterable[Dataset], settings: Mapping[str, Setting]) -> Worksheet:
    """Return the sheet that says what each column of each table holds."""
    head = (
        {tag: s.strings("Sheet") for tag, s in settings.items()},
        {tag: s.strings("Column") for tag, s in settings.items()},
        {tag: s.strings("Column in CSV and JSON") for tag, s in settings.items()},
    )
    meanings = [
        s.strings("{words} ({language})", words=s.strings("Meaning"), language=s.language.name)
        for s in settings.values()
    ]
    titles = [*(_joined(words) for words in head), *meanings]
    return _texts("columns", titles, tuple(_described(datasets, settings)))


def _described(
    datasets: Iterable[Dataset], settings: Mapping[str, Setting]
) -> Iterator[tuple[str, ...]]:
    """Yield a row for each column of each table."""
    for data in datasets:
        for column in data.columns:
            said = (meaning(column, tag, setting) for tag, setting in settings.items())
            yield data.name, _joined(column.title), column.name, *said


def _texts(name: str, head: Iterable[str], rows: tuple[tuple[Cell, ...], ...]) -> Worksheet:
    """Return a sheet of texts."""
    titles = tuple(head)
    return Worksheet(name, titles, tuple(TEXT for _ in titles), rows)


def _joined(words: Words) -> str:
    """Return the words of all languages as one head."""
    return " / ".join(dict.fromkeys(words.values()))


def fits(number: Decimal | int) -> bool:
    """Tell whether a spreadsheet's number says the same: it has about fifteen digits."""
    return Decimal(repr(float(number))) == number


def _wanted(cell: Cell) -> int:
    """Return the width that a cell would like, in characters; a long text would like to wrap."""
    text = str(cell or "")
    word = max((_width(part) for part in text.split()), default=0)
    width = _width(text) + 1
    return min(WIDEST, max(word + 1, width // 2, min(width, COMMON)))


def _lines(cell: Cell, width: int) -> int:
    """Return how many lines a cell takes in a column of this width."""
    return max(1, math.ceil(_width(str(cell or "")) * LOOSE / width))


def _width(text: str) -> int:
    """Return the width of a text in characters, as a spreadsheet counts them."""
    return math.ceil(width_in_em(text) * 2)
