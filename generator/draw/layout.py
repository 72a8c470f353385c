"""Layout: the px that a chart's parts take, from its words and its largest figure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import ceil, inf
from typing import TYPE_CHECKING

from generator.draw.figure import Bar, Drawing
from generator.draw.grammar import after, weight_of
from generator.draw.lettering import Sizes, text_width, wrapped
from generator.draw.marks import Plane, text_lines
from generator.render.theme import Palette

if TYPE_CHECKING:
    from generator.draw.marks import Layer

WIDE = 472
"""Width in px of the main column (125 mm)."""
NARROW = 288
"""Width in px of a telephone's column: 320 px less its margins."""
CAVEAT_AIR = 22.0
"""From the end of a drawing to the first baseline of what is said below it."""


def largest(bars: Sequence[Bar]) -> float:
    """Return the largest number drawn, which ends the axis; never zero."""
    return max(float(bar.phrase.high or bar.phrase.value) for bar in bars) or 1.0


def label_end(bar: Bar, form: str, sizes: Sizes) -> float:
    """Return the px from a figure's value to the end of words that stand beside it."""
    return after(form) + text_width(bar.phrase.text, sizes.words, weight_of(form))


def axis_length(bars: Sequence[Bar], room: float, least: float, ends: Sequence[float]) -> float:
    """Return the px from zero to the largest number: each bar and what ends it fit in room."""
    most = largest(bars)
    spare = inf
    for bar, end in zip(bars, ends, strict=True):
        share = float(bar.phrase.high or bar.phrase.value) / most
        spare = min(spare, (room - end) / share if share else inf)
    return max(least, min(spare, room))


def refuse_unlike(bars: Sequence[Bar]) -> None:
    """Stop where figures of unlike measures, or below zero, would share an axis."""
    measures = {(bar.finding.unit.dimension, bar.finding.unit.factor) for bar in bars}
    if len(measures) > 1 or any(Decimal(bar.phrase.value) < 0 for bar in bars):
        names = ", ".join(bar.finding.id for bar in bars)
        raise ValueError(f"These figures cannot share one axis from zero: {names}.")


def caveat_lines(drawing: Drawing, width: float, sizes: Sizes, lines: int = 1) -> tuple[str, ...]:
    """Return the caveat in lines of at most width px; no line breaks inside a worded figure."""
    keep = [bar.phrase.text for bar in drawing.bars] + [step.words for step in drawing.steps]
    return wrapped(drawing.caveat, width, sizes.label, lines=lines, keep=keep)


def caveat_layers(
    lines: Sequence[str], left: float, top: float, plane: Plane, sizes: Sizes, palette: Palette
) -> list[Layer]:
    """Return the lines as text whose first baseline lies at `top` px."""
    return text_lines(plane, lines, left, top, sizes.leading, sizes.label, "caveat", palette.ink_2)


def caveat_below(
    drawing: Drawing, left: float, bottom: float, width: int, plane: Plane, palette: Palette
) -> tuple[list[Layer], int]:
    """Return the caveat below a drawing that ends at bottom px, and the height of the chart."""
    sizes = Sizes.of(width)
    lines = caveat_lines(drawing, width - left, sizes)
    if not lines:
        return [], ceil(bottom + 1)
    first = bottom + CAVEAT_AIR
    # A third of the size is room for what hangs below the last baseline.
    end = first + sizes.leading * (len(lines) - 1) + sizes.label / 3
    return caveat_layers(lines, left, first, plane, sizes, palette), ceil(end)
