"""Bounds: the interval that a published value stands for, and arithmetic on such intervals.

A qualified value is read as the set of true values that the source's words allow. Every operation
returns a set that holds each result which any true values inside the inputs could give (interval
arithmetic after R. E. Moore, "Interval Analysis", 1966), with `Decimal` rounded outwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from enum import StrEnum

_PRECISION = 40
_DOWN = Context(prec=_PRECISION, rounding=ROUND_FLOOR)
_UP = Context(prec=_PRECISION, rounding=ROUND_CEILING)


class Qualifier(StrEnum):
    """How a value is stated; the last four occur in derived figures only."""

    exact = "exact"
    stated = "stated"
    over = "over"
    nearly = "nearly"
    about = "about"
    at_most = "at_most"
    at_least = "at_least"
    under = "under"
    between = "between"


PUBLISHED = tuple(Qualifier)[:6]


@dataclass(frozen=True)
class Interval:
    """A set of numbers between two ends; `None` is no end, an open end does not belong to it."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        """Refuse an empty interval; an end that is not there is not open."""
        object.__setattr__(self, "low_open", self.low_open and self.low is not None)
        object.__setattr__(self, "high_open", self.high_open and self.high is not None)
        if self.low is not None and self.high is not None:
            empty = self.low > self.high
            if empty or (self.low == self.high and (self.low_open or self.high_open)):
                raise ValueError("an interval must hold at least one number")

    def __contains__(self, number: Decimal) -> bool:
        """Tell whether the number lies inside."""
        above = self.low is None or number > self.low or (number == self.low and not self.low_open)
        below = self.high is None or number < self.high
        return above and (below or (number == self.high and not self.high_open))

    @property
    def point(self) -> Decimal | None:
        """Return the only number inside, or None."""
        return self.low if self.low is not None and self.low == self.high else None

    @property
    def is_point(self) -> bool:
        """Tell whether it holds one number only."""
        return self.point is not None

    @property
    def says_nothing(self) -> bool:
        """Tell whether neither side has an end."""
        return self.low is None and self.high is None

    def below(self, other: Interval) -> bool:
        """Tell whether every number inside lies below every number of the other."""
        if self.high is None or other.low is None:
            return False
        open_end = self.high_open or other.low_open
        return self.high < other.low or (self.high == other.low and open_end)

    def apart(self, other: Interval) -> bool:
        """Tell whether no number lies in both."""
        return self.below(other) or other.below(self)

    def __neg__(self) -> Interval:
        """Return the mirror image at zero."""
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        return Interval(low, high, self.high_open, self.low_open)

    def __add__(self, other: Interval) -> Interval:
        """Return the sums of all pairs."""
        return Interval(
            None if None in (self.low, other.low) else _DOWN.add(self.low, other.low),  # type: ignore[arg-type]
            None if None in (self.high, other.high) else _UP.add(self.high, other.high),  # type: ignore[arg-type]
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        """Return the differences of all pairs."""
        return self + -other


def point(value: Decimal | int) -> Interval:
    """Return the interval that holds just this number."""
    return Interval(Decimal(value), Decimal(value))


def bounds_of(
    value: Decimal, qualifier: Qualifier, *, precision: Decimal | None = None, count: bool = True
) -> Interval | None:
    """Return what a published value stands for (design: the table of qualifiers).

    `precision` is the step to which a stated value was rounded (or the tolerance that the data
    declare for `about`); `count` says that the quantity cannot be negative. `None`: no bounds.
    """
    zero = Decimal(0) if count else None
    if qualifier is Qualifier.exact or (qualifier is Qualifier.stated and not precision):
        return point(value)
    if qualifier is Qualifier.stated and precision:
        return Interval(value - precision / 2, value + precision / 2)
    if qualifier is Qualifier.over:
        return Interval(value, None, low_open=True)
    if qualifier is Qualifier.nearly:
        return Interval(zero, value, high_open=True)
    if qualifier is Qualifier.at_most:
        return Interval(zero, value)
    if qualifier is Qualifier.about and precision:
        return Interval(value - precision, value + precision)
    return None


def divide(over: Interval, under: Interval) -> Interval | None:
    """Return the quotients of all pairs of two intervals without negative numbers.

    `None` when the divisor may be zero and nothing below it bounds the quotient, or when either
    may be negative: then the quotient says nothing.
    """
    if over.low is None or over.low < 0 or under.low is None or under.low < 0:
        return None
    low, low_open = Decimal(0), True
    if under.high is not None and under.high > 0:
        low, low_open = _DOWN.divide(over.low, under.high), over.low_open or under.high_open
    elif under.high is not None:
        return None
    if over.low == 0:
        low_open = over.low_open
    high = None
    if over.high is not None and under.low > 0:
        high = _UP.divide(over.high, under.low)
    return Interval(low, high, low_open, high is not None and (over.high_open or under.low_open))


def scale(interval: Interval, numerator: Decimal, denominator: Decimal) -> Interval:
    """Return the interval times numerator/denominator, both above zero."""
    low, high = interval.low, interval.high
    return Interval(
        None if low is None else _DOWN.divide(_DOWN.multiply(low, numerator), denominator),
        None if high is None else _UP.divide(_UP.multiply(high, numerator), denominator),
        interval.low_open,
        interval.high_open,
    )


def growth(now: Interval, before: Interval) -> Interval | None:
    """Return (now - before) / before; every value counts once, so it is now/before - 1."""
    ratio = divide(now, before)
    return None if ratio is None else ratio - point(1)


def round_to(value: Decimal, digits: int, rounding: str) -> Decimal:
    """Return the value with this many significant digits."""
    if value == 0:
        return Decimal(0)
    step = Decimal(1).scaleb(value.adjusted() - digits + 1)
    return (value / step).quantize(Decimal(1), rounding=rounding) * step
