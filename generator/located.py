"""YAML and CSV files as plain values that remember their line and column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from generator.problem import Place, Problem, did_you_mean, relative

Loc = tuple[str | int, ...]
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True)
class Located:
    """A value read from a file, with the place of each key and value in it."""

    path: str
    value: Any
    keys: Mapping[Loc, tuple[int, int]] = field(default_factory=dict)
    values: Mapping[Loc, tuple[int, int]] = field(default_factory=dict)

    def place(self, loc: Loc = (), *, key: bool = False) -> Place:
        """Return the place of the value (or key) at `loc`, or of the nearest thing around it."""
        for end in range(len(loc), -1, -1):
            here = self.keys if key and end == len(loc) else self.values
            if loc[:end] in here:
                return Place(self.path, *here[loc[:end]])
        return Place(self.path)


def read_text(path: Path, root: Path) -> str | Problem:
    """Return the file as text without a byte order mark, or the Problem of its encoding."""
    where = Place(relative(path, root))
    if not path.resolve().is_relative_to(root.resolve()):
        return Problem(where, "outside-project", "this file leads out of the project folder.",
                       "Put the file itself into the project.")  # fmt: skip
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        where = Place(where.path, line)
        return Problem(where, "not-utf-8", "this file is not UTF-8 (perhaps GB18030).",
                       "Save it as UTF-8: in Excel, “CSV UTF-8”.")  # fmt: skip


def read_yaml(path: Path, root: Path) -> tuple[Located, list[Problem]]:
    """Return the YAML file's value with its places; a key given twice is a Problem."""
    name = relative(path, root)
    text = read_text(path, root)
    if isinstance(text, Problem):
        return Located(name, None), [text]
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
        what = f"this is not YAML: {error.problem}."
        return Located(name, None), [Problem(where, "bad-yaml", what, "Check indents and quotes.")]
    builder = _Builder(name)
    value = builder.build(node, ()) if node else None
    return Located(name, value, builder.keys, builder.values), builder.problems


class _Builder:
    """Turns YAML nodes into values: text stays text, only whole numbers and true/false change."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.keys: dict[Loc, tuple[int, int]] = {}
        self.values: dict[Loc, tuple[int, int]] = {}
        self.problems: list[Problem] = []

    def build(self, node: yaml.Node, loc: Loc) -> Any:
        self.values[loc] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, loc))
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*loc, i)) for i, item in enumerate(node.value)]
        return _scalar(node)

    def _pairs(self, node: yaml.MappingNode, loc: Loc) -> Iterator[tuple[str, Any]]:
        for key_node, value_node in node.value:
            key = str(key_node.value)
            spot = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if (*loc, key) in self.keys:
                what = f'"{key}" stands here twice.'
                place = Place(self.path, *spot)
                self.problems.append(Problem(place, "duplicate-key", what, "Keep one of them."))
                continue
            self.keys[(*loc, key)] = spot
            yield key, self.build(value_node, (*loc, key))


def _scalar(node: yaml.Node) -> Any:
    """Return the scalar as text, or as int, bool or None where it is written plainly so."""
    text = str(node.value)
    if getattr(node, "style", None):
        return text
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _INTEGER.fullmatch(text) else text


@dataclass(frozen=True)
class Row:
    """One line of a CSV file: cells by column name, and the column where each cell starts."""

    located: Located
    cells: Mapping[str, str]


def read_csv(path: Path, root: Path, known: Sequence[str]) -> tuple[list[Row], list[Problem]]:
    """Return the rows of a CSV file with one header line; empty lines are passed over."""
    name = relative(path, root)
    text = read_text(path, root)
    if isinstance(text, Problem):
        return [], [text]
    reader = csv.reader(io.StringIO(text, newline=""))
    lines = text.splitlines()
    header = [cell.strip() for cell in next(reader, [])]
    problems = list(_header_problems(name, header, known))
    if problems:
        return [], problems
    rows = []
    start = reader.line_num
    for cells in reader:
        line, start = start + 1, reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            what = f"this line has {len(cells)} cells, the header has {len(header)}."
            fix = "Put a cell that holds a comma between double quotes."
            problems.append(Problem(Place(name, line), "cell-count", what, fix))
            continue
        rows.append(_row(name, line, lines[line - 1], header, cells))
    return rows, problems


def _header_problems(name: str, header: list[str], known: Sequence[str]) -> Iterator[Problem]:
    """Yield a Problem for each column that is missing, unknown or there twice."""
    for column in header:
        if column not in known:
            fix = did_you_mean(column, known) or f"Known columns: {', '.join(known)}."
            yield Problem(Place(name), "unknown-column", f'"{column}" is not a column.', fix)
        if header.count(column) > 1:
            yield Problem(Place(name), "duplicate-column", f'column "{column}" stands twice.')
    for column in known:
        if column not in header:
            fix = "Add it to the first line; its cells may be empty."
            yield Problem(Place(name), "missing-column", f'column "{column}" is missing.', fix)


def _row(name: str, line: int, text: str, header: list[str], cells: list[str]) -> Row:
    """Return one row whose places point at the cells."""
    spots: dict[Loc, tuple[int, int]] = {(): (line, 1)}
    starts = _cell_starts(text)
    for i, column in enumerate(header):
        spots[(column,)] = (line, starts[i] if i < len(starts) else 1)
    values = {column: cell.strip() for column, cell in zip(header, cells, strict=True)}
    return Row(Located(name, values, spots, spots), values)


def _cell_starts(line: str) -> list[int]:
    """Return the column (from 1) at which each cell of a CSV line starts."""
    starts, quoted = [1], False
    for i, char in enumerate(line):
        if char == '"':
            quoted = not quoted
        elif char == "," and not quoted:
            starts.append(i + 2)
    return starts
