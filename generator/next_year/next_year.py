"""Next year: what the command writes, that it overwrites nothing, and what it tells to do."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.build import Source, source_of
from generator.next_year.form import form
from generator.next_year.skeleton import skeleton
from generator.problem import UsageError
from generator.records.library import EditionFiles, Library
from generator.records.period import Period
from generator.records.records import Observation
from generator.said import Said
from generator.translate.edit import write_all

SAID = """\
Written: {form}
         {folder}/ (texts and chapters to begin with)
Now: 1. fill in the yellow cells of {form}; its first sheet says how;
     2. enter new sources in data/sources.yaml;
     3. tisc-snapshot check lists what is wrong, and which cells still wait;
     4. write the texts in {folder}/text/, then: tisc-snapshot build {year}
Until no cell waits, edition {year} is neither checked nor built; all others are as before."""


@dataclass(frozen=True)
class Next:
    """The year that begins, the edition before it, and the rows that both have."""

    year: int
    source: Source
    rows: tuple[Observation, ...]

    @property
    def before(self) -> EditionFiles:
        """Return the edition that this one follows."""
        return self.source.files

    @property
    def period(self) -> Period:
        """Return the reference period."""
        return self.later(self.before.edition.period)

    @property
    def id(self) -> str:
        """Return the id of the new edition."""
        return str(self.year)

    def later(self, period: Period) -> Period:
        """Return the same part of the new year."""
        year = period.year + self.year - self.before.edition.period.year
        day = period.day and min(period.day, monthrange(year, period.month or 1)[1])
        return Period(year, period.month, day)

    @property
    def library(self) -> Library:
        """Return the library as it will be once the rows are filled in."""
        filled = [row.model_copy(update={"period": self.later(row.period)}) for row in self.rows]
        library = self.source.library
        return replace(library, observations=(*library.observations, *filled))


def begin(project: Path, wanted: str, today: date) -> Said:
    """Write the skeleton of a year's edition; returns what to do next."""
    if not re.fullmatch("[12][0-9]{3}", wanted):
        raise UsageError(Said('"{wanted}" is no year: write four digits.', wanted=wanted))
    book = f"data/observations/{wanted}.xlsx"
    folder = f"data/editions/{wanted}"
    for name in (book, folder):
        if (project / name).exists():
            raise UsageError(Said("{name} is there already; nothing was written.", name=name))
    begun = _next(source_of(project, None), int(wanted))
    if not begun.rows:
        raise UsageError(
            Said("all figures of the last edition have values for {wanted} already.", wanted=wanted)
        )
    content, texts = form(begun), skeleton(begun, project, folder, today)
    write_all(project, texts)
    (project / book).write_bytes(content)
    return Said(SAID, form=book, folder=folder, year=wanted)


def _next(source: Source, year: int) -> Next:
    """Return what begins: after the newest edition before that year.

    Cases tell of one year, and so do their figures.
    """
    editions: Mapping[str, EditionFiles] = source.library.editions
    earlier = [files for files in editions.values() if files.edition.period.last.year < year]
    if not earlier:
        raise UsageError(
            Said("no edition reports a year before {year}: nothing to follow.", year=year)
        )
    source = replace(source, files=max(earlier, key=lambda files: files.edition.period.last))
    begun = Next(year, source, ())
    there = {(row.indicator, row.region) for row in source.library.observations
             if begun.period.holds(row.period)}  # fmt: skip
    told = {name for case in source.files.cases.values() for name in case.figures}
    rows = tuple(
        row for row in source.library.observations
        if source.files.edition.period.holds(row.period)
        and (row.indicator, row.region) not in there
        and source.library.id_of(row, source.files.edition.period) not in told
    )  # fmt: skip
    return replace(begun, rows=rows)
