"""Period: a year, a month or a day, as known and no finer."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from generator.records.refused import refused
from generator.said import Said


@dataclass(frozen=True)
class Period:
    """A year, a month of it or a day of that."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """Return the ISO 8601 form: 2023, 2020-11 or 2021-11-25."""
        parts = (self.month, self.day)
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in parts if part)])

    @property
    def first(self) -> date:
        """Return its first day."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """Return its last day."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def holds(self, other: Period) -> bool:
        """Tell whether the other period lies inside this one."""
        return self.first <= other.first and other.last <= self.last


def parse_period(text: Any) -> Any:
    """Return the Period written as 2023, 2020-11 or 2021-11-25."""
    if isinstance(text, Period) or text is None:
        return text
    match = re.fullmatch(r"([12][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", str(text))
    try:
        if not match:
            raise ValueError
        period = Period(*(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]
        _ = period.first, period.last
    except ValueError:
        raise refused(
            "bad-period",
            Said("“{text}” is not a date: write 2023, 2020-11 or 2021-11-25.", text=str(text)[:40]),
        ) from None
    return period


def months_between(first: Period, second: Period) -> int:
    """Return the calendar months from the first period to the second (both at least months)."""
    if first.month is None or second.month is None:
        raise ValueError("months are counted between periods that name a month")
    return (second.year - first.year) * 12 + second.month - first.month


When = Annotated[
    Period, BeforeValidator(parse_period), PlainSerializer(str),
    WithJsonSchema({"type": ["string", "integer"],
                    "pattern": "^[12][0-9]{3}(-[0-9]{2}(-[0-9]{2})?)?$"}),
]  # fmt: skip
