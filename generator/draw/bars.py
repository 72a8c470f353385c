"""Bars: like quantities on one axis from zero, a label above each bar, the words at its line."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import TYPE_CHECKING

from generator.draw.figure import Drawing, Measure
from generator.draw.grammar import BAR, OVERSHOOT, Form, form_of, labels, row_of, strips
from generator.draw.layout import (
    WIDE,
    axis_length,
    caveat_below,
    label_end,
    largest,
    refuse_unlike,
)  # fmt: skip
from generator.draw.lettering import Sizes, wrapped
from generator.draw.marks import Plane, Row, Scale, composed, named, texts
from generator.render.theme import Palette

if TYPE_CHECKING:
    import altair as alt

    from generator.draw.marks import Layer

ROOM = 80.0
"""The least px from zero to the largest value, however long the words."""
HEAD = 8.0
"""From the baseline of a label to its bar: clear of the line's overshoot."""
AIR = 18.0
"""From a bar to the label of the next."""


def bar_chart(drawing: Drawing, palette: Palette, width: int = WIDE) -> alt.LayerChart:
    """Return the bars, `width` px wide; labels and caveat are wrapped to that width."""
    sizes, bars = Sizes.of(width), drawing.bars
    refuse_unlike(bars)
    measure = drawing.measure or measured(drawing, width)
    end, most = measure.axis, measure.most
    rows = [
        row_of(bar, end / most) | {"row": number, "place": "beside"}
        for number, bar in enumerate(bars)
    ]
    heads = [wrapped(bar.label, width, sizes.label) for bar in bars]
    first, pitch = _pitch(measure.lines, sizes)
    down = Scale((0, len(rows)), (first, first + pitch * len(rows)))
    plane = Plane(Scale((0, most), (0, end)), down)
    layers = [
        *_heads(rows, heads, plane, sizes, palette),
        *strips(rows, plane, palette),
        *labels(rows, plane, sizes.words, palette),
    ]
    bottom = first + pitch * (len(rows) - 1) + BAR / 2 + OVERSHOOT
    caveat, height = caveat_below(drawing, 0, bottom, width, plane, palette)
    return composed([*layers, *caveat], rows, width, height, drawing)


def measured(drawing: Drawing, width: int) -> Measure:
    """Return the measure to which all bars of a drawing have room."""
    sizes, bars = Sizes.of(width), drawing.bars
    ends = [label_end(bar, form_of(bar, inf), sizes) for bar in bars]
    lines = max(len(wrapped(bar.label, width, sizes.label)) for bar in bars)
    return Measure(axis_length(bars, width, ROOM, ends), largest(bars), lines)


def _pitch(lines: int, sizes: Sizes) -> tuple[float, float]:
    """Return px from the top to the first bar, and from bar to bar, for labels of so many lines."""
    head = round((lines - 1) * sizes.leading + sizes.label + HEAD)
    return head + BAR / 2, head + BAR + AIR


def _heads(
    rows: Sequence[Row],
    heads: Sequence[Sequence[str]],
    plane: Plane,
    sizes: Sizes,
    palette: Palette,
) -> list[Layer]:
    """Return the labels above the bars, their last lines at one distance from them."""
    lines: dict[tuple[int, str], list[Row]] = {}
    for row, head in zip(rows, heads, strict=True):
        colour = palette.ink_2 if row["form"] == Form.test else palette.ink
        for up, line in enumerate(reversed(head)):
            text = {"finding": row["finding"], "row": row["row"], "label": line}
            lines.setdefault((up, colour), []).append(text)
    return [
        named(
            texts(
                plane, {}, sizes.label, color=colour, words="label", x=0.0,
                dy=-(BAR / 2 + HEAD + up * sizes.leading), rows=shown,
            )
        )
        for (up, colour), shown in sorted(lines.items())
    ]  # fmt: skip
