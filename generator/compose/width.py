"""Width: whether the words of a table have room on paper, by the letters of the pinned font."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.compose.views import TableRow
from generator.draw.lettering import text_width

MILLIMETRE = 96 / 25.4
"""Px."""
MAIN, LABEL, AIR, AFTER_FIGURE = (mm * MILLIMETRE for mm in (125, 44, 3, 6))
"""The main column, the least a row's name gets, and what stands between columns (print.css)."""
SIZE, HEAD_SIZE, MARK_AIR = 8.5 * 4 / 3, 7.5 * 4 / 3, 0.5


def is_crowded(rows: Sequence[TableRow], heads: tuple[str, str], *, periods: bool) -> bool:
    """Tell whether figures, dates and grounds on a line each leave too little for the names."""
    figures = [row.phrase.text for row in rows]
    dates = [row.when.striptags() for row in rows if periods]
    marks = [
        sum(text_width(mark.text, SIZE) + MARK_AIR * SIZE for mark in row.sources) for row in rows
    ]
    grounds = [text_width(row.bound, SIZE) + wide for row, wide in zip(rows, marks, strict=True)]
    widths = (
        max([_widest(figures, SIZE), text_width(heads[0], HEAD_SIZE)]) + AFTER_FIGURE,
        _widest(dates, SIZE) + AIR if periods else 0,
        max([*grounds, text_width(heads[1], HEAD_SIZE)]),
    )
    return LABEL + sum(widths) > MAIN


def _widest(texts: Iterable[str], size: float) -> float:
    """Return the width of the widest text of this size, in px."""
    return max((text_width(text, size) for text in texts), default=0.0)
