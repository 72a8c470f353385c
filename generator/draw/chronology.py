"""Chronology: where dates stand on a year axis that runs down the page, in px."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil

from generator.draw.grammar import ABOVE, BAR, OVERSHOOT
from generator.draw.marks import Scale
from generator.records.period import Period

YEAR = 68.0
"""A year, where nothing asks for more."""
USUAL, MOST, LEAST = 420.0, 640.0, 130.0
"""The height of the axis, where nothing asks for more; at most; at least."""
HALF = BAR / 2 + OVERSHOOT
WORDS = 12.0
"""The height of the words that stand above a line."""
AIR = 8.0
MARGIN = 6.0
HAIR = 0.01
"""Of a day: less is no difference."""
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Chronology:
    """The year axis and its rows (one for each period, in order of time)."""

    start: date
    end: date
    top: float
    per_day: float
    """Px."""
    rows: tuple[date, ...]
    """The date at which each row stands: its own, unless rows too close had to be moved apart."""

    def px(self, day: date) -> float:
        """Return the px from the top of the chart to the start of a day."""
        return self.top + (day - self.start).days * self.per_day

    @property
    def scale(self) -> Scale:
        """Return the scale of dates."""
        domain = (str(self.start), str(self.end))
        return Scale(domain, (self.top, self.px(self.end)), dates=True)

    @property
    def years(self) -> list[int]:
        """Return the years to label: each, or every second, fifth or tenth where they are short."""
        room = next((n for n in (1, 2, 5, 10, 20) if n * 365 * self.per_day >= 2 * AIR), 50)
        return [year for year in range(self.start.year, self.end.year) if year % room == 0]


def middle(period: Period) -> date:
    """Return the day at which a period stands: itself, or the middle of its month or year."""
    return period.first + (period.last - period.first) // 2


def chronology(periods: Sequence[Period], above: Sequence[bool]) -> Chronology:
    """Return the axis of the whole years of these periods, tall enough that no two rows meet.

    The periods are in order of time; `above` tells which rows have words above their bars. Rows
    so close that the axis would grow too tall for a page are moved apart instead.
    """
    start, end = date(periods[0].first.year, 1, 1), date(periods[-1].last.year + 1, 1, 1)
    true, heads = [middle(period) for period in periods], [head(up) for up in above]
    total = (end - start).days
    per_day = max(min(YEAR / 365, USUAL / total), LEAST / total)
    for (one, two), up in zip(pairwise(true), heads[1:], strict=True):
        asked = (HALF + AIR + up) / max((two - one).days, 1)
        if asked * total <= MOST:  # two rows that ask for more are moved apart
            per_day = max(per_day, asked)
    top = max(MARGIN, heads[0] - (true[0] - start).days * per_day + 1)
    return Chronology(start, end, float(round(top)), per_day, _apart(true, heads, per_day))


def head(above: bool) -> float:
    """Return the px that a row takes above its middle."""
    return ABOVE + WORDS if above else HALF


def _apart(true: Sequence[date], heads: Sequence[float], per_day: float) -> tuple[date, ...]:
    """Return the rows, later where two would meet: dates so close that no height parts them."""
    rows = list(true[:1])
    for day, up in zip(true[1:], heads[1:], strict=True):
        rows.append(max(day, rows[-1] + DAY * ceil((HALF + AIR + up) / per_day - HAIR)))
    return tuple(rows)
