"""Finding: one figure of an edition, published or derived, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Literal

from generator.derive.bounds import Interval, Qualifier, round_to
from generator.records.corrections import Correction
from generator.records.period import Period
from generator.records.records import Derivation, Label, Observation, Query
from generator.records.unit import Unit

EXACT_DIGITS = 15
"""A quotient that ends within this many significant digits is printed as it is."""


@dataclass(frozen=True)
class Finding:
    """One figure: the number as it is printed, its qualifier, its bounds, and its grounds."""

    id: str
    kind: Literal["observed", "derived", "test"]
    name: Label
    unit: Unit
    value: Decimal
    qualifier: Qualifier
    bounds: Interval | None
    period: Period | None = None
    high: Decimal | None = None
    """The upper number of `between`."""
    observation: Observation | None = None
    derivation: Derivation | None = None
    rests_on: tuple[str, ...] = ()
    """Ids of the findings in its formula."""
    queries: tuple[Query, ...] = ()
    withheld: str = ""
    """Why it must not be printed; empty when it may."""
    corrections: tuple[Correction, ...] = ()
    """Our changes to what was published: value and qualifier are as corrected."""

    @property
    def published(self) -> Finding:
        """Return the figure as it was published, before our corrections."""
        row = self.observation
        if row is None or not self.corrections:
            return self
        return replace(self, value=row.value, qualifier=row.qualifier, corrections=())

    @property
    def doubted(self) -> bool:
        """Tell whether a query of level doubt is on it: drawn dashed, out of all arithmetic."""
        return any(query.level == "doubt" for query in self.queries)


@dataclass(frozen=True)
class Print:
    """The number that stands for an interval in print: its qualifier never says too much."""

    value: Decimal
    qualifier: Qualifier
    high: Decimal | None = None


def for_print(bounds: Interval | None, digits: int | None) -> Print | None:
    """Return how an interval is printed with so many significant digits, or None: says nothing.

    Ends are rounded outwards, so that the printed words stay true; a point that has to be rounded
    is worded "about".
    """
    if bounds is None or bounds.says_nothing or (bounds.high is None and (bounds.low or 0) <= 0):
        return None
    low, high = bounds.low, bounds.high
    if low is not None and high is not None and _same(low, high):
        exact = round_to(low, EXACT_DIGITS, ROUND_HALF_UP)
        short = round_to(low, digits or EXACT_DIGITS, ROUND_HALF_UP)
        return Print(
            short, Qualifier.exact if short == exact and _same(exact, low) else Qualifier.about
        )
    down = None if low is None else round_to(low, digits or EXACT_DIGITS, ROUND_FLOOR)
    up = None if high is None else round_to(high, digits or EXACT_DIGITS, ROUND_CEILING)
    if up is None and down is not None:
        return Print(down, Qualifier.over if bounds.low_open or down != low else Qualifier.at_least)
    if up is not None and (down is None or down == 0):
        return Print(up, Qualifier.under if bounds.high_open or up != high else Qualifier.at_most)
    assert down is not None
    return Print(down, Qualifier.between, up)


def _same(low: Decimal, high: Decimal) -> bool:
    """Tell whether two ends differ only by the outward rounding of a division."""
    return abs(high - low) <= abs(high) * Decimal(10) ** -30
