"""Breaks: the sign on the year axis where the definition of what is counted changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.draw.chronology import Chronology, middle
from generator.draw.figure import Bar
from generator.draw.marks import segment

if TYPE_CHECKING:
    from generator.draw.marks import Layer

REACH, SLANT, APART, WIDTH = 5.0, 3.0, 2.0, 1.2
"""Px: half the width of a stroke, half its rise, half the gap of both, its thickness."""


def break_signs(bars: Sequence[Bar], time: Chronology, axis: float, colour: str) -> list[Layer]:
    """Return two slanted strokes across the axis, halfway between the two figures that they part.

    The bars are in order of time; `axis` is the px from the left of the line of the years.
    """
    layers: list[Layer] = []
    for y in break_places(bars, time):
        for shift in (-APART, APART):
            start = (axis - REACH, y + shift + SLANT)
            end = (axis + REACH, y + shift - SLANT)
            layers.append(segment(start, end, WIDTH, color=colour))
    return layers


def break_places(bars: Iterable[Bar], time: Chronology) -> list[float]:
    """Return the px from the top of each break: halfway between the dates on its two sides."""
    return [
        (_px(before, time) + _px(bar, time)) / 2
        for before, bar in pairwise(bars) if bar.after_break
    ]  # fmt: skip


def _px(bar: Bar, time: Chronology) -> float:
    """Return where a bar's date stands on the axis, in px from the top."""
    assert bar.finding.period is not None
    return time.px(middle(bar.finding.period))
