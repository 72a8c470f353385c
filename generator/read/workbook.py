"""Workbook: XLSX and ODS files as rows of cells that remember their sheet and cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.problem import Place, Problem, relative
from generator.read.located import Loc, Located
from generator.read.sheet import Row, header_problems
from generator.said import Said

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
    tables, refused = _tables(path, root)
    known = {*needed, *(more or ()), *free}
    tables = {sheet: lines for sheet, lines in tables.items() if lines and known & set(lines[0])}
    if not refused and not tables:
        what = Said("no sheet of this workbook holds a table of observations.")
        fix = Said("Its first line names the columns: {needed}.", needed=", ".join(needed))
        refused = [Problem(Place(relative(path, root)), "no-table", what, fix)]
    rows, problems = list[Row](), [*refused]
    for sheet, lines in tables.items():
        file = Located(f"{relative(path, root)}!{sheet}", None, cells=True)
        header = [str(cell).strip() for cell in lines[0]]
        places = [Place(file.path, 1, number + 1, cell=True) for number in range(len(header))]
        wrong = list(header_problems(places, header, needed, more, free))
        problems += wrong
        for number, cells in enumerate(lines[1:], 2) if not wrong else ():
            if any(cell not in ("", None) for cell in cells):
                row, faults = _row(file, number, header, cells)
                rows += [row] if not faults else []
                problems += faults
    return rows, problems


def _tables(path: Path, root: Path) -> tuple[dict[str, list[list[Any]]], list[Problem]]:
    """Return the lines of each sheet by its name, or the Problem of a file that cannot be read."""
    from python_calamine import CalamineError, CalamineWorkbook  # late: CSV files need none of it

    where = Place(relative(path, root))
    if not path.resolve().is_relative_to(root.resolve()):
        where = Place(path.relative_to(root).as_posix())
        what = Said("this file leads out of the project folder.")
        fix = Said("Put the file itself into the project.")
        return {}, [Problem(where, "outside-project", what, fix)]
    if path.stat().st_size > LARGEST:
        return {}, [Problem(where, "bad-workbook", Said("this file is too large."))]
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
            return {name: sheet.to_python(skip_empty_area=False) for name, sheet in sheets}, []
    except (CalamineError, OSError, ValueError) as error:
        what, fix = (
            Said("this workbook cannot be read: {error}.", error=error),
            Said("Save it again, as XLSX or ODS."),
        )
        return {}, [Problem(where, "bad-workbook", what, fix)]


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
            truth, moment = Said("a yes or no"), Said("a date or time")
            kind = truth if isinstance(cell, bool) else moment
            what = Said(
                "this cell is {kind} of the spreadsheet, which may not be what was typed.",
                kind=kind,
            )
            fix = Said("Format the cell as text, and type it again.")
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
