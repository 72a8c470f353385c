"""Lettering: how wide chart text is in the pinned font, and where its lines break."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeAlias

from fontTools.pens.boundsPen import BoundsPen

from generator.translate.stand_in import MARKS
from generator.typeset.glyphs import opened
from generator.typeset.typeface import file_for

Weight: TypeAlias = Literal[400, 700]
REGULAR: Weight = 400
BOLD: Weight = 700
CAP = 0.733 / 2  # half the height of a digit, of the size: a middle's distance to the baseline
NARROW_CHART = 400  # px; below, the type is larger, since a telephone is held no closer than paper
BEARING = 65  # thousandths of the size: the air on each side of a mark that is set narrow

# Line breaks of East Asian text: what may not end a line, what may not begin one, and the letters
# that may break anywhere else. A digit keeps the measure word that follows it.
OPENING, CLOSING = "（(“‘《〈「『【〔", "）)”’》〉」』】〕，。、；：！？…,.;:!?"
WIDE = "[\u2e80-\ufeff]"
NARROW = "(?:[^\\s\u2e80-\uffef“”‘’…（(]|’(?=\\w))+"
TOKEN = re.compile(
    rf"\s+|[{OPENING}]*(?:{NARROW}(?:(?<=\d){WIDE})?|{WIDE}|\S)[{re.escape(CLOSING)}]*"
)


@dataclass(frozen=True)
class Sizes:
    """Sizes of chart type in px."""

    words: float = 15
    """Worded figures at their lines."""
    label: float = 11
    year: float = 11
    leading: float = 15

    @classmethod
    def of(cls, width: float) -> Sizes:
        """Return the sizes for a chart of this width in px."""
        if width >= NARROW_CHART:
            return cls()
        return cls(
            *(round(size * 1.14, 1) for size in (cls.words, cls.label, cls.year, cls.leading))
        )


def text_width(text: str, size: float, weight: Weight = REGULAR) -> float:
    """Return the width in px of one line of text of this size in px."""
    return _width(_OWN.get().get(weight), text, size, weight)


@lru_cache(100_000)  # while lines are filled the same beginnings are measured again and again
def _width(own: Path | None, text: str, size: float, weight: Weight) -> float:
    wide = sum(_metrics_in(own, char, weight).advance(char) for char in text)
    return size * wide / 1000 + sum(shifts(text, size, weight))


def shifts(text: str, size: float, weight: Weight = REGULAR) -> list[float]:
    """Return how far in px each character, and the end, moves from where the font puts it.

    The font draws “ ” ’ † … → an em wide, as Chinese text wants them. A line without one Chinese
    character wants them narrow, and neither engine takes a font feature for the text of an SVG.
    """
    moves = [0.0] * (len(text) + 1)
    if re.search(WIDE, text):
        return moves
    for place, char in enumerate(text):
        font = _metrics(char, weight)
        if unicodedata.east_asian_width(char) == "A" and font.advance(char) >= 1000:
            left, right = font.ink(char)
            moves[place] += size * (BEARING - left) / 1000
            moves[place + 1] += size * (right + BEARING - font.advance(char)) / 1000
    return moves


def wrapped(
    text: str, width: float, size: float, *, lines: int = 1, keep: Iterable[str] = (),
    weight: Weight = REGULAR,
) -> tuple[str, ...]:  # fmt: skip
    """Return text in lines of at most width px, about equal: at least `lines` where it has words.

    The words of `keep` (figures with their qualifier and unit) are never broken.
    """
    tokens = _tokens(text, keep)
    wanted = max(lines, len(_filled(tokens, width, size, weight)))
    least, step = width / 8, 2.0
    # A wider column never has more lines, so the narrowest that will do is found by halving.
    enough = bisect_left(
        range(ceil((width - least) / step)), True,
        key=lambda n: len(_filled(tokens, least + step * n, size, weight)) <= wanted,
    )  # fmt: skip
    return _filled(tokens, min(least + step * enough, width), size, weight)


def _tokens(text: str, keep: Iterable[str]) -> list[str]:
    """Return the pieces of text between which a line may break, and the spaces."""
    whole = "|".join(re.escape(phrase) for phrase in sorted(keep, key=len, reverse=True) if phrase)
    if not whole:
        return TOKEN.findall(text)
    kept = rf"[{OPENING}]*(?:{whole})[{re.escape(CLOSING)}]*"
    return re.findall(f"{kept}|{TOKEN.pattern}", text)


def _filled(tokens: list[str], width: float, size: float, weight: Weight) -> tuple[str, ...]:
    """Return lines that each hold as many tokens as fit into width px."""
    lines = [""]
    for token in tokens:
        if lines[-1].strip() and text_width((lines[-1] + token).strip(), size, weight) > width:
            lines.append("")
        lines[-1] += token
    return tuple(line.strip() for line in lines if line.strip())


class _Metrics:
    """Advances and ink of one font file, in thousandths of the size."""

    def __init__(self, path: Path) -> None:
        self._font = opened(path)
        self._names = self._font.getBestCmap()
        self._widths = self._font["hmtx"]
        self._em = self._font["head"].unitsPerEm / 1000

    def _name(self, char: str) -> str:
        return str(self._names.get(ord(char), ".notdef"))

    @lru_cache(50_000)  # noqa: B019 (fonts are few, and the oldest of many are let go)
    def advance(self, char: str) -> float:
        """Return how far the character moves the pen; a mark of a draft is not drawn."""
        if char in MARKS:
            return 0.0
        return float(self._widths[self._name(char)][0] / self._em)

    @lru_cache(50_000)  # noqa: B019
    def ink(self, char: str) -> tuple[float, float]:
        """Return where its ink begins and ends."""
        glyphs = self._font.getGlyphSet()
        pen = BoundsPen(glyphs)
        glyphs[self._name(char)].draw(pen)
        left, _, right, _ = pen.bounds or (0, 0, 0, 0)
        return left / self._em, right / self._em


@contextmanager
def lettered_in(own: Mapping[int, Path]) -> Iterator[None]:
    """Measure in a language's own font files (by weight) as long as this lasts."""
    token = _OWN.set(own)
    try:
        yield
    finally:
        _OWN.reset(token)


_OWN: ContextVar[Mapping[int, Path]] = ContextVar("own", default=MappingProxyType({}))


def _metrics(char: str, weight: int) -> _Metrics:
    """Return the metrics of the font file that sets a character."""
    return _metrics_in(_OWN.get().get(weight), char, weight)


@lru_cache(50_000)  # a chart asks for the same letters a hundred thousand times
def _metrics_in(own: Path | None, char: str, weight: int) -> _Metrics:
    return _metrics_of(file_for(char, weight, own))


@lru_cache(16)  # a language's own fonts differ from project to project
def _metrics_of(path: Path) -> _Metrics:
    return _Metrics(path)
