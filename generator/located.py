"""YAML and CSV files as plain values that remember their line and column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from generator.problem import Place, Problem, did_you_mean, relative

Loc = tuple[str | int, ...]
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]")
_DEEPEST = 40
_MOST = 500_000
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True)
class Located:
    """A value read from a file, with the place of each key and value in it."""

    path: str
    value: Any
    keys: Mapping[Loc, tuple[int, int]] = field(default_factory=dict)
    values: Mapping[Loc, tuple[int, int]] = field(default_factory=dict)
    text: str = ""
    """The whole file, where a character of a value may be asked for."""

    def place(self, loc: Loc = (), *, key: bool = False) -> Place:
        """Return the place of the value (or key) at `loc`, or of the nearest thing around it."""
        for end in range(len(loc), -1, -1):
            here = self.keys if key and end == len(loc) else self.values
            if loc[:end] in here:
                return Place(self.path, *here[loc[:end]])
        return Place(self.path)


def read_text(path: Path, root: Path) -> str | Problem:
    """Return the file as text without a byte order mark, or the Problem of what it holds."""
    if not path.resolve().is_relative_to(root.resolve()):
        # By its name in the project: where the link leads is of no use to a reader.
        return Problem(Place(path.relative_to(root).as_posix()), "outside-project",
                       "this file leads out of the project folder.",
                       "Put the file itself into the project.")  # fmt: skip
    name, content = relative(path, root), path.read_bytes()
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        where = Place(name, content[: error.start].count(b"\n") + 1)
        return Problem(where, "not-utf-8", "this file is not UTF-8 (perhaps GB18030).",
                       "Save it as UTF-8: in Excel, “CSV UTF-8”.")  # fmt: skip
    if control := _CONTROL.search(text):
        before = text[: control.start()]
        where = Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        what = f"here stands a character that is not text (U+{ord(control[0]):04X})."
        return Problem(where, "control-character", what, "Remove it.")
    return text


def read_yaml(path: Path, root: Path) -> tuple[Located, list[Problem]]:
    """Return the YAML file's value with its places; a key given twice is a Problem."""
    name = relative(path, root)
    text = read_text(path, root)
    if isinstance(text, Problem):
        return Located(name, None), [text]
    try:
        _refuse_deep(text)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        builder = _Builder(name)
        value = builder.build(node, ()) if node else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
        what = f"this is not YAML: {error.problem}."
        return Located(name, None), [Problem(where, "bad-yaml", what, "Check indents and quotes.")]
    return Located(name, value, builder.keys, builder.values, text), builder.problems


def _refuse_deep(text: str) -> None:
    """Stop before a file so deeply nested that composing it would end the program."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            mark: Any = event.start_mark
            raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=mark)


class _Builder:
    """Turns YAML nodes into values: text stays text, only whole numbers and true/false change."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.keys: dict[Loc, tuple[int, int]] = {}
        self.values: dict[Loc, tuple[int, int]] = {}
        self.problems: list[Problem] = []

    def build(self, node: yaml.Node, loc: Loc) -> Any:
        if len(loc) > _DEEPEST or len(self.values) > _MOST:  # an alias inside what it stands for
            problem = "an alias repeats itself without end"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
        self.values[loc] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, loc))
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*loc, i)) for i, item in enumerate(node.value)]
        return _scalar(node)

    def _pairs(self, node: yaml.MappingNode, loc: Loc) -> Iterator[tuple[str, Any]]:
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                problem = "a key is one word"
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=key_node.start_mark)
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


def read_csv(
    path: Path, root: Path, needed: Sequence[str], more: Sequence[str] | None = (),
    free: Sequence[str] = (),
) -> tuple[list[Row], list[Problem]]:
    """Return the rows of a CSV file with one header line; empty lines are passed over.

    `more` are columns that it may have besides: all or none of them; None allows any. `free` are
    columns that it may have or not, each by itself.
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
        problems += _separator_problems(name, header) or _header_problems(
            name, header, needed, more, free
        )
        start = reader.line_num
        for cells in reader if not problems else ():
            line, start = start + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                row = _row(file, line, lines[line - 1], header, cells)
                rows += [row] if isinstance(row, Row) else []
                problems += [row] if isinstance(row, Problem) else []
    except csv.Error as error:
        what = f"this line cannot be read: {error}."
        fix = "Close each quote; double a quote inside a cell."
        problems.append(Problem(Place(name, start + 1), "bad-csv", what, fix))
    return rows, problems


def _separator_problems(name: str, header: list[str]) -> list[Problem]:
    """Return the Problem of a file whose cells are not separated by commas."""
    marks = {";": "semicolons", "\t": "tabs"}
    used = [word for mark, word in marks.items() if header and mark in header[0]]
    what = f"the cells of this file are separated by {' '.join(used)}, not by commas."
    fix = "Save it as UTF-8: in Excel, “CSV UTF-8”."
    return [Problem(Place(name), "bad-csv", what, fix)] if len(header) == 1 and used else []


def _header_problems(
    name: str, header: list[str], needed: Sequence[str], more: Sequence[str] | None,
    free: Sequence[str],
) -> Iterator[Problem]:
    """Yield a Problem for each column that is missing, unknown or there twice."""
    if more is not None and set(header) & set(more):
        needed = (*needed, *more)
    known = (*needed, *free, *(header if more is None else more))
    meant = {column: did_you_mean(column, known) for column in header if column not in known}
    for column in dict.fromkeys(header):
        if column not in known:
            fix = meant[column] or f"Known columns: {', '.join(known)}."
            yield Problem(Place(name), "unknown-column", f'"{column}" is not a column.', fix)
        if header.count(column) > 1:
            yield Problem(Place(name), "duplicate-column", f'column "{column}" stands twice.')
    for column in needed:
        if column not in header and not any(f'"{column}"' in fix for fix in meant.values()):
            fix = "Add it to the first line; its cells may be empty."
            yield Problem(Place(name), "missing-column", f'column "{column}" is missing.', fix)


def _row(file: Located, line: int, text: str, header: list[str], cells: list[str]) -> Row | Problem:
    """Return one row whose places point at the cells, or the Problem of its length."""
    if len(cells) != len(header):
        what = f"this line has {len(cells)} cells, the header has {len(header)}."
        fix = "Put a cell that holds a comma between double quotes."
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
