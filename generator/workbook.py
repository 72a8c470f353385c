"""Workbook: XLSX and ODS files as rows of cells that remember their sheet and cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.located import Loc, Located
from generator.problem import Place, Problem, relative
from generator.sheet import Row, header_problems

ENDINGS = (".xlsx", ".ods")
LARGEST = 20_000_000
"""Bytes; a table of observations is a thousandth of that."""


def read_workbook(
    path: Path,
    root: Path,
    needed: Sequence[str],
    more: Sequence[str] | None = (),
    free: Sequence[str] = (),
) -> tuple[list[Row], list[Problem]]:
    """Return the rows of all sheets that hold such a table; the columns are as for `read_csv`.

    A sheet is such a table when its first line names one of the columns; other sheets are notes.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    name = relative(path, root)
    if not path.resolve().is_relative_to(root.resolve()):
        what = "this file leads out of the project folder."
        fix = "Put the file itself into the project."
        where = Place(path.relative_to(root).as_posix())
        return [], [Problem(where, "outside-project", what, fix)]
    if path.stat().st_size > LARGEST:
        return [], [Problem(Place(name), "bad-workbook", "this file is too large.")]
    rows, problems = list[Row](), list[Problem]()
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            sheets = [(sheet, book.get_sheet_by_name(sheet)) for sheet in book.sheet_names]
            tables = [(sheet, it.to_python(skip_empty_area=False)) for sheet, it in sheets]
    except (CalamineError, OSError, ValueError) as error:
        fix = "Open and save it again, as XLSX or ODS."
        what = f"this workbook cannot be read: {error}."
        return [], [Problem(Place(name), "bad-workbook", what, fix)]
    known = {*needed, *(more or ()), *free}
    tables = [(sheet, lines) for sheet, lines in tables if lines and known & set(lines[0])]
    if not tables:
        what = "no sheet of this workbook holds a table of observations."
        fix = f"Its first line names the columns: {', '.join(needed)}."
        return [], [Problem(Place(name), "no-table", what, fix)]
    for sheet, lines in tables:
        file = Located(f"{name}!{sheet}", None, cells=True)
        header = [str(cell).strip() for cell in lines[0]]
        wrong = list(header_problems(file.path, header, needed, more, free))
        problems += wrong
        for number, cells in enumerate(lines[1:], 2) if not wrong else ():
            if any(cell not in ("", None) for cell in cells):
                row, faults = _row(file, number, header, cells)
                rows += [row] if not faults else []
                problems += faults
    return rows, problems


def _row(
    file: Located, number: int, header: list[str], cells: list[Any]
) -> tuple[Row, list[Problem]]:
    """Return one row, and a Problem for each cell that does not say what was typed."""
    spots: dict[Loc, tuple[int, int]] = {(): (number, 1)}
    values, problems = dict[str, str](), list[Problem]()
    for i, (column, cell) in enumerate(zip(header, cells, strict=True), 1):
        spots[tuple(column.split(":"))] = (number, i)
        values[column] = _text(cell)
        if isinstance(cell, date | time | timedelta | bool):
            kind = "a yes or no" if isinstance(cell, bool) else "a date or time"
            what = f"this cell is {kind} of the spreadsheet, which may not be what was typed."
            fix = "Format the cell as text, and type it again: 2023, 2020-11 or 2021-11-25."
            place = Place(file.path, number, i, cell=True)
            problems.append(Problem(place, "cell-type", what, fix))
    located = Located(file.path, values, spots, spots, cells=True)
    return Row(located, values), problems


def _text(cell: Any) -> str:
    """Return a cell as it would be typed; a number in plain digits."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        # The shortest digits that give this number back are those that were typed.
        text = f"{Decimal(repr(cell)):f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return "" if cell is None else str(cell).strip()
