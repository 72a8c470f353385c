"""Spot: where a character of a value stands in the file that the value was read from."""

from __future__ import annotations

import re

from generator.problem import Place

_BLOCK = re.compile(r"[|>][-+0-9]*[^\n]*\n")


def spot(text: str, start: Place, words: str, offset: int) -> Place:
    """Return the place of a character of a YAML or CSV value that starts at `start`.

    The file may fold lines, quote and escape; so the characters are sought one after the other,
    and spaces do not count.
    """
    lines = text.split("\n")
    here = sum(len(line) + 1 for line in lines[: start.line - 1]) + start.column - 1
    if block := _BLOCK.match(text, here):
        here = block.end()
    for char in words[: offset + 1]:
        if not char.isspace():
            found = text.find(char, here)
            if found < 0:  # written as an escape: the value's start must do
                return start
            here = found + 1
    before = text[: here - 1]
    return Place(start.path, before.count("\n") + 1, len(before) - before.rfind("\n"))
