"""Check of charts: unlike quantities never share an axis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.check.comparable import comparable, grounds
from generator.problem import Problem
from generator.records.edition import Chart
from generator.records.library import EditionFiles, Library
from generator.records.records import Derivation, Observation
from generator.records.unit import Unit
from generator.said import NOTHING, Said


def chart_problems(files: EditionFiles, library: Library) -> Iterator[Problem]:
    """Yield the Problems of all charts of an edition that put unlike figures on one axis."""
    tests = {test.id: test for query in library.queries.values() for test in query.tests}
    rows = library.ids_in(files.edition.period)
    axes = _Axes(library, rows, {**files.derived, **tests}, frozenset(tests))
    for chart in files.charts.values():
        if chart.kind != "squares":
            yield from axes.problems(chart)


@dataclass(frozen=True)
class _Axes:
    """What is known of the figures that charts show."""

    library: Library
    rows: Mapping[str, Observation]
    declared: Mapping[str, Derivation]
    tests: frozenset[str]

    def problems(self, chart: Chart) -> Iterator[Problem]:
        """Yield a Problem for each figure that cannot stand beside the first of its chart."""
        first = next((self.unit(name) for name in chart.figures), None)
        published = [name for name in chart.figures if name not in self.tests]
        for field in ("figures", "steps"):
            for i, name in enumerate(getattr(chart, field)):
                what, unit = NOTHING, self.unit(name)
                if not unit or not first or (field == "figures" and _unlike(unit, first)):
                    continue  # told where the figures are known in full
                if unit.id != first.id:
                    what = Said(
                        '"{name}" is in {id}, the axis in {id2}.',
                        name=name,
                        id=unit.id,
                        id2=first.id,
                    )
                elif name in published[1:] and not self.alike(name, published[0]):
                    what = Said(
                        '"{name}" and "{published}" are not known to be defined alike.',
                        name=name,
                        published=published[0],
                    )
                if what:
                    fix = Said("Unlike quantities never share an axis: draw a chart of each.")
                    yield Problem(chart.place(field, i), "unlike-axis", what, fix)

    def unit(self, name: str) -> Unit | None:
        """Return the unit of a figure, if it is known."""
        row, formula = self.rows.get(name), self.declared.get(name)
        indicator = self.library.indicators.get(row.indicator) if row else None
        unit = indicator.unit if indicator else formula.unit if formula else ""
        return self.library.units.get(unit)

    def alike(self, one: str, other: str) -> bool:
        """Tell whether figures rest on indicators of which any two are defined alike."""
        used = [
            {row.indicator for row in grounds(name, self.rows, self.declared)}
            for name in (one, other)
        ]
        return all(comparable(a, b, self.library) for a in used[0] for b in used[1])


def _unlike(one: Unit, other: Unit) -> bool:
    """Tell whether no scale fits both units."""
    return (one.dimension, one.factor) != (other.dimension, other.factor)
