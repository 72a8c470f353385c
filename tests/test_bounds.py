"""Bounds hold every true value that the words allow, whatever is computed with them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.derive.bounds import Interval, Qualifier, bounds_of, divide, growth, point, scale
from generator.derive.finding import Print, for_print
from generator.word.wording import plain

values = st.decimals(0, 10**12, places=3, allow_nan=False).map(lambda d: d.normalize() + 0)
shares = st.fractions(0, 1, max_denominator=1000)
digits = st.none() | st.integers(1, 9)
TINY = Fraction(1, 10**25)
"""What the outward rounding of 40 digits may add, as a share."""


@st.composite
def stated(draw) -> tuple[Interval, Fraction]:
    """Return what a published value stands for, and a true value that its words allow."""
    value, share = draw(values), draw(shares)
    qualifier = draw(st.sampled_from(list(Qualifier)[:6]))
    step = draw(st.sampled_from([Decimal(1), Decimal(50), Decimal("0.5"), Decimal(10_000)]))
    assume(qualifier is not Qualifier.nearly or (value > 0 and share < 1))
    assume(qualifier is not Qualifier.over or share > 0)
    takes = qualifier in (Qualifier.stated, Qualifier.about)
    precise = draw(st.booleans()) if qualifier is Qualifier.stated else takes
    bounds = bounds_of(value, qualifier, precision=step if precise else None)
    true = Fraction(value)
    if qualifier is Qualifier.over:
        true += share * draw(st.sampled_from([Fraction(1, 10**6), Fraction(1), Fraction(10**9)]))
    elif qualifier in (Qualifier.nearly, Qualifier.at_most):
        true *= share
    elif precise:
        reach = Fraction(step) if qualifier is Qualifier.about else Fraction(step) / 2
        true += (2 * share - 1) * reach
    assert bounds is not None
    return bounds, true


def inside(true: Fraction, bounds: Interval) -> bool:
    """Tell whether a number lies inside, with no rounding at all."""
    above = (
        bounds.low is None
        or true > Fraction(bounds.low)
        or (true == Fraction(bounds.low) and not bounds.low_open)
    )
    below = (
        bounds.high is None
        or true < Fraction(bounds.high)
        or (true == Fraction(bounds.high) and not bounds.high_open)
    )
    return above and below


@given(stated())
def test_a_true_value_is_inside(one):
    bounds, true = one
    assert inside(true, bounds)


@given(stated(), stated())
def test_sum_and_difference(one, other):
    (a, x), (b, y) = one, other
    assert inside(x + y, a + b)
    assert inside(x - y, a - b)
    assert inside(-x, -a)


@given(stated(), stated())
def test_quotient_and_growth(one, other):
    (a, x), (b, y) = one, other
    assume(y > 0 and x >= 0)
    quotient, rise = divide(a, b), growth(a, b)
    assert (quotient is None) == (rise is None)
    if quotient is not None and rise is not None:
        assert inside(x / y, quotient)
        assert inside((x - y) / y, rise)


@given(stated(), st.integers(1, 10**6), st.integers(1, 10**6))
def test_scale(one, up, down):
    bounds, true = one
    assert inside(true * up / down, scale(bounds, Decimal(up), Decimal(down)))


@given(stated(), stated(), stated(), st.integers(1, 1000))
def test_a_chain_of_them(one, two, three, factor):
    (a, x), (b, y), (c, z) = one, two, three
    assume(z > 0)
    result = divide(scale(a + b, Decimal(factor), Decimal(7)), c)
    if result is not None:
        assert inside((x + y) * factor / 7 / z, result)


def allowed(said: Print, true: Fraction) -> bool:
    """Tell whether a reader who takes the printed words at their word allows this true value."""
    value, high = Fraction(said.value), Fraction(said.high or 0)
    return {
        Qualifier.exact: abs(true - value) <= abs(value) * TINY,
        Qualifier.over: true > value,
        Qualifier.at_least: true >= value,
        Qualifier.under: true < value,
        Qualifier.at_most: true <= value,
        Qualifier.between: value <= true <= high,
        Qualifier.about: True,
    }[said.qualifier]


def half_a_unit(value: Fraction, count: int) -> Fraction:
    """Return half a unit in the last of so many significant digits of a number."""
    power = 0
    while abs(value) >= Fraction(10) ** (power + 1):
        power += 1
    while abs(value) < Fraction(10) ** power:
        power -= 1
    return Fraction(10) ** (power - count + 1) / 2


@given(stated(), stated(), st.sampled_from(["sum", "difference", "ratio", "growth"]), digits)
def test_printed_words_never_exclude_a_true_value(one, other, op, count):
    (a, x), (b, y) = one, other
    assume(op in ("sum", "difference") or (y > 0 and x >= 0))
    bounds, true = {
        "sum": lambda: (a + b, x + y),
        "difference": lambda: (a - b, x - y),
        "ratio": lambda: (divide(a, b), x / y),
        "growth": lambda: (growth(a, b), x / y - 1),
    }[op]()
    said = for_print(bounds, count)
    if said is None:
        assert bounds is None or bounds.high is None or bounds.low is None
        return
    assert allowed(said, true), (bounds, said)
    if said.qualifier is Qualifier.about and true:
        assert abs(Fraction(said.value) - true) <= half_a_unit(true, count or 15) * (1 + TINY)


@given(values, digits)
def test_a_single_number_is_printed_as_itself_or_as_about(value, count):
    said = for_print(point(value), count)
    assert said is not None
    if said.qualifier is Qualifier.exact:
        assert said.value == value
    else:
        assert said.qualifier is Qualifier.about
        assert said.value != value
        assert abs(said.value - value) <= Decimal(
            str(float(half_a_unit(Fraction(value), count or 15)))
        )


@given(stated(), digits)
def test_more_digits_never_say_less(one, count):
    bounds, true = one
    said, full = for_print(bounds, count), for_print(bounds, None)
    assert (said is None) == (full is None)
    if said is not None and full is not None:
        assert allowed(said, true)
        assert allowed(full, true)


def said_of(bounds: Interval | None, count: int | None = None) -> str:
    said = for_print(bounds, count)
    if said is None:
        return ""
    ends = [said.value, *([] if said.high is None else [said.high])]
    return " ".join([said.qualifier, *map(plain, ends)])


def of(value: str, qualifier: str, precision: str | None = None) -> Interval:
    bounds = bounds_of(
        Decimal(value), Qualifier(qualifier), precision=Decimal(precision) if precision else None
    )
    assert bounds is not None
    return bounds


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        (of("3000", "over") + of("4000", "nearly"), "over 3000"),
        (of("3000", "over") + of("4000", "stated"), "over 7000"),
        (of("4000", "nearly") + of("12", "exact"), "between 12 4012"),
        (of("4000", "nearly"), "under 4000"),
        (of("1200", "at_most"), "at_most 1200"),
        (of("17", "exact") - of("9", "exact"), "exact 8"),
        (of("14500", "stated", "100"), "between 14450 14550"),
        (of("3000", "over") - of("100", "over"), ""),
        (divide(of("100", "exact"), of("3000", "over")), "under 0.0333333333333334"),
        (divide(of("3000", "over"), of("4000", "nearly")), "over 0.75"),
        (divide(of("1", "exact"), of("3", "exact")), "about 0.333333333333333"),
        (divide(of("1", "exact"), of("8", "exact")), "exact 0.125"),
        (divide(of("1", "exact"), of("0", "exact")), ""),
        (divide(of("1", "exact"), of("0", "at_most")), ""),
        (growth(of("101", "exact"), of("51", "exact")), "about 0.980392156862745"),
        (growth(of("50", "exact"), of("100", "exact")), "exact -0.5"),
        (scale(of("3000", "over"), Decimal(2000), Decimal(3)), "over 2000000"),
    ],
)
def test_examples(bounds, words):
    assert said_of(bounds) == words


@pytest.mark.parametrize(
    ("value", "count", "words"),
    [
        ("98.0392", 3, "about 98"), ("98.0392", 6, "exact 98.0392"), ("999.6", 3, "about 1000"),
        ("0", 3, "exact 0"), ("125000", 2, "about 130000"), ("0.0149", 2, "about 0.015"),
    ],
)  # fmt: skip
def test_rounded_points(value, count, words):
    assert said_of(point(Decimal(value)), count) == words


def test_about_has_no_bounds_unless_declared():
    assert bounds_of(Decimal(860_000), Qualifier.about) is None
    assert of("2500000", "about", "50000") == Interval(Decimal(2_450_000), Decimal(2_550_000))


@pytest.mark.parametrize(
    "ends", [("2", "1", False, False), ("1", "1", True, False), ("1", "1", False, True)]
)
def test_an_empty_interval_is_refused(ends):
    with pytest.raises(ValueError, match="at least one number"):
        Interval(Decimal(ends[0]), Decimal(ends[1]), ends[2], ends[3])


def test_no_end_is_never_open():
    assert Interval(None, None, True, True) == Interval(None, None)
    assert Interval(None, None).says_nothing
    assert Decimal(5) in Interval(None, None)
    assert Decimal(3000) not in of("3000", "over")
    assert Decimal(4000) not in of("4000", "nearly")
