"""Sheet: CSV files as rows of cells that remember their line and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

from generator.problem import Place, Problem, did_you_mean, relative
from generator.read.located import Loc, Located, read_text
from generator.said import Said


@dataclass(frozen=True)
class Row:
    """One line of a CSV file: cells by column name, and the column where each cell starts."""

    located: Located
    cells: Mapping[str, str]


def read_csv(
    path: Path,
    root: Path,
    needed: Sequence[str],
    more: Sequence[str] | None = (),
    free: Sequence[str] = (),
) -> tuple[list[Row], list[Problem]]:
    """Return the rows of a CSV file with one header line; empty lines are passed over.

    `more` are columns that it may have besides: all or none of them; None allows any. `free` are
    columns that it may have or not, each by itself; one that ends with “:” stands for all columns
    that begin so.
    """
    name = relative(path, root)
    text = read_text(path, root)
    if isinstance(text, Problem):
        return [], [text]
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(lines, strict=True)
    file = Located(name, None, text=text)
    rows: list[Row] = []
    problems: list[Problem] = []
    start = 0
    try:
        header = [cell.strip() for cell in next(reader, [])]
        places = _places(name, lines, header)
        wrong = header_problems(places, header, needed, more, free)
        problems += _separator_problems(name, header) or wrong
        start = reader.line_num
        for cells in reader if not problems else ():
            line, start = start + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                row = _row(file, line, lines[line - 1], header, cells)
                rows += [row] if isinstance(row, Row) else []
                problems += [row] if isinstance(row, Problem) else []
    except csv.Error as error:
        what = Said("this line cannot be read: {error}.", error=error)
        fix = Said("Close each quote; double a quote inside a cell.")
        problems.append(Problem(Place(name, start + 1), "bad-csv", what, fix))
    return rows, problems


def _places(name: str, lines: list[str], header: list[str]) -> list[Place]:
    """Return the place of each cell of the header, as far as it stands in the first line."""
    starts = _cell_starts(lines[0]) if lines else []
    return [Place(name, 1, start) for start, _ in zip_longest(starts, header or [""], fillvalue=1)]


def _separator_problems(name: str, header: list[str]) -> list[Problem]:
    """Return the Problem of a file whose cells are not separated by commas."""
    marks = {";": "semicolons", "\t": "tabs"}
    used = [word for mark, word in marks.items() if header and mark in header[0]]
    what = Said(
        "the cells of this file are separated by {used}, not by commas.", used=" ".join(used)
    )
    fix = Said("Save it as UTF-8: in Excel, “CSV UTF-8”.")
    return [Problem(Place(name), "bad-csv", what, fix)] if len(header) == 1 and used else []


def header_problems(
    places: Sequence[Place],
    header: list[str],
    needed: Sequence[str],
    more: Sequence[str] | None,
    free: Sequence[str],
) -> Iterator[Problem]:
    """Yield a Problem for each column that is missing, unknown or there twice.

    `places` are those of the cells of the header.
    """
    if more is not None and set(header) & set(more):
        needed = (*needed, *more)
    known = (*needed, *free, *(header if more is None else more))
    families = tuple(name for name in free if name.endswith(":"))
    missing = [column for column in needed if column not in header]
    unknown = [
        column for column in dict.fromkeys(header)
        if column not in known and not column.startswith(families)
    ]  # fmt: skip
    twice = [column for column in dict.fromkeys(header) if header.count(column) > 1]
    for column in unknown:
        fix = did_you_mean(column, (*missing, *free)) or Said(
            "Missing here: {missing}.", missing=", ".join(missing) or "–"
        )
        what = Said('"{column}" is not a column.', column=column)
        yield Problem(places[header.index(column)], "unknown-column", what, fix)
    for column in twice:
        second = places[header.index(column, header.index(column) + 1)]
        what = Said('column "{column}" stands twice.', column=column)
        yield Problem(second, "duplicate-column", what, Said("Take one of them away."))
    # A column with a wrong name is one mistake, and told as one.
    for column in missing if len(missing) > len(unknown) + len(twice) else ():
        fix = Said("Add it to the first line; its cells may be empty.")
        what = Said('column "{column}" is missing.', column=column)
        yield Problem(places[0], "missing-column", what, fix)


def _row(file: Located, line: int, text: str, header: list[str], cells: list[str]) -> Row | Problem:
    """Return one row whose places point at the cells, or the Problem of its length."""
    if len(cells) != len(header):
        what = Said(
            "this line has {cells} cells, the header has {header}.",
            cells=len(cells),
            header=len(header),
        )
        fix = Said("Put a cell that holds a comma between double quotes.")
        return Problem(Place(file.path, line), "cell-count", what, fix)
    spots: dict[Loc, tuple[int, int]] = {(): (line, 1)}
    starts = _cell_starts(text)
    for i, column in enumerate(header):
        spots[tuple(column.split(":"))] = (line, starts[i] if i < len(starts) else 1)
    values = {column: cell.strip() for column, cell in zip(header, cells, strict=True)}
    return Row(replace(file, value=values, keys=spots, values=spots), values)


def _cell_starts(line: str) -> list[int]:
    """Return the column (from 1) at which each cell of a CSV line starts."""
    starts, quoted = [1], False
    for i, char in enumerate(line):
        if char == '"':
            quoted = not quoted
        elif char == "," and not quoted:
            starts.append(i + 2)
    return starts
