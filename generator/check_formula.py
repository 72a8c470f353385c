"""Check of formulas: what they name exists, and what they put together may be put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.derive import queries_on, tests_of
from generator.library import EditionFiles, Library
from generator.problem import Problem, did_you_mean
from generator.records import Derivation, Observation

ARITY = {"difference": 2, "ratio": 2, "share": 2, "growth": 2, "months": 2, "convert": 1}


@dataclass(frozen=True)
class _Checker:
    """What a formula may use."""

    files: EditionFiles
    library: Library
    rows: Mapping[str, Observation]
    declared: Mapping[str, Derivation]

    def problems(self, formula: Derivation) -> Iterator[Problem]:
        """Yield the Problems of one formula."""
        known = {*self.rows, *self.declared}
        for i, name in enumerate(formula.of):
            if name not in known:
                what = f'there is no figure "{name}".'
                yield Problem(
                    formula.place("of", i), "unknown-figure", what, did_you_mean(name, known)
                )
        units = self.library.ids.get("Unit", frozenset())
        for loc, unit in (
            (("unit",), formula.unit),
            *((("read_as", k), v) for k, v in formula.read_as.items()),
        ):
            if unit not in units:
                what = f'unit "{unit}" is not in units.yaml.'
                yield Problem(formula.place(*loc), "unknown-unit", what, did_you_mean(unit, units))
        wanted = ARITY.get(formula.op)
        if wanted is not None and len(formula.of) != wanted:
            what = f'"{formula.op}" takes {wanted} figures, here are {len(formula.of)}.'
            yield Problem(formula.place("of"), "wrong-count", what)
        if self.circular(formula.id, frozenset()):
            what = f'"{formula.id}" rests on itself.'
            yield Problem(formula.place("of"), "circular", what)
        elif all(name in known for name in formula.of):
            yield from self.sense(formula)

    def circular(self, name: str, above: frozenset[str]) -> bool:
        """Tell whether a formula rests on itself."""
        if name in above:
            return True
        formula = self.declared.get(name)
        return formula is not None and any(self.circular(n, above | {name}) for n in formula.of)

    def grounds(self, name: str) -> list[Observation]:
        """Return the observations that a figure rests on."""
        if name in self.rows:
            return [self.rows[name]]
        return [row for part in self.declared[name].of for row in self.grounds(part)]

    def sense(self, formula: Derivation) -> Iterator[Problem]:
        """Yield the Problems of what a formula puts together."""
        rows = self.grounds(formula.id)
        for row in rows if formula.op == "months" else ():
            if row.period.month is None:
                what = f"{row.indicator} has no month at {row.period}."
                yield Problem(formula.place("of"), "no-month", what)
        if formula.op not in ("count", "months") and formula.id in self.files.derived:
            yield from self.arithmetic(formula, rows)

    def arithmetic(self, formula: Derivation, rows: list[Observation]) -> Iterator[Problem]:
        """Yield the Problems of computing with these observations."""
        for row in rows:
            if any(query.level == "doubt" for query in queries_on(row, self.library)):
                what = f"{row.indicator} is doubted; only a test of its query may compute with it."
                yield Problem(formula.place("of"), "doubted-figure", what)
        first = rows[0].indicator
        for other in sorted({row.indicator for row in rows} - {first}):
            if not self.comparable(first, other):
                what = f"{first} and {other} are not known to be defined alike."
                fix = "Declare comparable_with and why, or leave this figure out."
                yield Problem(formula.place("of"), "not-comparable", what, fix)

    def comparable(self, one: str, other: str) -> bool:
        """Tell whether either indicator declares the other as defined alike."""
        pairs = [(one, other), (other, one)]
        indicators = self.library.indicators
        return any(
            b in {c.indicator for c in indicators[a].comparable_with}
            for a, b in pairs if a in indicators
        )  # fmt: skip


def derivation_problems(files: EditionFiles, library: Library) -> Iterator[Problem]:
    """Yield the Problems of all formulas of an edition and of the tests of all queries."""
    declared = {**files.derived, **tests_of(library)}
    checker = _Checker(files, library, library.ids_in(files.edition.period), declared)
    for formula in declared.values():
        yield from checker.problems(formula)
