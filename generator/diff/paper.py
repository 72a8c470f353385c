"""Paper: the pages of two PDFs as pictures, each page held against the one that it has become."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
from PIL import Image

from generator.diff.holding import Holding
from generator.diff.pictures import PictureChange, compare

DOTS = 60
"""Dots of a picture for an inch of paper."""
GAP = 0.12
"""Pages with less in common (0 to 1) than this are not one and the same page."""
_WORD = re.compile(r"(?=([\u3400-\u9fff]{2}))|([^\W\u3400-\u9fff]+)")
"""A word; where a script has no spaces, each two characters that stand together."""


@dataclass(frozen=True)
class PageChange:
    """One page of one PDF, by its number before and now; None where it was not or is no more."""

    language: str
    before: int | None
    now: int | None
    picture: PictureChange


@dataclass(frozen=True)
class Leaf:
    """One page: its words, and what it looks like."""

    words: frozenset[str]
    picture: Image.Image


def page_changes(before: Holding, now: Holding) -> tuple[list[PageChange], dict[str, int]]:
    """Return the pages that look otherwise, and how many were compared by PDF."""
    found: list[PageChange] = []
    compared = {}
    for tag in sorted(set(before.papers) & set(now.papers)):
        one, other = (list(_leaves(holding.papers[tag])) for holding in (before, now))
        pairs = aligned([leaf.words for leaf in one], [leaf.words for leaf in other])
        compared[tag] = len(pairs)
        for left, right in pairs:
            pictures = (None if left is None else one[left].picture,
                        None if right is None else other[right].picture)  # fmt: skip
            change = compare(*pictures)
            if not change.same:
                before_number, number = (None if n is None else n + 1 for n in (left, right))
                found.append(PageChange(tag, before_number, number, change))
    return found, compared


def _leaves(content: bytes) -> Iterator[Leaf]:
    """Yield the pages of a PDF."""
    document = pypdfium2.PdfDocument(content)
    try:
        for page in document:
            text = page.get_textpage().get_text_bounded()
            words = frozenset("".join(pair) for pair in _WORD.findall(text))
            picture = page.render(scale=DOTS / 72).to_pil().convert("RGB")
            yield Leaf(words, picture)
    finally:
        document.close()


def aligned(
    before: Sequence[frozenset[str]], now: Sequence[frozenset[str]]
) -> list[tuple[int | None, int | None]]:
    """Return the pages in pairs, in order, so that the pairs have most words in common.

    The usual alignment of two sequences (Needleman and Wunsch, 1970).
    """
    best: list[list[float]] = [[0.0] * (len(now) + 1) for _ in range(len(before) + 1)]
    for i, one in enumerate(before, 1):
        for j, other in enumerate(now, 1):
            meets = best[i - 1][j - 1] + _common(one, other) - GAP
            best[i][j] = max(meets, best[i - 1][j], best[i][j - 1])
    pairs: list[tuple[int | None, int | None]] = []
    i, j = len(before), len(now)
    while i or j:
        if i and best[i][j] == best[i - 1][j]:
            i -= 1
            pairs.append((i, None))
        elif j and best[i][j] == best[i][j - 1]:
            j -= 1
            pairs.append((None, j))
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]


def _common(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the words of two pages that both have; two empty pages are alike."""
    together = one | other
    return len(one & other) / len(together) if together else 1.0
