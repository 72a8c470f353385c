"""Account of a difference: each figure and chart that is otherwise, as a Problem at its record."""

from __future__ import annotations

from pathlib import Path

from generator.diff.charts import ChartChange
from generator.diff.difference import Difference
from generator.diff.holding import Figure
from generator.diff.parts import chart_item, view_of
from generator.diff.plain import plain_text
from generator.diff.tell import Teller
from generator.diff.values import ValueChange
from generator.problem import Place, Problem
from generator.read.read import read
from generator.records.library import EditionFiles, Library
from generator.said import Said
from generator.tell.account import Account

CODES = (
    ("changed-figure", ("edition", "figure")), ("revised-figure", ("revision",)),
    ("added-figure", ("added",)), ("dropped-figure", ("dropped",)),
)  # fmt: skip
"""Code of each kind of change."""


def account_of(found: Difference, tell: Teller, project: Path) -> Account:
    """Return a difference for hosts that show findings beside the data of a project."""
    places = _Places(read(project)[0], found.now.edition)
    problems = [
        *(_figure(change, tell, places) for change in found.values),
        *(_chart(change, tell, places) for change in found.charts),
    ]
    text = plain_text(view_of(found, tell)).rstrip("\n")
    return Account("diff", project, tuple(sorted(problems)), text)


def _figure(change: ValueChange, tell: Teller, places: _Places) -> Problem:
    """Return what is otherwise in a figure."""
    view = tell.figure(change)
    words = " → ".join(filter(None, (view.before, view.now)))
    what = Said("{name}: {words}, {verdict}.", name=view.name, words=words, verdict=view.verdict)
    code = next(code for code, kinds in CODES if change.kind in kinds)
    return Problem(places.figure(change.figure), code, what, level="warning")


def _chart(change: ChartChange, tell: Teller, places: _Places) -> Problem:
    """Return what is otherwise in a chart."""
    item = chart_item(change, tell)
    seen = (f"{picture.label} {picture.share}" for picture in item.pictures if picture.share)
    remarks = [*item.remarks, *seen]
    what = Said("chart “{name}”: {words}.", name=item.name, words="; ".join(remarks))
    return Problem(places.chart(change.id), "changed-chart", what, level="warning")


class _Places:
    """Where the data of a project say what an edition shows; its own file where they do not."""

    def __init__(self, library: Library, edition: str) -> None:
        """Look in the library."""
        self.rows = {row.key: row for row in library.observations}
        self.files: EditionFiles | None = {**library.planned, **library.editions}.get(edition)

    def figure(self, figure: Figure) -> Place:
        """Return the row of a figure, or its formula."""
        if figure.key in self.rows:
            return self.rows[figure.key].place("value")
        derived = self.files.derived.get(figure.id) if self.files else None
        return derived.place("id") if derived else self._edition()

    def chart(self, name: str) -> Place:
        """Return the declaration of a chart."""
        chart = self.files.charts.get(name) if self.files else None
        return chart.place("id") if chart else self._edition()

    def _edition(self) -> Place:
        """Return the file of the edition, or the folder of all where the project has it not."""
        return self.files.edition.place("id") if self.files else Place("data")
