"""What stands in data/ beside the editions: one frozen record for each thing that is described."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    WithJsonSchema,
    model_validator,
)

from generator.derive.bounds import PUBLISHED, Qualifier
from generator.problem import Place
from generator.read.located import Loc, Located
from generator.read.spot import spot
from generator.records.fields import Country, Id, Number, Url, written_label
from generator.records.period import When
from generator.records.refused import refused
from generator.said import Said


class Record(BaseModel):
    """A frozen record that knows where it was written."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)
    _located: Located | None = PrivateAttr(None)
    _loc: Loc = PrivateAttr(())

    def place(self, *loc: str | int, key: bool = False) -> Place:
        """Return the place of a field of this record (or of the record itself)."""
        if self._located is None:
            return Place("(made in code)")
        return self._located.place((*self._loc, *loc), key=key)

    def whole_loc(self, *loc: str | int) -> Loc:
        """Return where a field stands in the file of this record."""
        return (*self._loc, *loc)

    def spot(self, loc: Loc, words: str, offset: int) -> Place:
        """Return the place of a character of the words that a field holds."""
        text = self._located.text if self._located else ""
        return spot(text, self.place(*loc), words, offset)

    @classmethod
    def model_of(cls, item: Any) -> type[Self]:
        """Return the record that reads this item; a record of several kinds looks at its kind."""
        return cls

    def placed(self, located: Located, loc: Loc) -> Self:
        """Remember where the record, and each record inside it, was written; returns the record."""
        self._located, self._loc = located, loc
        for name in type(self).model_fields:
            value = getattr(self, name)
            for i, item in enumerate(value if isinstance(value, tuple) else ()):
                if isinstance(item, Record):
                    item.placed(located, (*loc, name, i))
            if isinstance(value, Record):
                value.placed(located, (*loc, name))
        return self


class Label(Record):
    """The same words in each language: `{en: …, zh-CN: …, editors: [zh-CN]}`."""

    texts: Mapping[str, str] = Field(description="Words by language tag")
    editors: frozenset[str] = Field(
        default=frozenset(), description="Languages in which the words are the editors' translation"
    )

    @model_validator(mode="before")
    @classmethod
    def _from_map(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            raise refused("not-a-label", Said("write one text per language: {{en: …}}."))
        if "texts" in value:
            return value
        texts = {tag: text for tag, text in value.items() if tag != "editors"}
        return {"texts": texts, "editors": value.get("editors") or []}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> dict[str, Any]:
        """Return what a JSON Schema says of such words."""
        return written_label({"type": ["string", "number"]})

    def __getitem__(self, language: str) -> str:
        """Return the words in this language."""
        return self.texts[language]


class Region(Record):
    """A place that figures are about."""

    id: Id = Field(description="ISO 3166-1 or 3166-2 code, or UN M49 for larger areas")
    name: Label
    codes: Mapping[str, str] = Field(default_factory=dict, description="Codes in other standards")
    group: Id | None = Field(None, description="The group that it is listed under")


class RegionGroup(Record):
    """A heading of the list of regions."""

    id: Id
    name: Label


class Comparable(Record):
    """Another indicator with the same definition, and why it is known to be the same."""

    indicator: Id
    why: Label


class Indicator(Record):
    """What is measured."""

    id: Id
    name: Label = Field(description="As under a figure: “IP service requests fulfilled”")
    unit: Id
    kind: Literal["stock", "flow"] = Field(description="stock: at a date; flow: over a period")
    region: Id = Field(description="The region of its figures where a row names none")
    definition: Label | None = Field(description="Empty: the source publishes no definition")
    definition_source: Id | None = None
    caution: Label | None = Field(None, description="What a reader must not take it for")
    scope: Label | None = Field(None, description="What it covers and what it leaves out")
    comparable_with: tuple[Comparable, ...] = ()
    shared_by: tuple[Id, ...] = Field(
        (), description="Indicators of the activities that share this one figure: never split"
    )


class Source(Record):
    """A published text that we cite."""

    id: Id
    name: Label = Field(description="Who published it and where, as we cite it")
    title: str | None = Field(None, description="Its own title, in its own language")
    language: str = Field(description="Its language: en, zh-CN, ja …")
    country: Country | None = Field(None, description="Of its publisher, where it has one: CN")
    date: When | None = Field(None, description="Published on; empty where unknown")
    url: Url = None
    accessed: When | None = None
    licence: str | None = None
    second_hand_of: Label | None = Field(None, description="What it reports from, if not itself")
    mirror: str | None = Field(None, description="Where it was read, if not at its own address")
    copy_kept: Literal["held", "excerpt", "none"] = Field(alias="copy")
    sha256: str | None = None
    paragraphs_start: int = Field(1, ge=1, description="Line of the copy that is paragraph 1")

    @model_validator(mode="after")
    def _held_has_checksum(self) -> Self:
        if (self.copy_kept == "held") != (self.sha256 is not None):
            raise refused("copy-checksum", Said("sha256 goes with “copy: held”, and only so."))
        return self


def _published(qualifier: Qualifier) -> Qualifier:
    """Return the qualifier, refused where only a derived figure may have it."""
    if qualifier not in PUBLISHED:
        raise refused("bad-qualifier", Said("only derived figures may say this."))
    return qualifier


Published = Annotated[
    Qualifier, AfterValidator(_published), WithJsonSchema({"enum": list(map(str, PUBLISHED))})
]


class Observation(Record):
    """One published value of one indicator, region and period."""

    indicator: Id
    region: Id = Field("", description="Empty: the home region of the indicator")
    period: When
    period_basis: Literal["stated", "inferred", "unknown"]
    value: Number
    qualifier: Published
    precision: Number | None = Field(None, description="Step to which a stated value was rounded")
    source: Id
    paragraph: int | None = Field(None, ge=1, description="Paragraph of the source, from 1")
    as_published: str = Field("", description="The few words of the source that hold the value")
    note: Label | None = None
    breaks: Literal["yes"] | None = Field(
        None, alias="break", description="yes: from this row on the definition is another one"
    )
    second_source: Literal["yes"] | None = Field(
        None, description="yes: held against the row of the first source, and not a figure itself"
    )

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what it is a value of: indicator, region and period."""
        return self.indicator, self.region, str(self.period)


class Derivation(Record):
    """How one figure is computed from others."""

    id: Id
    name: Label
    op: Literal["difference", "sum", "ratio", "share", "growth", "months", "count", "convert"]
    of: tuple[str, ...] = Field(
        min_length=1, description="Ids of findings, in the order of the formula"
    )
    unit: Id
    read_as: Mapping[str, Id] = Field(
        default_factory=dict, description="Test only: read a figure's digits in another unit"
    )
    digits: int | None = Field(None, ge=1, le=9, description="Significant digits in print")
    count_qualifier: Qualifier | None = Field(None, description="count: only those stated so")


class Evidence(Record):
    """One line of what makes us doubt a figure."""

    text: Label
    source: Id | None = None


class Query(Record):
    """A doubt about published figures, or a note on them."""

    id: Id
    level: Literal["doubt", "note"]
    on: tuple[str, ...] = Field(min_length=1, description="The figures: indicator@period")
    title: Label
    note: Label
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    tests: tuple[Derivation, ...] = ()
    answers: tuple[Id, ...] = Field((), description="Ids of the rules that found these figures")


class Term(Record):
    """An official term: one wording per language."""

    id: Id
    term: Label
    short: Label | None = None
    source: Id | None = None
    also: Mapping[str, tuple[str, ...]] = Field(
        default_factory=dict, description="Other forms that it may have in a text, by language"
    )
    never: Mapping[str, tuple[str, ...]] = Field(
        default_factory=dict, description="Wordings that it must not have, by language"
    )
