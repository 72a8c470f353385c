"""Parse: a figure in words back to number and qualifier, as a reader takes it.

It knows the words of a language (language.yaml) and nothing of how this package writes them, so
that it can tell when the two differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.language import Language

_DIGITS = r"\d[\d,]*(?:\.\d+)?"


@dataclass(frozen=True)
class Said:
    """What the words say: qualifiers that they allow, number, and the upper number of a range."""

    qualifiers: frozenset[str]
    value: Decimal
    high: Decimal | None = None
    rest: str = ""
    """What stands before and after the number: the unit."""


def parse_figure(words: str, language: Language, *, scaled: bool = True) -> Said | None:
    """Return what a figure's words say, or None when they hold no number.

    Without `scaled` a scale word belongs to the unit: “million yuan”.
    """
    words = " ".join(words.split())
    for qualifiers, before, between, after in _patterns(language):
        number = _number_pattern(language, scaled=scaled)
        high = f"{re.escape(between)}({number})" if between else "()"
        pattern = f"{re.escape(before)}(.*?)({number}){high}(.*?){re.escape(after)}"
        match = re.fullmatch(pattern, words, re.IGNORECASE)
        if match:
            rest = f"{match.group(1)}{match.group(4)}".strip()
            value = _value(match.group(2), language)
            top = _value(match.group(3), language) if match.group(3) else None
            return Said(qualifiers, value, top, rest)
    return None


def numbers_in(words: str, language: Language, *, scaled: bool = True) -> list[Decimal]:
    """Return all numbers that stand in some words as digits."""
    pattern = _number_pattern(language, scaled=scaled)
    found = re.findall(pattern, words, re.IGNORECASE)
    return [_value(text, language) for text in found if text[0].isdigit()]


def _patterns(language: Language) -> Iterator[tuple[frozenset[str], str, str, str]]:
    """Yield (qualifiers, words before, between and after the number), the wordiest first."""
    ways: dict[str, set[str]] = {}
    for qualifier, pattern in language.qualifiers.items():
        ways.setdefault(pattern, set()).add(qualifier)
    for pattern in sorted(ways, key=len, reverse=True):
        before, _, rest = pattern.partition("{n}")
        between, found, after = rest.partition("{high}")
        yield frozenset(ways[pattern]), before, between if found else "", after if found else rest


def _number_pattern(language: Language, *, scaled: bool) -> str:
    """Return the pattern of a number with its scale word, or of a number word."""
    scales = "|".join(re.escape(scale.word) for scale in language.scales if scaled)
    words = "|".join(re.escape(word) for word in language.number_words)
    digits = f"{_DIGITS}(?:{scales})?" if scales else _DIGITS
    return f"(?:{digits}|\\b(?:{words})\\b)" if words else f"(?:{digits})"


def _value(text: str, language: Language) -> Decimal:
    """Return the number that digits and scale word, or a number word, stand for."""
    for number, word in enumerate(language.number_words):
        if text.lower() == word:
            return Decimal(number)
    for scale in language.scales:
        if text.endswith(scale.word):
            return Decimal(text.removesuffix(scale.word).replace(",", "")) * scale.factor
    return Decimal(text.replace(",", ""))
