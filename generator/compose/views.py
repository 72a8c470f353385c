"""Views: the parts of a report, worded and drawn; Markup is safe HTML, other text is escaped."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.word.wording import Phrase

NOTHING = Markup()


@dataclass(frozen=True)
class SourceMark:
    """The short reference from a figure to its source."""

    text: str
    """What is printed: S1."""
    spoken: str
    """What a screen reader says: Source S1: Daily News. It holds what is seen."""
    anchor: str


@dataclass(frozen=True)
class Card:
    """One figure with its strip, name, bound and sources."""

    phrase: Phrase
    name: Markup
    strip: str
    """Kind of strip: exact, over, nearly, about, at_most or queried."""
    bound: str
    """The bound in words: Lower bound."""
    when: Markup
    """The period, and how far the source ties the figure to it."""
    sources: tuple[SourceMark, ...]
    note_anchor: str
    published: Markup = NOTHING
    """What was published, where it was corrected."""


@dataclass(frozen=True)
class TableRow:
    """One row of a table of figures."""

    label: Markup
    when: Markup
    phrase: Phrase
    bound: str
    sources: tuple[SourceMark, ...]
    note_anchor: str


@dataclass(frozen=True)
class Table:
    """A numbered table of figures."""

    number: int
    caption: str
    rows: tuple[TableRow, ...]
    head: str
    """What the rows are: “What is counted”, or “Period” where each row is a period."""
    periods: bool
    """Whether the period has a column of its own."""
    crowded: bool = False
    """Whether dates and grounds have to break on paper."""
    shares: tuple[float, ...] = ()
    """Of a table longer than a page: the widths of its columns there, in per cent."""


@dataclass(frozen=True)
class ChartView:
    """A drawn chart with its title, reading and table."""

    id: str
    number: int
    title: Markup
    subtitle: Markup
    reading: Markup
    svg: Markup
    narrow: Markup
    """The same drawing for a telephone."""
    pieces: tuple[Markup, ...]
    """The wide drawing for paper, in pieces where it is taller than a page."""
    rank: int
    table: Table
    sources: tuple[SourceMark, ...]


@dataclass(frozen=True)
class Prose:
    """One text of the edition: headline, lead, body, and notes for the margin."""

    headline: Markup
    plain_headline: str
    lead: Markup
    body: tuple[Markup, ...]
    """The paragraphs after the lead, in one column or in two of about the same length."""
    margin: Markup
    length: str
    """Size class of the headline: normal, or long where a line of it would not fit."""
    blocks: tuple[Markup, ...] = ()
    """The paragraphs after the lead, and the `asides` of the margin, one by one."""
    asides: tuple[Markup, ...] = ()


@dataclass(frozen=True)
class RefusalView:
    """Two figures that must not be compared."""

    id: str
    left_name: str
    right_name: str
    left: Card
    right: Card
    why: Markup


@dataclass(frozen=True)
class EvidenceView:
    """One line of what makes us doubt a figure: up to its sources, these, and what follows them."""

    text: Markup
    sources: tuple[SourceMark, ...] = ()
    after: str = ""


@dataclass(frozen=True)
class QueryView:
    """A query: the figures it is on, its note, evidence (in a chapter or case before) and tests."""

    id: str
    anchor: str
    doubt: bool
    title: Markup
    note: Markup
    figures: tuple[TableRow, ...]
    evidence: tuple[EvidenceView, ...]
    tests: Table | None
    shown_before: bool


@dataclass(frozen=True)
class CorrectionView:
    """A correction: the figure as published and as it stands now, why, when and by whom."""

    name: Markup
    note_anchor: str
    published: Markup
    corrected: Markup
    reason: Markup
    date: Markup
    by: Markup


@dataclass(frozen=True)
class CaseView:
    """A case with its text, its figures, charts and queries."""

    id: str
    name: str
    host: str
    host_by_editors: bool
    region: str
    text: Prose
    cards: tuple[Card, ...]
    doubted: tuple[Card, ...]
    charts: tuple[ChartView, ...]
    queries: tuple[QueryView, ...]
    sources: tuple[SourceMark, ...]


@dataclass(frozen=True)
class RegionGroupView:
    """The regions of one group, and how many there are."""

    name: str
    count: Phrase
    names: tuple[tuple[str, str], ...]
    """(code, name) of each region."""


@dataclass(frozen=True)
class Regions:
    """All listed regions."""

    title: Markup
    note: Markup
    groups: tuple[RegionGroupView, ...]
    sources: tuple[SourceMark, ...]
