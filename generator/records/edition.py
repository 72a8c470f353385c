"""What stands in data/editions/<id>/: the edition, its chapters, charts, cases and findings."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.records.fields import Id, Moment, Url, Version, WebAddress
from generator.records.period import When
from generator.records.records import Label, Record


class Chapter(Record):
    """Figures, charts and cases of one theme, in the order in which they are shown."""

    id: Id
    name: Label = Field(description="Short name, as in the contents")
    cards: tuple[str, ...] = Field((), description="Figures that are shown as cards")
    rows: tuple[str, ...] = Field((), description="Figures that are shown in a table below them")
    charts: tuple[Id, ...] = ()
    cases: tuple[Id, ...] = ()
    refused: tuple[Id, ...] = Field((), description="Comparisons that are refused here, by id")
    queries: tuple[Id, ...] = Field((), description="Queries whose evidence is shown here")
    joins_previous: bool = Field(False, description="On paper, share the previous chapter's page")


class Refusal(Record):
    """Two figures that look comparable and are not."""

    id: Id
    left: str
    right: str
    left_name: Label
    right_name: Label
    why: Label


class Chart(Record):
    """What a chart shows; how it is drawn follows from its kind."""

    id: Id
    kind: Literal["timeline", "squares", "bars"]
    figures: tuple[str, ...] = Field(min_length=1, description="Findings, in the order drawn")
    steps: tuple[str, ...] = Field((), description="timeline: findings that explain the increases")
    labels: tuple[Label, ...] = Field((), description="A label for each figure; else its name")
    unit_square: int | None = Field(None, description="squares: how much one square stands for")
    rank: Literal[1, 2] = Field(2, description="1: the one chart that matters")
    title: Label
    subtitle: Label
    caveat: Label | None = Field(None, description="Shown inside the drawing, in a quiet place")
    reading: Label | None = Field(None, description="Shown in the margin")


class Case(Record):
    """One case that a source tells, in the project's own words (text/case-<id>.<lang>.md)."""

    id: Id
    name: Label
    host: Label
    region: Id
    source: Id
    figures: tuple[str, ...] = ()
    charts: tuple[Id, ...] = ()
    queries: tuple[Id, ...] = ()


class Imprint(Record):
    """Who answers for the report, on what terms, and whom it does not speak for."""

    publisher: Label
    contact: Label = Field(description="Where a reader sends a correction")
    licence: Label
    licence_url: WebAddress
    non_affiliation: Label
    translation: Label = Field(description="Which language governs, and what was translated")


class RegionList(Record):
    """What is said over the list of regions, and the figure that it unfolds."""

    title: Label
    note: Label
    figure: str


class Change(Record):
    """A version that replaces another, and why."""

    version: Version
    replaces: Version
    date: When
    reason: Label


class Edition(Record):
    """One issue of the report."""

    id: Id
    slug: Id = Field(description="Start of the PDF's file name")
    country: Id
    period: When = Field(description="Reference period")
    as_of: When = Field(description="The data are as known on this date")
    version: Version
    embargo: Moment = Field(None, description="No final build before this time: YYYY-MM-DDThh:mmZ")
    changes: tuple[Change, ...] = Field((), description="Versions that replaced others, by time")
    languages: tuple[str, ...] = Field(min_length=1)
    facing: tuple[str, ...] | None = Field(
        None, max_length=2,
        description="The two languages of the bilingual edition (else the first two; []: none)",
    )  # fmt: skip
    series: Label = Field(description="What kind of report this is")
    title: Label
    subtitle: Label
    citation: Label = Field(description="How to cite it")
    url: Url = Field(None, description="Where its output folder will stand on the web, if it will")
    reports: Id | None = Field(
        None,
        description="The source whose figures are all on the title page (else the key figure's)",
    )
    show_queried_on_title_page: bool = True
    title_page: Literal["ground", "paper"] = Field(
        "ground", description="Its ground: the theme's colour, or paper, for office printers"
    )
    title_page_line: Label = Field(description="The bold sentence at the foot of the title page")
    key_figure: str
    key_figures: tuple[str, ...] = Field(min_length=1, max_length=9)
    key_chart: Id | None = None
    region_list: RegionList | None = Field(None, description="Show the regions on the spread")
    chapters: tuple[Chapter, ...] = Field(min_length=1)
    refusals: tuple[Refusal, ...] = ()
    imprint: Imprint
