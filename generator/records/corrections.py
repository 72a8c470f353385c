"""Corrections: our dated changes to published figures (data/corrections.yaml), and their use."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field, ValidationInfo, field_validator

from generator.derive.bounds import PUBLISHED, Qualifier
from generator.records.fields import Id, plain_number
from generator.records.period import When
from generator.records.records import Label, Observation, Record
from generator.records.refused import refused
from generator.said import Said

BY = Literal["editor", "publisher", "source"]


class Correction(Record):
    """One change to one field of one observation; the row itself stays as published."""

    id: Id
    on: str = Field(description="The figure, as in a query: indicator@period")
    field: Literal["value", "qualifier"]
    expect: str = Field(description="What the row says; once it says otherwise, this is stale")
    value: str = Field(description="What it says after the correction")
    reason: Label
    date: When
    by: BY = Field(description="Who corrects: the editor, the publisher, or the source itself")

    @field_validator("expect", "value", mode="before")
    @classmethod
    def _fits_field(cls, text: Any, known: ValidationInfo) -> Any:
        field = known.data.get("field")
        if field == "value":
            return plain_number(text)
        if field == "qualifier" and text not in PUBLISHED:
            what = Said(
                "“{text}” is not what a source says. Choose: {choices}.",
                text=text, choices=", ".join(PUBLISHED),
            )  # fmt: skip
            raise refused("bad-qualifier", what)
        return text

    def stale(self, row: Observation) -> bool:
        """Tell whether the row no longer says what this corrects."""
        if self.field == "value":
            return Decimal(self.expect) != row.value
        return self.expect != row.qualifier


def corrected(row: Observation, corrections: Iterable[Correction]) -> Observation:
    """Return the row with its corrections; it keeps its place."""
    changes: dict[str, Any] = {}
    for correction in corrections:
        value = correction.value
        changes[correction.field] = (
            Decimal(value) if correction.field == "value" else Qualifier(value)
        )
    if changes.get("qualifier", row.qualifier) not in (Qualifier.stated, Qualifier.about):
        changes["precision"] = None
    return row.model_copy(update=changes) if changes else row
