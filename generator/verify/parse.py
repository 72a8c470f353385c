"""Parse: a figure in words back to number and qualifier, as a reader takes it.

It knows the words of a language (language.yaml) and nothing of how this package writes them, so
that it can tell when the two differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.word.language import Language


@dataclass(frozen=True)
class Said:
    """What the words say: qualifiers that they allow, number, and the upper number of a range."""

    qualifiers: frozenset[str]
    value: Decimal
    high: Decimal | None = None
    rest: str = ""
    """What stands before and after the number: the unit."""
    within: str = ""
    """What stands between the two numbers of a range but for the word: the unit again."""


def parse_figure(words: str, language: Language, *, scaled: bool = True) -> Said | None:
    """Return what a figure's words say, or None when they hold no number.

    Without `scaled` a scale word belongs to the unit: “million yuan”.
    """
    words = " ".join(words.split())
    for qualifiers, before, between, after in _patterns(language):
        number = _number_pattern(language, scaled=scaled)
        high = f"(.*?){re.escape(between)}(.*?)({number})" if between else "()()()"
        pattern = f"{re.escape(before)}(.*?)({number}){high}(.*?){re.escape(after)}"
        match = re.fullmatch(pattern, words, re.IGNORECASE)
        if match:
            first, low, middle, again, top, last = match.groups()
            upper = _value(top, language) if top else None
            rest, within = f"{first}{last}".strip(), f"{middle}{again}".strip()
            return Said(qualifiers, _value(low, language), upper, rest, within)
    return None


def numbers_in(words: str, language: Language, *, scaled: bool = True) -> list[Decimal]:
    """Return all numbers that stand in some words as digits."""
    pattern = _number_pattern(language, scaled=scaled)
    found = re.findall(pattern, words, re.IGNORECASE)
    return [_value(text, language) for text in found if any(char.isdigit() for char in text)]


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
    scales = "|".join(re.escape(word) for word, _ in _scales(language) if scaled)
    words = "|".join(re.escape(word) for word in language.number_words)
    group, point, minus = _marks(language)
    digits = rf"(?:(?<![0-9A-Za-z]){minus})?\d+(?:{group}\d{{3}}(?!\d))*(?:{point}\d+)?"
    digits = f"{digits}(?:{scales})?" if scales else digits
    return f"(?:{digits}|\\b(?:{words})\\b)" if words else f"(?:{digits})"


def _value(text: str, language: Language) -> Decimal:
    """Return the number that digits and scale word, or a number word, stand for."""
    for number, word in enumerate(language.number_words):
        if text.lower() == word.lower():
            return Decimal(number)
    group, point, minus = _marks(language)
    for word, factor in _scales(language):
        if text.lower().endswith(word.lower()):
            return _value(text[: -len(word)], language) * factor
    for mark, plain in ((group, ""), (point, "."), (minus, "-")):
        text = re.sub(mark, plain, text)
    return Decimal(text)


def _scales(language: Language) -> list[tuple[str, int]]:
    """Return the scale words in all their forms with their factors, the longest first."""
    forms = {
        " ".join(f"_{word}".split()).removeprefix("_"): scale.factor
        for scale in language.scales for word in scale.words.values()
    }  # fmt: skip
    return sorted(forms.items(), key=lambda item: -len(item[0]))


def _marks(language: Language) -> tuple[str, str, str]:
    """Return patterns of what stands between thousands, before decimals, before the negative.

    Words to be parsed have plain spaces only, whatever space the language sets.
    """
    group, point, minus = language.marks
    return "[ ]" if group.isspace() else re.escape(group), re.escape(point), re.escape(minus)
