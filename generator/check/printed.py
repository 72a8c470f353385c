"""Check of what an edition prints: figures that say nothing, have no date, or share no axis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.check.uses import uses
from generator.derive.derive import derive
from generator.derive.finding import Finding
from generator.problem import Problem
from generator.records.edition import Chart
from generator.records.library import EditionFiles, Library
from generator.said import Said


def check_printed(files: EditionFiles, library: Library) -> Iterator[Problem]:
    """Yield the Problems of an edition in which all names are known."""
    findings = derive(files, library)
    for use in uses(files, library):
        finding = findings[use.name] if use.kind == "figure" else None
        if finding is not None and finding.withheld:
            what = Said(
                '"{name}" cannot be printed: {withheld}.', name=use.name, withheld=finding.withheld
            )
            yield Problem(use.place, "withheld-figure", what, Said("Leave it out."))
        if finding is not None and use.variant == "date" and finding.period is None:
            what = Said('"{name}" has no date of its own.', name=use.name)
            yield Problem(use.place, "no-date", what)
    for query in library.queries.values():
        for test in query.tests:
            if findings[test.id].withheld:
                what = Said(
                    '"{id}" cannot be printed: {withheld}.',
                    id=test.id,
                    withheld=findings[test.id].withheld,
                )
                yield Problem(test.place("id"), "withheld-figure", what, Said("Leave it out."))
    for chart in files.charts.values():
        yield from _chart(chart, findings)


def _chart(chart: Chart, findings: Mapping[str, Finding]) -> Iterator[Problem]:
    """Yield the Problems of figures that a chart cannot draw."""
    shown = [findings[name] for name in chart.figures]
    for i, finding in enumerate(shown):
        if chart.kind == "timeline" and finding.period is None:
            what = Said('"{id}" has no date and cannot stand on a timeline.', id=finding.id)
            yield Problem(chart.place("figures", i), "no-date", what)
        if finding.value < 0:
            what = Said('"{id}" is below zero and cannot be drawn.', id=finding.id)
            yield Problem(chart.place("figures", i), "unlike-figures", what)
        if _measure(finding) != _measure(shown[0]):
            what = Said(
                '"{id}" and "{id2}" cannot share one axis: their units differ.',
                id=finding.id,
                id2=shown[0].id,
            )
            yield Problem(chart.place("figures", i), "unlike-figures", what)


def _measure(finding: Finding) -> object:
    """Return what two figures on one axis have in common."""
    return finding.unit.dimension, finding.unit.factor
