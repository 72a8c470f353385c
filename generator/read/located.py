"""YAML files and texts as plain values that remember their line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from generator.problem import Place, Problem, relative
from generator.said import Said

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
    cells: bool = False
    """Whether the places are cells of a spreadsheet."""

    def place(self, loc: Loc = (), *, key: bool = False) -> Place:
        """Return the place of the value (or key) at `loc`, or of the nearest thing around it."""
        for end in range(len(loc), -1, -1):
            here = self.keys if key and end == len(loc) else self.values
            if loc[:end] in here:
                return Place(self.path, *here[loc[:end]], cell=self.cells)
        return Place(self.path)


def read_text(path: Path, root: Path) -> str | Problem:
    """Return the file as text without a byte order mark, or the Problem of what it holds."""
    if not path.resolve().is_relative_to(root.resolve()):
        # By its name in the project: where the link leads is of no use to a reader.
        return Problem(Place(path.relative_to(root).as_posix()), "outside-project",
                       Said("this file leads out of the project folder."),
                       Said("Put the file itself into the project."))  # fmt: skip
    name, content = relative(path, root), path.read_bytes()
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        where = Place(name, content[: error.start].count(b"\n") + 1)
        return Problem(where, "not-utf-8", Said("this file is not UTF-8 (perhaps GB18030)."),
                       Said("Save it as UTF-8: in Excel, “CSV UTF-8”."))  # fmt: skip
    if control := _CONTROL.search(text):
        before = text[: control.start()]
        where = Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        what = Said("here stands a character that is not text (U+{ord:04X}).", ord=ord(control[0]))
        return Problem(where, "control-character", what, Said("Remove it."))
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
        what = Said("this is not YAML: {problem}.", problem=error.problem)
        return Located(name, None), [
            Problem(where, "bad-yaml", what, Said("Check indents and quotes."))
        ]
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
            raise yaml.MarkedYAMLError(problem=Said("nested too deeply"), problem_mark=mark)


class _Builder:
    """Turns YAML nodes into values: text stays text, only whole numbers and true/false change."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.keys: dict[Loc, tuple[int, int]] = {}
        self.values: dict[Loc, tuple[int, int]] = {}
        self.problems: list[Problem] = []

    def build(self, node: yaml.Node, loc: Loc) -> Any:
        if len(loc) > _DEEPEST or len(self.values) > _MOST:  # an alias inside what it stands for
            problem = Said("an alias repeats itself without end")
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
                problem = Said("a key is one word")
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=key_node.start_mark)
            key = str(key_node.value)
            spot = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if (*loc, key) in self.keys:
                what = Said('"{key}" stands here twice.', key=key)
                place = Place(self.path, *spot)
                self.problems.append(
                    Problem(place, "duplicate-key", what, Said("Keep one of them."))
                )
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
