"""Numerals: which words of a language state a quantity, and where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import Field

from generator.records import Record

# Digits of every script, then what else states a number in one character: ², ½, Ⅳ, ③, ㈠.
_DIGIT = r"[\d²³¹¼-¾⁰-₉⅐-↋①-⒛⓪-⓿❶-➓㈠-㈩㉈-㉟㊀-㊉㊱-㊿]"
_DIGITS = rf"{_DIGIT}+(?:[.,]{_DIGIT}+)*"
_WESTERN = r"[^\W\u3040-\u9fff]"
"""A letter or digit of a script that writes spaces between words."""


class Numerals(Record):
    """The content of data/numerals.<language>.yaml."""

    words: tuple[str, ...] = Field((), description="Words or characters that state a quantity")
    ordinary: tuple[str, ...] = Field((), description="Words in which such a word states none")
    names: tuple[str, ...] = Field((), description="Fixed names that hold digits or such words")


@dataclass(frozen=True)
class Numeral:
    """A number as somebody typed it, at an offset from the start of the text."""

    offset: int
    written: str


class Finder:
    """Finds the numerals of one language; without word lists it knows digits only."""

    def __init__(self, known: Numerals | None = None) -> None:
        """Compile the lists into one regular expression."""
        known = known or Numerals()
        passed = _any([*known.names, *known.ordinary])
        one = "|".join(filter(None, (_DIGITS, _any(known.words))))
        hit = rf"(?P<hit>(?:{one})(?:[ \n-]?(?:{one}))*)"
        pattern = "|".join(filter(None, (passed, hit)))
        self._pattern = re.compile(pattern, re.IGNORECASE)

    def numerals(self, text: str) -> Iterator[Numeral]:
        """Yield each numeral of the text, a row of them as one."""
        for match in self._pattern.finditer(text):
            if match["hit"]:
                yield Numeral(match.start(), match["hit"])


def _any(words: Iterable[str]) -> str:
    """Return a pattern of any of these words, the longest first."""
    return "|".join(_whole(word) for word in sorted(set(words), key=len, reverse=True) if word)


def _whole(word: str) -> str:
    """Return a pattern of the word; one of a script with spaces is no part of a longer one."""
    before = rf"(?<!{_WESTERN})" if re.match(_WESTERN, word[0]) else ""
    after = rf"(?!{_WESTERN})" if re.match(_WESTERN, word[-1]) else ""
    return before + r"\s+".join(map(re.escape, word.split())) + after
