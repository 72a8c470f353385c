"""Squares: one quantity as squares of one size, which fill columns of five from the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.figure import Bar, Drawing
from generator.grammar import (
    AFTER, BEFORE, CLEAR, DISSOLVE, EDGE, END_TICK, LINE, OVERSHOOT, Form, dissolves, form_of,
    number, voice,
)  # fmt: skip
from generator.layout import WIDE, caveat_below, refuse_unlike
from generator.lettering import Sizes, text_width, wrapped
from generator.marks import Plane, Row, Scale, bars, composed, path, texts
from generator.theme import Palette

if TYPE_CHECKING:
    import altair as alt

    from generator.marks import Layer

ROWS = 5
LEAST, MOST = 6.0, 16.0
"""The least and the most px from square to square; where they would get smaller, rows double."""
FILLED = 0.82
"""The share of that which is drawn; the rest is the gap."""
BEYOND = 1.3
"""Px from the end of a column to the middle of the line, so that the gap shows."""
AIR = 9.0


@dataclass(frozen=True)
class Grid:
    """How many rows, and px from square to square."""

    rows: int
    pitch: float

    @property
    def filled(self) -> float:
        """Return the height of a square in px."""
        return self.pitch * FILLED

    def front(self, squares: float) -> list[float]:
        """Return how many squares stand in each row; columns fill from the top."""
        columns, rest = divmod(squares, self.rows)
        return [columns + min(max(rest - row, 0), 1) for row in range(self.rows)]


def square_chart(drawing: Drawing, palette: Palette, width: int = WIDE) -> alt.LayerChart:
    """Return the grid of one quantity, `width` px wide, with its label, words and caveat."""
    if len(drawing.bars) != 1:
        raise ValueError(f"{drawing.id}: squares show one quantity at a time.")
    refuse_unlike(drawing.bars)
    (bar,), sizes = drawing.bars, Sizes.of(width)
    value, high = _squares(bar.phrase.value, drawing), _squares(bar.phrase.high, drawing)
    grid = _grid(max(value, high), width)
    ...
