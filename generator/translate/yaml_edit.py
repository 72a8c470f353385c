"""Edits of YAML: words put into a map, with comments, order and style of all else kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

import yaml

from generator.read.located import Loc
from generator.translate.edit import Edit, applied

WIDTH = 100
_FIRST = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`~=\d.+<\ufeff]"
_PLAIN = re.compile(rf"{_FIRST}(?:(?:[^:#\n\u2028\u2029]|:(?=\S)|(?<=\S)#)*[^\s:])?")
_IN_FLOW = re.compile(rf"{_FIRST}[^:#,\[\]{{}}\n\u2028\u2029]*")
_NO_WORDS = frozenset(["true", "false", "null", "yes", "no", "on", "off"])
LAST = "editors"
"""The key of a label that is no language stays behind the languages."""


def with_words(text: str, changes: Mapping[Loc, str]) -> str:
    """Return a YAML file with other words at some places; a key that is not there is put in."""
    if not changes:
        return text
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    edits = list[Edit]()
    for parent, values in _by_parent(changes).items():
        node, missing = _found(root, parent)
        nested: Mapping[str, Any] = values
        for key in reversed(missing):
            nested = {key: nested}
        edits += _edits(text, node, nested)
    return applied(text, edits)


def _by_parent(changes: Mapping[Loc, str]) -> dict[Loc, dict[str, str]]:
    """Return the changes by the map in which they happen."""
    found: dict[Loc, dict[str, str]] = {}
    for loc, words in changes.items():
        found.setdefault(loc[:-1], {})[str(loc[-1])] = words
    return found


def _found(node: Any, loc: Loc) -> tuple[Any, list[str]]:
    """Return the node at a place or the last one on the way there, and the keys that it lacks."""
    for i, part in enumerate(loc):
        inner = node.value[part] if isinstance(part, int) else _value(node, part)
        if inner is None or (isinstance(part, str) and isinstance(inner, yaml.ScalarNode)):
            return node, [str(key) for key in loc[i:]]
        node = inner
    return node, []


def _value(node: Any, key: str) -> Any:
    """Return the value of a key of a map."""
    return next((value for name, value in node.value if name.value == key), None)


def _edits(text: str, node: Any, values: Mapping[str, Any]) -> Iterator[Edit]:
    """Yield the edits of one map; what is new comes behind its last language."""
    flow = bool(node.flow_style)
    pairs = [(key, value) for key, value in node.value if key.value != LAST]
    key, last = pairs[-1]
    column = key.start_mark.column
    style = getattr(pairs[0][1], "style", None)
    for name, words in values.items():
        there = _value(node, name)
        if there is not None:
            start, end = _span(text, there)
            space = " " if text[start - 1 : start] == ":" else ""
            style = getattr(there, "style", None)
            style = style if style in (">", "|") else None
            yield Edit(start, end, space + _written(words, flow, style, column))
        else:
            end = _span(text, last)[1]
            before = ", " if flow else "\n" + " " * column
            yield Edit(end, end, f"{before}{name}: {_written(words, flow, style, column)}")


def _span(text: str, node: yaml.Node) -> tuple[int, int]:
    """Return the offsets of a value without the space behind it."""
    start, end = node.start_mark.index, node.end_mark.index
    return start, start + len(text[start:end].rstrip())


def _written(words: Any, flow: bool, style: str | None, column: int) -> str:
    """Return a value as YAML: plain where it can be, folded where the one beside it is."""
    if isinstance(words, Mapping):
        pairs = (f"{key}: {_written(value, True, None, 0)}" for key, value in words.items())
        return f"{{{', '.join(pairs)}}}"
    if style == ">" and not flow and " ".join(words.split(" ")) == words and "\n" not in words:
        lines = wrap(words, WIDTH - column - 2, break_long_words=False, break_on_hyphens=False)
        folded = "".join(f"\n{' ' * (column + 2)}{line}" for line in lines)
        if " ".join(lines) == words and not any(line[0] in " \t#" for line in lines):
            return f">-{folded}"
    plain = _IN_FLOW if flow else _PLAIN
    if plain.fullmatch(words) and words == words.strip() and words.lower() not in _NO_WORDS:
        return str(words)
    quoted = json.dumps(words, ensure_ascii=False)
    return quoted.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
