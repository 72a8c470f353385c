"""Passage: words that somebody translates, with the original that they were made from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from generator.problem import Place
from generator.read.located import Loc
from generator.said import NOTHING, Said
from generator.word.tokens import tokens

State = Literal["done", "missing", "fuzzy", "unaccepted", "stale", "unlike"]
STATES: tuple[State, ...] = ("done", "stale", "unaccepted", "unlike", "fuzzy", "missing")
_NUMBER = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"(?<=[0-9])[,.'’ \u00a0\u202f](?=[0-9]{3}(?![0-9]))")
MONTHS = 12


def fingerprint(words: str) -> str:
    """Return a short sha256 of words; line ends and runs of spaces do not change it."""
    plain = " ".join(unicodedata.normalize("NFC", words).split())
    return sha256(plain.encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Passage:
    """One label, note, paragraph or string in one language, beside its original."""

    key: str
    """What it says, not where it stands: indicators/loans/name."""
    tag: str
    """The language of the translation."""
    original: str
    words: str
    """The translation; empty where it is missing."""
    place: Place
    """Of the translation, or where it should stand."""
    source: Place
    """Of the original."""
    made_from: str | None
    """Fingerprint of the original that it was made from; None where nothing says so."""
    before: str = ""
    """That original in words, where it is remembered."""
    fuzzy: bool = False
    about: str = ""
    """What it is, for translators."""
    loc: Loc = ()
    """Where it stands in its file: keys of YAML, line and column of CSV, number of a paragraph."""

    @property
    def state(self) -> State:
        """Return how far the translation can be relied on."""
        if not self.words.strip():
            return "missing"
        if self.fuzzy:
            return "fuzzy"
        if self.made_from is None:
            return "unaccepted"
        if self.made_from != fingerprint(self.original):
            return "stale"
        return "unlike" if unlike(self.original, self.words) else "done"


def unlike(original: str, words: str) -> Said:
    """Return how placeholders, figures and typed numbers of a translation differ, or nothing."""
    wanted, given = _names(original), _names(words)
    if lost := sorted(wanted - given):
        return Said("“{token}” of the original is not in it", token=f"{{{lost[0]}}}")
    if added := sorted(given - wanted):
        return Said("“{token}” is not in the original", token=f"{{{added[0]}}}")
    return _unlike_numbers(_literals(original), _literals(words))


def _names(words: str) -> set[str]:
    """Return what the tokens name: figures and dates, whatever form they are written in.

    Quotations stand in the language of their source, so a translation may word them instead.
    """
    found = set()
    for token in tokens(words):
        dated = token.kind == "figure" and token.variant == "date"
        if token.kind == "figure":
            found.add(f"{token.name}:date" if dated else token.name)
        elif token.kind in ("edition", "source"):
            found.add(f"{token.name}:{token.variant}")
    return found


def _literals(words: str) -> list[str]:
    return [token.name for token in tokens(words) if token.kind == "literal"]


def _unlike_numbers(original: Collection[str], words: Collection[str]) -> Said:
    """Return which number among the literals differs, or nothing.

    A language may say “one” for 1, 12月 for December and 10万 for 100,000: so small numbers may
    differ, only significant digits count, and a literal in letters may stand for any number.
    """
    wanted, given = ([n for text in side for n in _numbers(text)] for side in (original, words))
    for number in given:
        if int(number) > MONTHS and _digits(number) not in map(_digits, wanted):
            return Said("“{token}” is not in the original", token=f"{{={number}}}")
    if any(not _numbers(text) for text in words):
        return NOTHING
    for number in wanted:
        if int(number) > MONTHS and _digits(number) not in map(_digits, given):
            return Said("“{token}” of the original is not in it", token=f"{{={number}}}")
    return NOTHING


def _numbers(literal: str) -> list[str]:
    """Return the whole numbers in a literal, without separators between their digits."""
    return _NUMBER.findall(_GROUPED.sub("", literal))


def _digits(number: str) -> str:
    """Return the significant digits of a whole number."""
    return number.strip("0")
