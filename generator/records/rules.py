"""Rules: what is plausible, said in data (data/rules.yaml); one frozen record for each kind."""

from __future__ import annotations

from typing import Any, Literal, Self, cast

from pydantic import Field, model_validator

from generator.records.fields import Country, Id, Number
from generator.records.records import Label, Record
from generator.records.refused import refused
from generator.said import Said

KIND = Literal["range", "year_on_year", "implied", "unit_trap", "conflict", "same_value", "parts"]


class Rule(Record):
    """A test of plausibility: what it finds is a Problem until a query answers it."""

    id: Id
    kind: str
    why: Label = Field(description="Why what it finds is implausible, as a reader is told")

    @classmethod
    def model_of(cls, item: Any) -> type[Self]:
        """Return the record of the kind that a rule says it is."""
        kind = item.get("kind") if isinstance(item, dict) else None
        return cast("type[Self]", KINDS.get(str(kind), NoRule))


class NoRule(Rule, extra="ignore"):
    """A rule of no known kind: only its kind is refused."""

    kind: KIND


class Ends(Record):
    """What two ends have in common: there is one at least, and the lower is below the upper."""

    min: Number | None = Field(None, description="The least that is plausible")
    max: Number | None = Field(None, description="The most that is plausible")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        known = [end for end in (self.min, self.max) if end is not None]
        if not known or known != sorted(known):
            raise refused("bad-range", Said("give min, max or both, the lower one first."))
        return self


class RangeRule(Rule, Ends):
    """No value of some units or indicators lies outside these ends."""

    kind: Literal["range"]
    units: tuple[Id, ...] = Field((), description="In these units")
    indicators: tuple[Id, ...] = Field((), description="Of these indicators, in their own units")

    @model_validator(mode="after")
    def _of_something(self) -> Self:
        if not (self.units or self.indicators):
            raise refused("bad-rule", Said("a range is one of units or of indicators."))
        return self


class YearOnYearRule(Rule):
    """From one period of an indicator to the next, a value does not change more than so many times.

    Only periods with the same basis are held against each other, and none of unknown basis.
    """

    kind: Literal["year_on_year"]
    max_ratio: Number = Field(gt=1, description="So many times as much, or as little, is too much")
    indicators: tuple[Id, ...] = Field((), description="Only these; none: all")


class ImpliedRule(Rule, Ends):
    """What one quantity gives for each unit of another that stands in the same paragraph."""

    kind: Literal["implied"]
    of: Id = Field(description="Dimension of the first quantity: money")
    per: Id = Field(description="Dimension of the second: area")
    unit: Id = Field(description="Unit of the ends; its dimension is the two: money-area")


class UnitTrapRule(Rule):
    """Units that a source of some country hardly uses itself: a translation slip is likely."""

    kind: Literal["unit_trap"]
    units: tuple[Id, ...] = Field(min_length=1)
    countries: tuple[Country, ...] = Field(min_length=1, description="ISO codes of the sources'")
    min_digits: int = Field(1, ge=1, description="Only numbers of so many digits before the point")


class ConflictRule(Rule):
    """A second source whose bounds exclude those of the first."""

    kind: Literal["conflict"]
    indicators: tuple[Id, ...] = Field((), description="Only these; none: all")


class SameValueRule(Rule):
    """Values of one indicator in different periods that are suspiciously close."""

    kind: Literal["same_value"]
    share: Number = Field(ge=0, lt=1, description="They differ by this share at most: 0.005")
    min_value: Number = Field(description="Smaller values may well be alike")
    measure: Literal["stock", "flow"] | None = Field(None, description="Only of this kind")
    indicators: tuple[Id, ...] = Field((), description="Only these; none: all")


class PartsRule(Rule):
    """A total against the sum of its parts, in the same period.

    Total and parts are indicators, of their home region or of another: `libraries@XX-YY`.
    """

    kind: Literal["parts"]
    total: str
    parts: tuple[str, ...] = Field(min_length=1)
    complete: bool = Field(True, description="The parts are the whole; false: not more than it")


KINDS: dict[str, type[Rule]] = {
    "range": RangeRule, "year_on_year": YearOnYearRule, "implied": ImpliedRule,
    "unit_trap": UnitTrapRule, "conflict": ConflictRule, "same_value": SameValueRule,
    "parts": PartsRule,
}  # fmt: skip
