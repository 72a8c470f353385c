"""Spot: where a character of a value stands in the file that the value was read from."""

from __future__ import annotations

import re
from bisect import bisect
from functools import lru_cache

from generator.problem import Place

_BLOCK = re.compile(r"[|>][-+0-9]*[^\n]*\n")


def spot(text: str, start: Place, words: str, offset: int) -> Place:
    """Return the place of a character of a YAML or CSV value that starts at `start`.

    The file may fold lines, quote and escape; so the characters are sought one after the other,
    and spaces do not count.
    """
    starts = _starts(text)
    here = starts[min(start.line, len(starts)) - 1] + start.column - 1
    if block := _BLOCK.match(text, here):
        here = block.end()
    for char in words[: offset + 1]:
        if not char.isspace():
            found = text.find(char, here)
            if found < 0:  # written as an escape: the value's start must do
                return start
            here = found + 1
    line = bisect(starts, here - 1)
    return Place(start.path, line, here - starts[line - 1])


@lru_cache(maxsize=8)  # one file after another is asked about, once for each word in it
def _starts(text: str) -> list[int]:
    """Return where each line of a text starts."""
    return [0, *(match.end() for match in re.finditer("\n", text))]
