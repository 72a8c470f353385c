"""Tested: the figures that rules are tried on, with their bounds as printed, and what is found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from generator.check.series import broken, grain, in_time
from generator.derive.bounds import Interval, Qualifier, bounds_of, point, round_to, scale
from generator.records.library import Library
from generator.records.records import Observation
from generator.records.rules import Rule
from generator.records.unit import Unit
from generator.said import Said

DIGITS = 6
"""A computed number is told with so many significant digits."""


@dataclass(frozen=True)
class Hit:
    """What a rule found: told at one figure, answered by a query on one of `on`."""

    rule: Rule
    row: Observation
    what: str
    on: tuple[Observation, ...]


@dataclass(frozen=True)
class Tested:
    """Figures whose indicator, unit and source are known."""

    library: Library
    rows: tuple[Observation, ...]

    def unit(self, row: Observation) -> Unit:
        """Return the unit of a figure."""
        return self.library.units[self.library.indicators[row.indicator].unit]

    def bounds(self, row: Observation) -> Interval:
        """Return what a figure stands for in its unit, doubted or not."""
        return interval(row)

    def base(self, row: Observation) -> Interval:
        """Return what a figure stands for, in the base unit of its dimension."""
        return scale(self.bounds(row), *self.unit(row).factor)

    def of(self, indicators: Collection[str]) -> tuple[Observation, ...]:
        """Return the figures of these indicators; of all where none is named."""
        return tuple(row for row in self.rows if not indicators or row.indicator in indicators)

    def named(self, name: str) -> tuple[Observation, ...]:
        """Return the figures of an indicator in its home region, or in another: `name@region`."""
        indicator, _, region = name.partition("@")
        home = self.library.indicators.get(indicator)
        region = region or (home.region if home else "")
        return tuple(row for row in self.of([indicator]) if row.region == region)

    def successions(self, indicators: Collection[str]) -> Iterator[tuple[Observation, Observation]]:
        """Yield (before, now) of values that may be held against each other.

        They have the same basis, and no break between them; flows have periods of the same length.
        """
        for series in in_time(self.of(indicators)):
            for basis in ("stated", "inferred"):
                for before, now in pairwise(row for row in series if row.period_basis == basis):
                    stock = self.library.indicators[now.indicator].kind == "stock"
                    alike = stock or grain(before.period) == grain(now.period)
                    if alike and not broken(before, now, series):
                        yield before, now

    def said(self, row: Observation) -> str:
        """Return a figure as an editor entered it: land (over 3000 acre)."""
        full = row.qualifier in (Qualifier.exact, Qualifier.stated)
        words = "" if full else f"{row.qualifier.replace('_', ' ')} "
        return f"{row.indicator} ({words}{row.value:f} {self.unit(row).id})"


def interval(row: Observation) -> Interval:
    """Return what a row stands for; without bounds its number alone, since a rule is a test."""
    try:
        found = bounds_of(row.value, row.qualifier, precision=row.precision)
    except ValueError:  # the row itself is refused elsewhere
        found = None
    return point(row.value) if found is None else found


def tested(library: Library, rows: Iterable[Observation]) -> Tested:
    """Return those of the rows that rules can be tried on."""
    known = {i.id for i in library.indicators.values() if i.unit in library.units}
    kept = (row for row in rows if row.indicator in known and row.source in library.sources)
    return Tested(library, tuple(kept))


def said(interval: Interval) -> Said:
    """Return an interval in words, its ends rounded to be read."""
    low = "" if interval.low is None else _number(interval.low)
    high = "" if interval.high is None else _number(interval.high)
    if low and high:
        one, both = Said("{low}", low=low), Said("{low} to {high}", low=low, high=high)
        return one if low == high else both
    return Said("{low} or more", low=low) if low else Said("{high} or less", high=high)


def _number(value: Decimal) -> str:
    """Return a number in plain digits."""
    text = f"{round_to(value, DIGITS, ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
