"""Charts: what two holdings declare and draw, chart by chart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image

from generator.diff.holding import ChartHolding, Holding
from generator.diff.pictures import PictureChange, compare, opened

DECLARED = ("kind", "figures", "title")
_SCALE = 2
"""The dots of a chart's PNG for a px: half of them are enough to see a difference."""


@dataclass(frozen=True)
class ChartChange:
    """One chart: what of its declaration is otherwise, and its pictures by language."""

    id: str
    before: ChartHolding | None
    now: ChartHolding | None
    fields: tuple[str, ...]
    pictures: Mapping[str, PictureChange]


def chart_changes(before: Holding, now: Holding) -> list[ChartChange]:
    """Return the charts that are declared or drawn otherwise."""
    found = []
    for name in dict.fromkeys((*now.charts, *before.charts)):
        one, other = before.charts.get(name), now.charts.get(name)
        pictures = _pictures(one, other)
        fields = _fields(one, other) if one and other else ()
        if fields or pictures or one is None or other is None:
            found.append(ChartChange(name, one, other, fields, pictures))
    return found


def _fields(before: ChartHolding, now: ChartHolding) -> tuple[str, ...]:
    """Return what is declared otherwise."""
    return tuple(name for name in DECLARED if getattr(before, name) != getattr(now, name))


def _pictures(before: ChartHolding | None, now: ChartHolding | None) -> dict[str, PictureChange]:
    """Return the pictures that differ, by language."""
    one, other = (chart.pictures if chart else {} for chart in (before, now))
    found: dict[str, PictureChange] = {}
    for tag in dict.fromkeys((*other, *one)):
        if one.get(tag) != other.get(tag):
            change = compare(*(_half(picture.get(tag)) for picture in (one, other)))
            found |= {} if change.same else {tag: change}
    return found


def _half(content: bytes | None) -> Image.Image | None:
    """Return a chart's picture at half its size."""
    picture = opened(content)
    return None if picture is None else picture.reduce(_SCALE)
