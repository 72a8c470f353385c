"""Check of corrections: each finds its row as it expects it, and leaves a row that can stand."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.uses import lost_indicators, unknown
from generator.check.value import value_problems
from generator.derive.derive import corrections_on, names_in_queries
from generator.problem import Problem
from generator.records.corrections import Correction, corrected
from generator.records.library import Library
from generator.records.records import Observation
from generator.said import Said


def correction_problems(library: Library) -> Iterator[Problem]:
    """Yield the Problems of all corrections."""
    rows = {name: row for row in library.observations for name in names_in_queries(row, library)}
    lost = lost_indicators(library)
    for correction in library.corrections.values():
        row = rows.get(correction.on)
        if row is not None:
            yield from _correction(correction, row, library)
        elif correction.on.partition("@")[0] not in lost:
            yield unknown(correction.place("on"), "observation", correction.on, rows)


def _correction(correction: Correction, row: Observation, library: Library) -> Iterator[Problem]:
    """Yield the Problems of one correction of a row."""
    same = [c for c in corrections_on(row, library) if c.field == correction.field]
    if same[0] is not correction:
        what = Said(
            'the {field} of {on} is corrected by "{id}" already.',
            field=correction.field,
            on=correction.on,
            id=same[0].id,
        )
        yield Problem(
            correction.place("field"), "duplicate-correction", what, Said("Keep one of them.")
        )
    if correction.stale(row):
        now = getattr(row, correction.field)
        what = Said(
            "the {field} is {now} at {place}, not {expect}: this correction no longer fits.",
            field=correction.field,
            now=now,
            place=row.place(correction.field),
            expect=correction.expect,
        )
        fix = Said("Look at the row again, then mend or remove the correction.")
        yield Problem(correction.place("expect"), "stale-correction", what, fix)
    elif correction.expect == correction.value:
        what = Said("this corrects {expect} to itself.", expect=correction.expect)
        yield Problem(correction.place("value"), "idle-correction", what)
    indicator = library.indicators.get(row.indicator)
    unit = library.units.get(indicator.unit) if indicator else None
    after = corrected(row, corrections_on(row, library))
    yield from value_problems(after, unit, correction.place("value"))
