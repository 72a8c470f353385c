"""Edits of CSV: words put into cells, with all other cells and their quotes kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.translate.edit import Edit, applied


@dataclass(frozen=True)
class Cell:
    """One cell as it is written, between two offsets, and the line on which its row begins."""

    line: int
    start: int
    end: int


def with_cells(text: str, changes: Mapping[tuple[int, str], str]) -> str:
    """Return a CSV file with other words in some cells, by (line, column); columns may be new."""
    if not changes:
        return text
    rows = list(_rows(text))
    header = [_read(text, cell) for cell in rows[0]]
    fresh = [name for name in dict.fromkeys(column for _, column in changes) if name not in header]
    edits = [Edit(rows[0][-1].end, rows[0][-1].end, "".join(f",{name}" for name in fresh))]
    for cells in rows[1:]:
        words = {name: changes.get((cells[0].line, name)) for name in [*header, *fresh]}
        for name, cell in zip(header, cells, strict=False):
            if words[name] is not None:
                edits.append(Edit(cell.start, cell.end, _written(words[name], text[cell.start :])))
        if len(cells) == len(header):  # an empty line has one cell only
            more = "".join("," + _written(words[name], "") for name in fresh)
            edits.append(Edit(cells[-1].end, cells[-1].end, more))
    return applied(text, [edit for edit in edits if edit.words or edit.start != edit.end])


def _rows(text: str) -> Iterator[list[Cell]]:
    """Yield the cells of each row."""
    cells, start, quoted, line, first = list[Cell](), 0, False, 1, 1
    for i, char in enumerate(text):
        if char == '"':
            quoted = not quoted
        elif char in ",\n" and not quoted:
            cells.append(Cell(first, start, i))
            start = i + 1
        if char == "\n":
            line += 1
            if not quoted:
                yield cells
                cells, first = [], line
    if start < len(text):
        yield [*cells, Cell(first, start, len(text))]


def _read(text: str, cell: Cell) -> str:
    """Return what a cell of the header says."""
    return text[cell.start : cell.end].strip().strip('"')


def _written(words: str | None, before: str) -> str:
    """Return words as a cell, in quotes where it needs them or had them before."""
    words = words or ""
    if before.startswith('"') or any(mark in words for mark in ',"\n') or words != words.strip():
        doubled = words.replace('"', '""')
        return f'"{doubled}"'
    return words
