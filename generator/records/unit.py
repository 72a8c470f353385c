"""Unit: what is counted or measured, and how a number of it is written in each language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pydantic import Field, model_validator

from generator.records.fields import Factor, Id, written_label
from generator.records.records import Label, Record

OTHER = "other"
"""The plural category that every language has (Unicode CLDR)."""


class Counted(Label):
    """Words beside a number in each language: one for all numbers, or one a plural category.

    `{en: "{n} acres", pl: {one: "{n} akr", few: "{n} akry", …, other: "{n} akra"}}`
    """

    plurals: Mapping[str, Mapping[str, str]] = Field(
        default_factory=dict, description="Words by plural category, where a language has several"
    )

    @model_validator(mode="before")
    @classmethod
    def _apart(cls, value: Any) -> Any:
        if not isinstance(value, dict) or "texts" in value:
            return value
        several = {tag: forms for tag, forms in value.items() if isinstance(forms, dict)}
        single = {tag: forms.get(OTHER, "") for tag, forms in several.items()}
        texts = {tag: text for tag, text in (value | single).items() if tag != "editors"}
        return {"texts": texts, "plurals": several, "editors": value.get("editors") or []}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> dict[str, Any]:
        """Return what a JSON Schema says of such words."""
        several = {"type": "object", "additionalProperties": {"type": "string"}}
        return written_label({"anyOf": [{"type": ["string", "number"]}, several]})

    def form(self, language: str, category: str) -> str:
        """Return the words of a language that go with the numbers of a plural category."""
        return self.plurals.get(language, {}).get(category) or self[language]

    def forms(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """Yield (loc, words) of all words: by language, or by language and category."""
        for tag, text in self.texts.items():
            if tag in self.plurals:
                yield from (((tag, name), words) for name, words in self.plurals[tag].items())
            else:
                yield (tag,), text


class Unit(Record):
    """How a number is counted or measured, and written in each language."""

    id: Id
    name: Label = Field(description="The unit in a table head: “IP service requests”, “次”")
    written: Counted = Field(description="The unit beside a number: “{n} acres”, “{n}次”")
    dimension: Id = Field("count", description="count, area, money, or a ratio such as money-area")
    factor: Factor = Field(
        (Decimal(1), Decimal(1)), description="Size in the base unit of its dimension: 2000/3"
    )
    scaled: bool = Field(True, description="Large numbers may be worded in million, 万 or 亿")
    both_ends: frozenset[str] = Field(
        default=frozenset(), description="Languages in which both ends of a range take it: 5%至95%"
    )
