"""Width: what the columns of a table need on paper, by the letters of the pinned font."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.compose.views import TableRow
from generator.draw.lettering import text_width

MILLIMETRE = 96 / 25.4
"""Px."""
MAIN, LABEL, AIR, AFTER_FIGURE = (mm * MILLIMETRE for mm in (125, 44, 3, 6))
"""The main column, the least a row's name gets, and what stands between columns (print.css)."""
SIZE, HEAD_SIZE, MARK_AIR = 8.5 * 4 / 3, 7.5 * 4 / 3, 0.5


@dataclass(frozen=True)
class Columns:
    """The px that figures, dates (0 where they have no column) and grounds need on a line each."""

    figures: float
    dates: float
    grounds: float

    @property
    def crowded(self) -> bool:
        """Tell whether they leave too little for the names."""
        return LABEL + self.figures + self.dates + self.grounds > MAIN

    def shares(self) -> tuple[float, ...]:
        """Return the width of each column in per cent: names, dates if any, figures, grounds.

        Where they are crowded, dates and grounds have to break.
        """
        room = max(0.0, MAIN - LABEL - self.figures)
        fit = min(1.0, room / (self.dates + self.grounds))
        dates, grounds = self.dates * fit, self.grounds * fit
        names = max(LABEL, MAIN - dates - self.figures - grounds)
        widths = [width for width in (names, dates, self.figures, grounds) if width]
        return tuple(round(100 * width / sum(widths), 2) for width in widths)


def columns(rows: Sequence[TableRow], heads: tuple[str, str], *, periods: bool) -> Columns:
    """Return what the columns of these rows need; `heads`: of figures and of grounds."""
    figures = [row.phrase.text for row in rows]
    dates = [row.when.striptags() for row in rows if periods]
    marks = [
        sum(text_width(mark.text, SIZE) + MARK_AIR * SIZE for mark in row.sources) for row in rows
    ]
    grounds = [text_width(row.bound, SIZE) + wide for row, wide in zip(rows, marks, strict=True)]
    return Columns(
        max([_widest(figures, SIZE), text_width(heads[0], HEAD_SIZE)]) + AFTER_FIGURE,
        _widest(dates, SIZE) + AIR if periods else 0,
        max([*grounds, text_width(heads[1], HEAD_SIZE)]),
    )


def _widest(texts: Iterable[str], size: float) -> float:
    """Return the width of the widest text of this size, in px."""
    return max((text_width(text, size) for text in texts), default=0.0)
