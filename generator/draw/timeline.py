"""Timeline: one quantity at its true dates; time runs down the page, growth runs right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil, inf
from typing import TYPE_CHECKING

from generator.draw.breaks import break_signs
from generator.draw.chronology import DAY, HALF, Chronology, chronology, head, middle
from generator.draw.figure import Bar, Drawing, Step
from generator.draw.grammar import Form, form_of, labels, reach, row_of, strips
from generator.draw.layout import (
    WIDE,
    axis_length,
    caveat_below,
    caveat_layers,
    caveat_lines,
    label_end,
    largest,
    refuse_unlike,
)  # fmt: skip
from generator.draw.lettering import CAP, Sizes, text_width
from generator.draw.marks import (
    Plane,
    Row,
    Scale,
    composed,
    dots,
    named,
    paths,
    segment,
    texts,
    ticks,
)
from generator.draw.steps import beside, fits, owners, step_layers
from generator.records.period import Period
from generator.render.theme import Palette

if TYPE_CHECKING:
    import altair as alt

    from generator.draw.marks import Layer

YEAR_TICK, DOT, MONTH, YEAR = 10.0, 6.0, 3.0, 1.6
"""Length of the ticks between years; a dot for a day; widths of a month and a year of the axis."""
AXIS_AIR, DATE_AIR = 8.0, 8.0
"""Beside the axis; between a date and its bar."""
BESIDE = 0.55
"""Words stand beside their bars only where this share of the room is left for the bars."""
CAVEAT_AIR = 12.0
CAVEAT_LINE = 160.0
"""A caveat longer than this takes two lines: it has to look like an aside."""


@dataclass(frozen=True)
class Columns:
    """Px from the left: the year axis, the start of the bars, and the end of the largest value."""

    axis: float
    bars: float
    end: float
    sizes: Sizes


def timeline(drawing: Drawing, palette: Palette, width: int = WIDE) -> alt.LayerChart:
    """Return the bars at their dates, `width` px wide and as tall as their dates ask."""
    refuse_unlike(drawing.bars)
    bars = sorted(drawing.bars, key=lambda bar: middle(period_of(bar)))
    steps = owners(bars, drawing.steps)
    columns = _columns(bars, steps, width)
    px = (columns.end - columns.bars) / largest(bars)
    rows = [row_of(bar, px) | {"place": _place(bar, px, columns, width)} for bar in bars]
    time = chronology([period_of(bar) for bar in bars], [row["place"] == "above" for row in rows])
    rows = [row | _dated(bar, day) for row, bar, day in zip(rows, bars, time.rows, strict=True)]
    plane = Plane(Scale((0, largest(bars)), (columns.bars, columns.end)), time.scale)
    layers = [
        *_axis(time, plane, columns, palette),
        *break_signs(bars, time, columns.axis, palette.ink),
        *_dates(rows, time, plane, columns, palette),
        *strips(rows, plane, palette),
        *step_layers(steps, rows, plane, width, columns.sizes, palette),
        *labels(rows, plane, columns.sizes.words, palette),
    ]
    caveat, height = _caveat(drawing, rows, time, plane, width, columns, palette)
    return composed([*layers, *caveat], rows, width, height, drawing)


def period_of(bar: Bar) -> Period:
    """Return when a figure holds; a figure without a date has no place on a timeline."""
    if bar.finding.period is None:
        raise ValueError(f"{bar.finding.id} has no date and cannot stand on a timeline.")
    return bar.finding.period


def _columns(bars: Sequence[Bar], steps: Mapping[int, Step], width: int) -> Columns:
    """Return the columns of a chart of this width in px."""
    sizes = Sizes.of(width)
    years = {str(day.year) for bar in bars for day in (period_of(bar).first, period_of(bar).last)}
    axis = max(text_width(year, sizes.year) for year in years) + AXIS_AIR
    dates = max(text_width(bar.date, sizes.label) for bar in bars)
    start = round(axis + AXIS_AIR + YEAR_TICK / 2 + dates + DATE_AIR)
    room, ends = width - start, []
    for bar in bars:
        form = form_of(bar, inf)
        end = label_end(bar, form, sizes)
        ends.append(end if room - end >= BESIDE * room else reach(form))
    length = axis_length(bars, room, room / 3, ends)
    # Words of a step that do not fit inside their bar follow its figure, if that leaves it room.
    px = length / largest(bars)
    rows = [row_of(bar, px) | {"place": "beside"} for bar in bars]
    for place, step in steps.items():
        end = beside(step, rows[place], sizes)
        if not fits(step, rows, place, px, sizes) and room - end >= BESIDE * room:
            ends[place] = max(ends[place], end)
    return Columns(axis, start, start + axis_length(bars, room, room / 3, ends), sizes)


def _place(bar: Bar, px: float, columns: Columns, width: int) -> str:
    """Return whether the words fit beside the bar or stand above its line."""
    high = float(bar.phrase.high or bar.phrase.value) * px
    form = form_of(bar, float(bar.phrase.value) * px)
    start = 0 if form == Form.words else high
    fits = columns.bars + start + label_end(bar, form, columns.sizes) <= width + 0.01
    return "beside" if fits else "above"


def _dated(bar: Bar, row: date) -> Row:
    """Return when a row's figure holds: the period as known, and the day on which it is drawn."""
    period = period_of(bar)
    known = "day" if period.day else "month" if period.month else "year"
    return {
        "date": bar.date, "period": str(period), "known": known, "day": str(middle(period)),
        "from": str(period.first), "until": str(period.last + DAY), "row": str(row),
    }  # fmt: skip


def _axis(time: Chronology, plane: Plane, columns: Columns, palette: Palette) -> list[Layer]:
    """Return the line of the years, a tick where one ends, and the years between."""
    ends = range(time.start.year, time.end.year + 1)
    starts = [{"year": str(year), "day": f"{year}-01-01"} for year in ends]
    years = [{"year": str(year), "day": f"{year}-07-02"} for year in time.years]
    line = _span("axis", str(time.start), str(time.end))
    size = columns.sizes.year
    return [
        paths(plane, line, 1, x=columns.axis, y="day", color=palette.rule),
        ticks(
            plane, {}, YEAR_TICK, 1, x=columns.axis, y="day", upright=False, rows=starts,
            color=palette.edge,
        ),
        texts(
            plane, {}, size, color=palette.ink_2, words="year", x=columns.axis - AXIS_AIR, y="day",
            align="right", dy=size * CAP, rows=years,
        ),
    ]  # fmt: skip


def _dates(
    rows: Sequence[Row], time: Chronology, plane: Plane, columns: Columns, palette: Palette
) -> list[Layer]:
    """Return what the axis says of each date (no more than is known) and the date in words."""
    known = {row["known"] for row in rows}
    layers = [
        paths(plane, _spans(rows, span), thick, x=columns.axis, y="day", color=palette.data)
        for span, thick in (("year", YEAR), ("month", MONTH))
        if span in known
    ]
    if "day" in known:
        where = {"known": ["day"]}
        layers.append(dots(plane, where, DOT, x=columns.axis, y="day", color=palette.data))
    for row in rows:
        if row["row"] != row["day"]:  # a thin line leads from its date to where it had to move
            start, end = (time.px(date.fromisoformat(row[day])) for day in ("day", "row"))
            left, right = columns.axis + DOT / 2 + 1, columns.axis + YEAR_TICK / 2 + AXIS_AIR - 2
            layers.append(segment((left, start), (right, end), 1, color=palette.edge))
    size = columns.sizes.label
    words = texts(
        plane, {}, size, color=palette.ink, words="date", x=columns.bars - DATE_AIR, align="right",
        dy=size * CAP,
    )  # fmt: skip
    return [*layers, named(words)]


def _spans(rows: Sequence[Row], known: str) -> list[Row]:
    """Return the ends of the months or years to which dates are known."""
    found = [row for row in rows if row["known"] == known]
    return [end for row in found for end in _span(row["finding"], row["from"], row["until"])]


def _span(name: str, *days: str) -> list[Row]:
    """Return a line of the axis through these days, as rows."""
    return [{"path": name, "step": step, "day": day} for step, day in enumerate(days)]


def _caveat(
    drawing: Drawing, rows: Sequence[Row], time: Chronology, plane: Plane, width: int,
    columns: Columns, palette: Palette,
) -> tuple[list[Layer], int]:  # fmt: skip
    """Return the caveat in the widest gap between rows, else below them, and the chart's height."""
    sizes, room = columns.sizes, width - columns.bars
    least = 2 if text_width(drawing.caveat, sizes.label) > CAVEAT_LINE else 1
    lines = caveat_lines(drawing, room, sizes, least)
    tall = sizes.leading * (len(lines) - 1) + sizes.label
    middles = [time.px(day) for day in time.rows]
    heads = [head(row["place"] == "above") for row in rows]
    gaps = [
        (two - up - one - HALF, one + HALF)
        for (one, two), up in zip(pairwise(middles), heads[1:], strict=True)
    ]
    gap, start = max(gaps, default=(0.0, 0.0))
    bottom = max(middles[-1] + HALF, time.px(time.end) + 1)
    if not lines or gap < tall + 2 * CAVEAT_AIR:
        return caveat_below(drawing, columns.bars, bottom, width, plane, palette)
    first = round(start + (gap - tall) / 2 + sizes.label * 0.88)
    return caveat_layers(lines, columns.bars, first, plane, sizes, palette), ceil(bottom + 1)
