"""Series: the values of one indicator and region in order of time, and where it breaks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator.records.period import Period
from generator.records.records import Observation


def in_time(rows: Iterable[Observation]) -> list[list[Observation]]:
    """Return the rows of each indicator and region, in order of time."""
    found: dict[tuple[str, str], list[Observation]] = {}
    for row in rows:
        found.setdefault((row.indicator, row.region), []).append(row)
    return [sorted(series, key=_moment) for series in found.values()]


def broken(one: Observation, other: Observation, rows: Iterable[Observation]) -> bool:
    """Tell whether the definition changed after the earlier of two values, up to the later."""
    first, last = sorted((one, other), key=_moment)
    key = (one.indicator, one.region)
    return key == (other.indicator, other.region) and any(
        row.breaks and _moment(first) < _moment(row) <= _moment(last)
        for row in rows
        if (row.indicator, row.region) == key
    )


def grain(period: Period) -> str:
    """Return how long a period is: year, month or day."""
    return "day" if period.day else "month" if period.month else "year"


def _moment(row: Observation) -> tuple[date, date]:
    """Return what orders rows by time: the end of a period, then its beginning."""
    return row.period.last, row.period.first
