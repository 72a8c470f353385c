"""Patterns: what the parser of HTML looks for, each compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable


class _Patterns(dict[tuple[Iterable[str], bool], re.Pattern[str]]):
    """Characters, and whether they are looked for or all others → the pattern of a run of them."""

    def __missing__(self, key: tuple[Iterable[str], bool]) -> re.Pattern[str]:
        characters, these = key
        listed = "".join(f"\\x{ord(character):02x}" for character in characters)
        pattern = self[key] = re.compile(f"[{'' if these else '^'}{listed}]+")
        return pattern


def keep_patterns() -> None:
    """Let tinyhtml5 find its patterns: it keeps each by a wrong key (2.1.0), and never finds one.

    To write them anew for each run of text takes two fifths of the time that it parses.
    """
    from tinyhtml5 import inputstream  # late: a command that only checks data must start at once

    if not isinstance(inputstream.characters_until_regex, _Patterns):
        inputstream.characters_until_regex = _Patterns()
