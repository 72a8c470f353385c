"""Changes: what an edition may say otherwise only if somebody signs it, and the signed notes."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from generator.derive.bounds import Qualifier
from generator.records.corrections import BY
from generator.records.fields import Number
from generator.records.period import When
from generator.records.records import Record

Change = Literal["value", "definition", "dropped", "revision"]


class Thresholds(Record):
    """From where on a change needs a signed note."""

    stock: Number | None = Field(
        None, gt=1, description="From one edition to the next, a stock so many times as much or as "
        "little; without it: any change passes"
    )  # fmt: skip
    flow: Number | None = Field(None, gt=1, description="The same for a flow")
    definition: bool = Field(True, description="A break between the figures of two editions")
    dropped: bool = Field(True, description="An indicator that the edition before shows")
    revision: bool = Field(
        True, description="A figure that the edition was published with otherwise (published.csv)"
    )


class SignedNote(Record):
    """Who accepts one change of one figure, when, and why."""

    edition: str = Field(description="The edition in which the figure is otherwise")
    change: Change = Field(description="Which threshold is meant")
    on: str = Field(description="The figure by the edition's own id; of what is dropped, the "
                    "indicator")  # fmt: skip
    expect: str = Field("", description="What is accepted, as `check` says it; once it is another "
                        "value, this note is stale")  # fmt: skip
    reason: str = Field(min_length=1, description="Why it is right, for editors of later years")
    by: BY = Field(description="Who accepts it: a role, no name")
    date: When


class Changes(Record):
    """The file data/changes.yaml."""

    thresholds: Thresholds
    notes: tuple[SignedNote, ...] = ()


class PublishedFigure(Record):
    """What an edition said of one observation when it was published: a row of published.csv."""

    id: str
    indicator: str
    region: str
    period: str
    value: Decimal
    qualifier: Qualifier
    unit: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what it is a value of: indicator, region and period."""
        return self.indicator, self.region, self.period
