"""Cells: the tables of the finished data annex as others read them, each cell with its address."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.annex.ods import column_name
from generator.word.wording import plain

BOOKS = (".xlsx", ".ods")


@dataclass(frozen=True)
class Grid:
    """One table of one file: its head and its rows, every cell as text."""

    file: str
    sheet: str
    rows: tuple[tuple[str, ...], ...]
    """The head first; in JSON, the keys of its rows."""

    def address(self, row: int, column: int) -> str:
        """Return how a user finds a cell: file!sheet!B7, in JSON file!rows[5].value."""
        if self.file.endswith(".json"):
            return f"{self.file}!rows[{row - 1}].{self.rows[0][column]}"
        sheet = f"!{self.sheet}" if self.file.endswith(BOOKS) else ""
        return f"{self.file}{sheet}!{column_name(column + 1)}{row + 1}"


def grids(path: Path, file: str) -> Iterator[Grid]:
    """Yield the tables of a finished file; an unreadable one raises ValueError with the reason."""
    if path.suffix in BOOKS:
        yield from _book(path, file)
    elif path.suffix == ".csv":
        text = io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")
        yield Grid(file, path.stem, tuple(map(tuple, csv.reader(text, strict=True))))
    else:
        yield _json(path, file)


def _json(path: Path, file: str) -> Grid:
    """Return the table of a JSON file."""
    content = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    rows: list[dict[str, Any]] = content["rows"]
    head = tuple(dict.fromkeys(name for row in rows for name in row))
    said = (tuple(cell_text(row.get(name)) for name in head) for row in rows)
    return Grid(file, path.stem, (head, *said))


def _book(path: Path, file: str) -> Iterator[Grid]:
    """Yield the sheets of a workbook."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(path) as book:
            for name in book.sheet_names:
                rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                yield Grid(file, name, tuple(tuple(map(cell_text, row)) for row in rows))
    except CalamineError as error:
        raise ValueError(str(error)) from error


def cell_text(cell: object) -> str:
    """Return a cell as CSV would say it."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return plain(Decimal(repr(cell)))
    if isinstance(cell, Decimal):
        return plain(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)
