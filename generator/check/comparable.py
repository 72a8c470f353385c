"""Check of comparability: a formula puts together only what measures the same, there and then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from generator.check.series import broken, grain
from generator.problem import Problem
from generator.records.library import EditionFiles, Library
from generator.records.records import Derivation, Indicator, Observation
from generator.said import Said

ARITHMETIC = ("sum", "difference", "growth", "share", "ratio")
OVER_TIME = ("difference", "growth")
Fault = tuple[str, Said, Said]
"""Code, what is wrong, and what to do."""


def comparison_problems(
    formula: Derivation, files: EditionFiles, library: Library,
    rows: Mapping[str, Observation], declared: Mapping[str, Derivation],
) -> Iterator[Problem]:  # fmt: skip
    """Yield the Problems of a formula whose figures are known and do not rest on it."""
    parts = tuple(tuple(grounds(name, rows, declared)) for name in formula.of)
    if any(parts) and formula.op in ARITHMETIC:
        comparison = _Comparison(formula.op, parts, formula.id not in files.derived, library)
        for code, what, fix in comparison.faults():
            yield Problem(formula.place("of"), code, what, fix)


def grounds(
    name: str, rows: Mapping[str, Observation], declared: Mapping[str, Derivation]
) -> Iterator[Observation]:
    """Yield the observations whose values a figure rests on; counts and months rest on none."""
    waiting, seen = [name], {name}
    while waiting:
        name = waiting.pop()
        if name in rows:
            yield rows[name]
        elif name in declared and declared[name].op not in ("count", "months"):
            fresh = [part for part in declared[name].of if part not in seen]
            seen.update(fresh)
            waiting += fresh


def comparable(one: str, other: str, library: Library) -> bool:
    """Tell whether two indicators are one, or either declares the other as defined alike."""
    ids, indicators = library.ids.get("Indicator", frozenset()), library.indicators
    if one == other or one not in indicators or other not in indicators:
        return True  # what is not known is told elsewhere
    named = [c.indicator for a in (one, other) for c in indicators[a].comparable_with]
    return any(b in (one, other) or b not in ids for b in named)


@dataclass(frozen=True)
class _Comparison:
    """What a formula does, and the observations that each of its figures rests on."""

    op: str
    parts: tuple[tuple[Observation, ...], ...]
    is_test: bool
    library: Library

    def faults(self) -> Iterator[Fault]:
        """Yield all; a test may compare what it likes, but never split a shared figure."""
        yield from self.shared()
        yield from self.unknown_period()
        yield from self.across_break()
        if not self.is_test:
            yield from self.scope()
            yield from self.periods()
            yield from self.dimensions()

    @property
    def rows(self) -> tuple[Observation, ...]:
        """Return all observations that it rests on, each once."""
        return tuple({row.key: row for part in self.parts for row in part}.values())

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Return their indicators, each once."""
        known = self.library.indicators
        used = dict.fromkeys(row.indicator for row in self.rows)
        return tuple(known[name] for name in used if name in known)

    @property
    def over_time(self) -> bool:
        """Tell whether it is the change of one indicator (or of one set) over time."""
        indicators = {frozenset(row.indicator for row in part) for part in self.parts}
        return self.op in OVER_TIME and len(indicators) == 1 and len(self.moments()) > 1

    def moments(self) -> set[frozenset[str]]:
        """Return the periods of each figure, those alike only once."""
        return {frozenset(str(row.period) for row in part) for part in self.parts}

    def shared(self) -> Iterator[Fault]:
        """Yield the fault of a figure of several activities beside a figure of one of them."""
        used = {indicator.id for indicator in self.indicators}
        for indicator in self.indicators:
            for other in sorted(used & set(indicator.shared_by)):
                what = Said(
                    "{id} is one figure for several activities, {other} among them.",
                    id=indicator.id,
                    other=other,
                )
                yield "shared-figure", what, Said("It is neither split nor divided by any of them.")

    def unknown_period(self) -> Iterator[Fault]:
        """Yield the fault of growth from or to a figure whose period no source states."""
        for row in self.rows if self.op == "growth" or self.over_time else ():
            if row.period_basis == "unknown":
                what = Said(
                    "the period of {indicator} is unknown, so nothing grows to or from it.",
                    indicator=row.indicator,
                )
                yield "unknown-period", what, Said("Leave it out.")

    def across_break(self) -> Iterator[Fault]:
        """Yield the fault of a change across a break: it would compare unlike definitions."""
        for one, other in combinations(self.rows, 2) if self.op in OVER_TIME else ():
            if broken(one, other, self.library.observations):
                before, after = sorted((str(one.period), str(other.period)))
                what = Said(
                    "the definition of {indicator} changed between {before} and {after}.",
                    indicator=one.indicator,
                    before=before,
                    after=after,
                )
                yield "series-break", what, Said("Compare figures on one side of the break.")

    def scope(self) -> Iterator[Fault]:
        """Yield the faults of figures about different places, or with different scopes."""
        regions = sorted({row.region for row in self.rows})
        if len(regions) > 1:
            what = Said(
                "the figures are about different regions: {regions}.", regions=", ".join(regions)
            )
            yield "unlike-scope", what, Said("Put figures of one region together.")
        for other in self.indicators[1:]:
            if _scope(other) != _scope(self.indicators[0]):
                what = Said(
                    "{id} and {id2} differ in scope.", id=self.indicators[0].id, id2=other.id
                )
                yield "unlike-scope", what, Said("Leave one of them out.")

    def periods(self) -> Iterator[Fault]:
        """Yield the faults of figures of different periods, unless it is a change over time."""
        if len(self.moments()) > 1 and not self.over_time:
            listed = ", ".join(sorted({str(row.period) for row in self.rows}))
            fix = Said("Only growth and difference of one indicator go over time.")
            yield "unlike-period", Said("the periods differ: {listed}.", listed=listed), fix
        flows = {indicator.id for indicator in self.indicators if indicator.kind == "flow"}
        periods = {row.period for row in self.rows if row.indicator in flows}
        if self.over_time and len({grain(period) for period in periods}) > 1:
            what = Said(
                "a flow over periods of unlike length: {periods}.",
                periods=", ".join(sorted(map(str, periods))),
            )
            yield "unlike-period", what, Said("Compare years with years, months with months.")

    def dimensions(self) -> Iterator[Fault]:
        """Yield the fault of dividing unlike quantities."""
        units = [self.library.units.get(indicator.unit) for indicator in self.indicators]
        found = sorted({unit.dimension for unit in units if unit})
        if self.op == "ratio" and len(found) > 1:
            what = Said(
                "only a test of a query divides one of these by another: {found}.",
                found=", ".join(found),
            )
            yield "wrong-dimension", what, Said("Leave it out.")


def _scope(indicator: Indicator) -> object:
    """Return what an indicator covers, as it is said in each language."""
    return indicator.scope and dict(indicator.scope.texts)
