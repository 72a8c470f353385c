"""Squares: one quantity as squares of one size, which fill columns of five from the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor, inf
from typing import TYPE_CHECKING, Any

from generator.draw.figure import Drawing
from generator.draw.grammar import (
    AFTER,
    BEFORE,
    CLEAR,
    DISSOLVE,
    END_TICK,
    LINE,
    LINED,
    OVERSHOOT,
    SOLID,
    Form,
    colour_of,
    dissolves,
    form_of,
    row_of,
    weight_of,
)  # fmt: skip
from generator.draw.layout import WIDE, caveat_below, refuse_unlike
from generator.draw.lettering import Sizes, text_width, wrapped
from generator.draw.marks import Plane, Row, Scale, bars, composed, named, paths, text_lines, texts
from generator.render.theme import Palette

if TYPE_CHECKING:
    import altair as alt

    from generator.draw.marks import Layer

ROWS = 5
LEAST, MOST = 6.0, 16.0
"""The least and the most px from square to square; where they would get smaller, rows double."""
FILLED = 0.82
"""The share of that which is drawn; the rest is the gap."""
BEYOND = 1.3
"""Px from the end of a column to the middle of the line, so that the gap shows."""
HAIR = 0.9
"""The outline of an empty square; nothing thinner is drawn."""
AIR = 9.0


@dataclass(frozen=True)
class Grid:
    """How many rows and columns, and px from square to square."""

    rows: int
    columns: int
    pitch: float

    @property
    def filled(self) -> float:
        """Return the side of a square in px."""
        return self.pitch * FILLED

    def front(self, squares: float) -> list[float]:
        """Return how many squares stand in each row; columns fill from the top."""
        full, rest = divmod(squares, self.rows)
        return [full + min(max(rest - row, 0), 1) for row in range(self.rows)]

    def plane(self, top: float) -> Plane:
        """Return where squares stand in a grid that begins `top` px down."""
        first = top + self.filled / 2
        down = Scale((0, self.rows), (first, first + self.rows * self.pitch))
        return Plane(Scale((0, self.columns), (0, self.columns * self.pitch)), down)


def square_chart(drawing: Drawing, palette: Palette, width: int = WIDE) -> alt.LayerChart:
    """Return the grid of one quantity, `width` px wide, with its label, words and caveat."""
    if len(drawing.bars) != 1:
        raise ValueError(f"{drawing.id}: squares show one quantity at a time.")
    refuse_unlike(drawing.bars)
    (bar,), sizes = drawing.bars, Sizes.of(width)
    low = float(Decimal(bar.phrase.value) / drawing.unit_square)
    high = float(Decimal(bar.phrase.high or 0) / drawing.unit_square)
    grid = _grid(max(low, high), width - _end(form_of(bar, inf)))
    row = row_of(bar, grid.pitch / grid.rows / drawing.unit_square)
    form = row["form"]
    line = max(grid.front(max(low, high))) * grid.pitch + BEYOND + LINE / 2
    heads, top = _heads(row, 0 if form == Form.words else line, width, sizes, palette)
    plane = grid.plane(top)
    layers = [] if form == Form.words else _drawn(row, grid, low, high, plane, palette)
    bottom = plane.y.px[0] + (grid.rows - 1) * grid.pitch + grid.filled / 2 + OVERSHOOT
    caveat, height = caveat_below(
        drawing, 0, bottom if layers else top - AIR, width, plane, palette
    )
    rows = [row | {"unit_square": drawing.unit_square}]
    return composed([*heads, *layers, *caveat], rows, width, height, drawing)


def _end(form: Form) -> float:
    """Return the px that the drawing needs past its last column."""
    return BEYOND + (0 if form == Form.test else LINE / 2) + (DISSOLVE if form in AFTER else 0)


def _grid(squares: float, room: float) -> Grid:
    """Return the grid of so many squares: five rows, more where squares got too small."""
    rows = ROWS
    while room / max(ceil(squares / rows), 1) < LEAST:
        rows *= 2
    columns = max(ceil(squares / rows), 1)
    return Grid(rows, columns, min(MOST, room / columns))


def _drawn(
    row: Row, grid: Grid, low: float, high: float, plane: Plane, palette: Palette
) -> list[Layer]:
    """Return squares, stated line and slats, row by row."""
    form, colour = row["form"], {Form.doubted: palette.mark, Form.test: palette.ink_2}
    front, last = grid.front(low), grid.front(high or low)
    solid, empty = _cells(row, grid, [0.0] * grid.rows, front), []
    if form == Form.between:
        empty = _cells(row, grid, front, last)
    elif form not in SOLID:
        solid, empty = [], solid
    dash = {"strokeDash": [2, 1.5]} if form == Form.doubted else {}
    layers = []
    if solid:
        layers.append(_squares(solid, plane, grid.filled, color=palette.data))
    if empty:
        outline = colour.get(form, palette.data)
        layers.append(_outlines(empty, plane, grid.filled, color=outline, **dash))
    fronts = [
        {"finding": row["finding"], "form": form, "row": number, "front": end}
        for number, end in enumerate(front)
    ]
    layers += dissolves({form}, plane, grid.filled, palette, BEYOND, x="front", rows=fronts)
    if form in LINED:
        layers.append(_line(grid, front, False, plane, palette))
    if form in (Form.at_most, Form.between):
        layers.append(_line(grid, last, True, plane, palette))
    return layers


def _cells(row: Row, grid: Grid, start: Sequence[float], front: Sequence[float]) -> list[Row]:
    """Return the squares between two fronts; where slats come, solid ends before them."""
    back = (BEYOND - CLEAR - DISSOLVE) / grid.pitch if row["form"] in BEFORE else 0
    cells = []
    for line, (first, end) in enumerate(zip(start, front, strict=True)):
        for column in range(floor(first), ceil(end)):
            left, whole = max(first, column), min(end, column + 1)
            right = min(column + (whole - column) * FILLED, end + back)
            if right - left > HAIR / grid.pitch:
                cells.append({"finding": row["finding"], "row": line, "left": left, "right": right})
    return cells


def _squares(cells: Sequence[Row], plane: Plane, size: float, **mark: Any) -> Layer:
    """Return solid squares of `size` px."""
    return named(bars(plane, {}, size, x="right", to="left", rows=cells, **mark))


def _outlines(cells: Sequence[Row], plane: Plane, size: float, **mark: Any) -> Layer:
    """Return squares of `size` px of which only the outline is drawn."""
    half = HAIR / 2
    return _squares(
        cells, plane, size - HAIR, shift=-half, start=half, filled=False, strokeWidth=HAIR, **mark
    )


def _line(
    grid: Grid, front: Sequence[float], closed: bool, plane: Plane, palette: Palette
) -> Layer:
    """Return the stated line: it steps back where the last column is not full."""
    over = FILLED / 2 + OVERSHOOT / grid.pitch - (LINE / 2 / grid.pitch if closed else 0)
    points = [(front[0], -over)]
    for row, (one, two) in enumerate(pairwise(front)):
        if one != two:
            points += [(one, row + 0.5), (two, row + 0.5)]
    points.append((front[-1], grid.rows - 1 + over))
    if closed:
        ends = END_TICK / grid.pitch
        points = [(points[0][0] - ends, -over), *points, (points[-1][0] - ends, points[-1][1])]
    rows = [{"path": "line", "step": step, "x": x, "y": y} for step, (x, y) in enumerate(points)]
    return paths(plane, rows, LINE, shift=BEYOND, color=palette.mark)


def _heads(
    row: Row, line: float, width: int, sizes: Sizes, palette: Palette
) -> tuple[list[Layer], float]:
    """Return the label at the left and the words at the line, and where the grid begins (px)."""
    form, first, leading = row["form"], sizes.words, sizes.leading
    wide = text_width(row["words"], sizes.words, weight_of(form))
    lines = wrapped(row["label"], width, sizes.label)
    shared = len(lines) == 1 and text_width(lines[0], sizes.label) + 2 * AIR + wide <= line
    figure = first if shared else first + leading * len(lines) + AIR / 2
    nowhere = Plane(Scale((0, 1), (0, 1)), Scale((0, 1), (0, 1)))
    words = texts(
        nowhere, {}, sizes.words, weight=weight_of(form), x=max(line, wide), y=figure,
        align="right", color=colour_of(form, palette),
    )  # fmt: skip
    label = text_lines(nowhere, lines, 0.0, first, leading, sizes.label, "label", palette.ink)
    return [*label, named(words)], figure + AIR + OVERSHOOT
