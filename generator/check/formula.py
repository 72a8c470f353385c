"""Check of formulas: what they name exists, and what they put together may be put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.check.comparable import comparable, comparison_problems
from generator.check.uses import Figures, unknown
from generator.derive.derive import queries_on
from generator.problem import Problem
from generator.records.library import EditionFiles, Library
from generator.records.records import Derivation, Observation
from generator.said import Said

ARITY = {"difference": 2, "ratio": 2, "share": 2, "growth": 2, "months": 2, "convert": 1}
RESERVED = ("regions", "edition", "source", "quote")
"""What tokens and the count of regions are called: no figure can have these names."""


@dataclass(frozen=True)
class _Checker:
    """What a formula may use."""

    files: EditionFiles
    library: Library
    figures: Figures
    rows: Mapping[str, Observation]
    declared: Mapping[str, Derivation]

    def problems(self, formula: Derivation) -> Iterator[Problem]:
        """Yield the Problems of one formula."""
        yield from self.references(formula)
        wanted = ARITY.get(formula.op, len(formula.of))
        if len(formula.of) != wanted:
            what = Said(
                '"{op}" takes {wanted} figures, here are {of}.',
                op=formula.op,
                wanted=wanted,
                of=len(formula.of),
            )
            yield Problem(formula.place("of"), "wrong-count", what)
        elif circle := self.circle(formula.id):
            if formula.id != min(circle):
                return  # told once, of one of them
            what = Said('"{id}" rests on itself.', id=formula.id)
            yield Problem(formula.place("of"), "circular", what)
        elif all(name in self.rows or name in self.declared for name in formula.of):
            yield from self.months(formula) if formula.op == "months" else self.sense(formula)
            yield from self.measure(formula)
            yield from comparison_problems(
                formula, self.files, self.library, self.rows, self.declared
            )

    def references(self, formula: Derivation) -> Iterator[Problem]:
        """Yield the Problems of the ids that a formula has and names."""
        yield from self.own_id(formula)
        for i, name in enumerate(formula.of):
            if name not in self.figures:
                yield unknown(formula.place("of", i), "figure", name, self.figures)
        units = self.library.ids.get("Unit", frozenset())
        read_as = [(("read_as", name), unit) for name, unit in formula.read_as.items()]
        for loc, unit in ((("unit",), formula.unit), *read_as):
            if unit not in units:
                yield unknown(formula.place(*loc), "unit", unit, units)
        for name in formula.read_as:
            if name not in formula.of:
                yield unknown(formula.place("read_as", name), "figure", name, formula.of)

    def own_id(self, formula: Derivation) -> Iterator[Problem]:
        """Yield the Problem of an id that is taken."""
        if formula.id in RESERVED:
            what = Said('the id "{id}" means something else in a text.', id=formula.id)
            yield Problem(formula.place("id"), "reserved-id", what, Said("Choose another."))
        if formula.id in self.rows:
            what = Said('the id "{id}" is used twice.', id=formula.id)
            yield Problem(formula.place("id"), "duplicate-id", what, Said("Choose another."))

    def below(self, name: str, *, through: bool = True) -> set[str]:
        """Return all figures that a formula rests on, itself only if it does so in a circle.

        `through` counts and spans of time as well, whose values do not depend on definitions.
        """
        found: set[str] = set()
        waiting = [name]
        while waiting:
            formula = self.declared.get(waiting.pop())
            stops = formula is None or (not through and formula.op in ("count", "months"))
            fresh = set() if formula is None or stops else set(formula.of) - found
            found |= fresh
            waiting += fresh
        return found

    def circle(self, name: str) -> set[str]:
        """Return the formulas that rest on each other in a circle with this one, if any."""
        return {other for other in self.below(name) if name in self.below(other)}

    def months(self, formula: Derivation) -> Iterator[Problem]:
        """Yield the Problems of figures that have no month to count from."""
        for i, name in enumerate(formula.of):
            row = self.rows.get(name)
            if row is None or row.period.month is None:
                what = Said('"{name}" has no month: it is computed.', name=name)
                if row:
                    what = Said('"{name}" has no month at {period}.', name=name, period=row.period)
                yield Problem(formula.place("of", i), "no-month", what)

    def sense(self, formula: Derivation) -> Iterator[Problem]:
        """Yield the Problems of computing with these figures; a test may try anything."""
        if formula.op == "count" or formula.id not in self.files.derived:
            return
        below = sorted(self.below(formula.id, through=False) - {*formula.of})
        rows = [self.rows[name] for name in (*formula.of, *below) if name in self.rows]
        for row in dict.fromkeys(row.indicator for row in rows if self.doubted(row)):
            what = Said("{row} is doubted; only a test of its query may compute with it.", row=row)
            yield Problem(formula.place("of"), "doubted-figure", what)
        first = rows[0].indicator if rows else ""
        for other in sorted({row.indicator for row in rows} - {first}):
            if not self.comparable(first, other):
                what = Said(
                    "{first} and {other} are not known to be defined alike.",
                    first=first,
                    other=other,
                )
                fix = Said("Declare comparable_with and why, or leave this figure out.")
                yield Problem(formula.place("of"), "not-comparable", what, fix)

    def measure(self, formula: Derivation) -> Iterator[Problem]:
        """Yield the Problem of a result that is given in a unit of another dimension."""
        parts = [
            self.dimension(formula.read_as.get(name) or self.unit(name)) for name in formula.of
        ]
        given = self.dimension(formula.unit)
        if not all((given, *parts)):
            return
        wanted = {"share": "ratio", "growth": "ratio", "months": "time", "count": "count"}.get(
            formula.op, parts[0]
        )
        if formula.op == "ratio":
            wanted = "ratio" if parts[0] == parts[1] else "-".join(parts)
        alike = len(set(parts)) == 1 or formula.op in ("ratio", "count", "months")
        if not alike or given != wanted:
            of = " and ".join(dict.fromkeys(parts))
            what = Said(
                '"{op}" of {of} cannot be given in "{unit}" ({given}).',
                op=formula.op,
                of=of,
                unit=formula.unit,
                given=given,
            )
            yield Problem(formula.place("unit"), "wrong-dimension", what)

    def unit(self, name: str) -> str:
        """Return the id of a figure's unit, or nothing."""
        if name in self.declared:
            return self.declared[name].unit
        indicator = self.library.indicators.get(self.rows[name].indicator)
        return indicator.unit if indicator else ""

    def dimension(self, unit: str) -> str:
        """Return the dimension of a unit, or nothing."""
        return self.library.units[unit].dimension if unit in self.library.units else ""

    def doubted(self, row: Observation) -> bool:
        """Tell whether a query doubts this row."""
        return any(query.level == "doubt" for query in queries_on(row, self.library))

    def comparable(self, one: str, other: str) -> bool:
        """Tell whether either indicator declares the other as defined alike."""
        return comparable(one, other, self.library)


def derivation_problems(
    files: EditionFiles, library: Library, figures: Figures
) -> Iterator[Problem]:
    """Yield the Problems of all formulas of an edition and of the tests of all queries."""
    tests = [test for query in library.queries.values() for test in query.tests]
    formulas = [*files.derived.values(), *tests]
    rows = library.ids_in(files.edition.period)
    declared = {formula.id: formula for formula in reversed(formulas)}
    checker = _Checker(files, library, figures, rows, declared)
    for formula in formulas:
        if declared[formula.id] is formula:
            yield from checker.problems(formula)
        else:
            what = Said('the id "{id}" is used twice.', id=formula.id)
            yield Problem(formula.place("id"), "duplicate-id", what, Said("Choose another."))
