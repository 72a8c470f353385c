"""Check of a value: what its unit and its qualifier allow."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.bounds import Qualifier
from generator.problem import Place, Problem
from generator.records.records import Observation
from generator.records.unit import Unit
from generator.said import Said


def value_problems(row: Observation, unit: Unit | None, place: Place) -> Iterator[Problem]:
    """Yield the Problems of a row's value, which was written at this place."""
    if unit is not None and unit.dimension != "ratio" and row.value.is_signed():
        yield Problem(
            place, "negative-value", Said("this cannot be below zero: {value}.", value=row.value)
        )
    elif row.qualifier is Qualifier.nearly and row.value <= 0:
        what = Said("nothing lies between zero and “nearly {value}”.", value=row.value)
        yield Problem(place, "empty-bounds", what)
    if unit is not None and unit.dimension == "count" and row.value % 1:
        what = Said("a count is a whole number, not {value}.", value=row.value)
        yield Problem(place, "broken-count", what)
