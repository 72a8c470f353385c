"""Blank: a row of observations that waits to be filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from generator.problem import Place, Problem, column_letters
from generator.records.fields import Id
from generator.records.period import When
from generator.records.records import Record
from generator.said import Said

if TYPE_CHECKING:
    from generator.records.library import EditionFiles

ASIDES = ("last:", "name:", "unit:")
"""How columns begin that stand there for people; nothing reads what they hold."""
GIVEN = ("indicator", "region", "period")
"""Columns that a form gives; a row in which nothing else was entered is blank."""


class Blank(Record):
    """A row of a form in which nothing was entered yet."""

    indicator: Id
    region: Id = Field("", description="Empty: the home region of the indicator")
    period: When


def is_blank(cells: Mapping[str, str]) -> bool:
    """Tell whether a row belongs to a form (it has last year's values) and nothing is entered."""
    entered = [cell for name, cell in cells.items() if not name.startswith(ASIDES)]
    given = [cells.get(name, "") for name in GIVEN]
    return (
        any(name.startswith(ASIDES[0]) for name in cells) and any(given)
        and sum(map(bool, entered)) == sum(map(bool, given))
    )  # fmt: skip


def planned(
    editions: Mapping[str, EditionFiles], blanks: Iterable[Blank]
) -> dict[str, EditionFiles]:
    """Return the editions that wait: a blank lies in their period."""
    periods = [blank.period for blank in blanks]
    return {
        name: files for name, files in editions.items()
        if any(files.edition.period.holds(period) for period in periods)
    }  # fmt: skip


def blank_problems(
    blanks: Iterable[Blank], level: Literal["error", "warning"] = "warning"
) -> Iterator[Problem]:
    """Yield a Problem for each sheet with blanks: the cells of the values that wait."""
    for path, rows in groupby(blanks, key=lambda blank: blank.place().path):
        places = [blank.place("value") for blank in rows]
        where = ", ".join(map(_cell, places))
        what = Said("not filled in yet: {where}.", where=where)
        fix = Said("Fill these rows in; delete a row where nothing was published.")
        yield Problem(Place(path, places[0].line, places[0].column, places[0].cell),
                      "not-filled-in", what, fix, level)  # fmt: skip


def _cell(place: Place) -> str:
    """Return a place by its cell, or by its line where the file has no cells."""
    return f"{column_letters(place.column)}{place.line}" if place.cell else f"line {place.line}"
