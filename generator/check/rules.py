"""Check of plausibility: what the rules in data find in the figures.

A rule is a test, so a doubted figure counts with the value as printed. A rule on bounds hits only
where no number inside the bounds would be plausible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import combinations, permutations
from typing import Any

from generator.check.series import in_time
from generator.check.tested import Hit, Tested, said
from generator.derive.bounds import Interval, divide, scale
from generator.records.records import Observation
from generator.records.rules import (
    ConflictRule,
    Ends,
    ImpliedRule,
    PartsRule,
    RangeRule,
    Rule,
    SameValueRule,
    UnitTrapRule,
    YearOnYearRule,
)
from generator.said import Said


def hits(rules: Iterable[Rule], figures: Tested) -> Iterator[Hit]:
    """Yield what each rule finds."""
    for rule in rules:
        yield from TESTS[type(rule)](rule, figures)


def _plausible(rule: Ends) -> Interval:
    """Return the interval of what a rule takes for plausible."""
    return Interval(rule.min, rule.max)


def _range(rule: RangeRule, figures: Tested) -> Iterator[Hit]:
    """Yield the values that lie outside."""
    for row in figures.rows:
        meant = row.indicator in rule.indicators or figures.unit(row).id in rule.units
        if meant and figures.bounds(row).apart(_plausible(rule)):
            what = Said(
                "{value}; plausible is {plausible}",
                value=figures.said(row),
                plausible=said(_plausible(rule)),
            )
            yield Hit(rule, row, what, (row,))


def _year_on_year(rule: YearOnYearRule, figures: Tested) -> Iterator[Hit]:
    """Yield the values that are too many times the value before, or too small a part of it."""
    plausible = Interval(1 / rule.max_ratio, rule.max_ratio)
    for before, now in figures.successions(rule.indicators):
        ratio = divide(figures.bounds(now), figures.bounds(before))
        if ratio is not None and ratio.apart(plausible):
            what = Said(
                "{now} is {ratio} times {before} in {period}; plausible is {plausible} times",
                now=figures.said(now), ratio=said(ratio), before=figures.said(before),
                period=before.period, plausible=said(plausible),
            )  # fmt: skip
            yield Hit(rule, now, what, (before, now))


def _implied(rule: ImpliedRule, figures: Tested) -> Iterator[Hit]:
    """Yield the pairs of quantities that give an implausible value for each unit of the second."""
    unit = figures.library.units.get(rule.unit)
    for one, other in _together(rule, figures) if unit else ():
        ratio = divide(figures.base(one), figures.base(other))
        if unit is None or ratio is None:
            continue
        each = scale(ratio, unit.factor[1], unit.factor[0])
        if each.apart(_plausible(rule)):
            what = Said(
                "{one} on {other} is {each} {unit}; plausible is {plausible}",
                one=figures.said(one), other=figures.said(other), each=said(each), unit=unit.id,
                plausible=said(_plausible(rule)),
            )  # fmt: skip
            yield from (Hit(rule, row, what, (row,)) for row in (one, other))


def _together(rule: ImpliedRule, figures: Tested) -> Iterator[tuple[Observation, Observation]]:
    """Yield the pairs of the two dimensions that stand in one paragraph of one source."""
    paragraphs: dict[tuple[str, int | None], list[Observation]] = {}
    for row in figures.rows:
        if figures.unit(row).dimension in (rule.of, rule.per):
            paragraphs.setdefault((row.source, row.paragraph), []).append(row)
    for rows in paragraphs.values():
        for one, other in permutations(rows, 2):
            if (figures.unit(one).dimension, figures.unit(other).dimension) == (rule.of, rule.per):
                yield one, other


def _unit_trap(rule: UnitTrapRule, figures: Tested) -> Iterator[Hit]:
    """Yield the values in a unit that their source hardly uses."""
    for row in figures.rows:
        country = figures.library.sources[row.source].country
        digits = len(str(abs(int(row.value))))
        trap = figures.unit(row).id in rule.units and country in rule.countries
        if trap and digits >= rule.min_digits:
            what = Said(
                "{value} from a source of {country}", value=figures.said(row), country=country
            )
            yield Hit(rule, row, what, (row,))


def _conflict(rule: ConflictRule, figures: Tested) -> Iterator[Hit]:
    """Yield the values that a second source contradicts."""
    for row in figures.of(rule.indicators):
        for other in figures.library.second_sources(row):
            if figures.bounds(row).apart(figures.bounds(other)):
                what = Said(
                    "{one}, but {other} in {source}, at {place}",
                    one=figures.said(row), other=figures.said(other), source=other.source,
                    place=other.place(),
                )  # fmt: skip
                yield Hit(rule, row, what, (row,))


def _same_value(rule: SameValueRule, figures: Tested) -> Iterator[Hit]:
    """Yield the values of two periods that are close whatever the true values are."""
    for series in in_time(figures.of(rule.indicators)):
        kind = figures.library.indicators[series[0].indicator].kind
        for one, other in combinations(series, 2) if rule.measure in (None, kind) else ():
            share = _difference(figures.bounds(one), figures.bounds(other), rule.min_value)
            if one.period != other.period and share is not None and share <= rule.share:
                for row, twin in ((one, other), (other, one)):
                    what = Said(
                        "{one} and {other} in {period} differ by a share of {share:.2g} at most",
                        one=figures.said(row), other=figures.said(twin), period=twin.period,
                        share=share,
                    )  # fmt: skip
                    yield Hit(rule, row, what, (row,))


def _difference(one: Interval, other: Interval, least: Decimal) -> Decimal | None:
    """Return the largest difference of two true values as a share of the least, if both have ends.

    None where a value may lie below `least`, too.
    """
    apart = one - other
    if one.low is None or other.low is None or apart.low is None or apart.high is None:
        return None
    low = min(one.low, other.low)
    return max(-apart.low, apart.high) / low if low >= least and low > 0 else None


def _parts(rule: PartsRule, figures: Tested) -> Iterator[Hit]:
    """Yield the totals that their parts cannot make up."""
    for total in figures.named(rule.total):
        found = [row for name in rule.parts for row in figures.named(name)]
        parts = [row for row in found if row.period == total.period]
        if not parts:
            continue
        added = figures.base(parts[0])
        for part in parts[1:]:
            added += figures.base(part)
        whole = figures.base(total)
        complete = rule.complete and len(parts) == len(rule.parts)
        if whole.below(added) or (complete and added.below(whole)):
            listed = ", ".join(figures.said(part) for part in parts)
            what = Said(
                "{total} does not go with its parts: {listed}",
                total=figures.said(total),
                listed=listed,
            )
            yield Hit(rule, total, what, (total, *parts))


TESTS: dict[type[Rule], Callable[[Any, Tested], Iterator[Hit]]] = {
    RangeRule: _range, YearOnYearRule: _year_on_year, ImpliedRule: _implied,
    UnitTrapRule: _unit_trap, ConflictRule: _conflict, SameValueRule: _same_value,
    PartsRule: _parts,
}  # fmt: skip
