"""Numerals: which words of a language state a quantity, and where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from pydantic import Field

from generator.records.records import Record

# Digits of every script, then what else states a number in one character: ², ½, Ⅳ, ③, ㈠.
_DIGIT = r"[\d²³¹¼-¾⁰-₉⅐-↋①-⒛⓪-⓿❶-➓㈠-㈩㉈-㉟㊀-㊉㊱-㊿]"
_DIGITS = rf"{_DIGIT}+(?:[.,]{_DIGIT}+)*"
_WESTERN = r"(?-i:[^\W\u3040-\u9fff])"
"""A letter or digit of a script that writes spaces between words."""
_LETTER = re.compile(_WESTERN)
ENDS = tuple(product((True, False), repeat=2))


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
        known = known or Numerals.model_validate({})
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
    given = sorted({word.strip() for word in words if word.strip()}, key=len, reverse=True)
    return "|".join(f"(?:{_whole(given, *ends)})" for ends in ENDS if _whole(given, *ends))


def _whole(words: Iterable[str], begins: bool, ends: bool) -> str:
    """Return a pattern of the words that begin and end so: with a western letter or without.

    A western word is no part of a longer one.
    """
    some = [
        r"\s+".join(map(re.escape, word.split()))
        for word in words
        if (bool(_LETTER.match(word[0])), bool(_LETTER.match(word[-1]))) == (begins, ends)
    ]
    before, after = f"(?<!{_WESTERN})" if begins else "", f"(?!{_WESTERN})" if ends else ""
    return f"{before}(?:{'|'.join(some)}){after}" if some else ""
