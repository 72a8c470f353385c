"""Frame: a chart that stands by itself: title and subtitle above it, notes and sources below."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.draw.figure import Drawing
from generator.draw.layout import WIDE
from generator.draw.lettering import BOLD, REGULAR, Sizes, Weight, wrapped
from generator.draw.marks import Plane, Scale, texts
from generator.render.theme import Palette

if TYPE_CHECKING:
    import altair as alt

    from generator.draw.marks import Layer

GROUND = "#FFFFFF"
MARGIN = 24
"""Px around everything."""
TITLE, TITLE_LEADING = 18.0, 24.0
AIR = 16.0
"""Px between the drawing and what stands above and below it."""
PARAGRAPH = 5.0
"""Px between two paragraphs below the drawing."""
_NOWHERE = Plane(Scale((0, 1), (0, 1)), Scale((0, 1), (0, 1)))


@dataclass(frozen=True)
class Frame:
    """What is said around a drawing, worded; `foot` in paragraphs."""

    subtitle: str
    foot: tuple[str, ...]


def framed(
    chart: alt.LayerChart, drawing: Drawing, frame: Frame, palette: Palette
) -> alt.LayerChart:
    """Return the chart with its words around it, on a white ground."""
    sizes, width, height = Sizes.of(WIDE), float(chart.width), float(chart.height)
    keep = [bar.phrase.text for bar in drawing.bars]
    title = wrapped(drawing.title, width, TITLE, keep=keep, weight=BOLD)
    subtitle = wrapped(frame.subtitle, width, sizes.label + 1)
    leading = sizes.leading + 1
    above = AIR + TITLE_LEADING * len(title) + leading * len(subtitle)
    layers = _lines("title", title, TITLE - above, TITLE_LEADING, TITLE, palette.ink, BOLD)
    top = TITLE_LEADING * len(title) + sizes.label - above
    layers += _lines("subtitle", subtitle, top, leading, sizes.label + 1, palette.ink_2)
    end = height + AIR
    for place, paragraph in enumerate(frame.foot):
        lines = wrapped(paragraph, width, sizes.label)
        first = end + sizes.label
        layers += _lines(f"foot{place}", lines, first, sizes.leading, sizes.label, palette.ink_2)
        end += sizes.leading * len(lines) + PARAGRAPH
    chart.layer = [*chart.layer, *layers]
    chart.background = GROUND
    chart.padding = {
        "left": MARGIN, "right": MARGIN,
        "top": round(MARGIN + above), "bottom": round(MARGIN + end - height),
    }  # fmt: skip
    return chart


def _lines(
    field: str, lines: Iterable[str], top: float, leading: float, size: float, colour: str,
    weight: Weight = REGULAR,
) -> list[Layer]:  # fmt: skip
    """Return lines of text from the left edge, the first baseline at `top` px."""
    return [
        texts(
            _NOWHERE, {}, size, words=field, x=0.0, y=top + number * leading,
            rows=[{field: line}], color=colour, weight=weight,
        )
        for number, line in enumerate(lines)
    ]  # fmt: skip
