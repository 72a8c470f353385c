"""Report: all that a template may see, for one edition in one language.

Fields of type Markup are safe HTML; every other text is escaped by the template engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.language import Language
from generator.theme import Theme
from generator.wording import Phrase


@dataclass(frozen=True)
class SourceMark:
    """The short reference from a figure to its source."""

    text: str
    """What is printed: S1."""
    spoken: str
    """What a screen reader says: Source 1: China IP News."""
    anchor: str


@dataclass(frozen=True)
class Card:
    """One figure with its strip, name, bound and sources."""

    phrase: Phrase
    name: str
    strip: str
    """Kind of strip: exact, over, nearly, about, at_most or queried."""
    bound: str
    """The bound in words: Lower bound."""
    when: str
    """The period, and how far the source ties the figure to it."""
    sources: tuple[SourceMark, ...]
    note_anchor: str


@dataclass(frozen=True)
class TableRow:
    """One row of a table of figures."""

    label: str
    when: str
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


@dataclass(frozen=True)
class ChartView:
    """A drawn chart with its title, reading and table."""

    id: str
    number: int
    title: Markup
    subtitle: Markup
    reading: Markup
    svg: Markup
    rank: int
    table: Table
    sources: tuple[SourceMark, ...]


@dataclass(frozen=True)
class Prose:
    """One text of the edition: headline, lead, body, and notes for the margin."""

    headline: Markup
    plain_headline: str
    lead: Markup
    body: Markup
    margin: Markup


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
    """One line of what makes us doubt a figure."""

    text: Markup
    sources: tuple[SourceMark, ...]


@dataclass(frozen=True)
class QueryView:
    """A query: the figures it is on, its note, evidence and tests."""

    id: str
    anchor: str
    doubt: bool
    title: Markup
    note: Markup
    figures: tuple[TableRow, ...]
    evidence: tuple[EvidenceView, ...]
    tests: Table | None
    shown_in_case: bool


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


@dataclass(frozen=True)
class ChapterView:
    """One chapter."""

    id: str
    number: int
    name: str
    text: Prose
    cards: tuple[Card, ...]
    table: Table | None
    charts: tuple[ChartView, ...]
    refusals: tuple[RefusalView, ...]
    cases: tuple[CaseView, ...]
    new_page: bool


@dataclass(frozen=True)
class Stroke:
    """One line of the title page."""

    label: str
    phrase: Phrase
    strip: str


@dataclass(frozen=True)
class TitlePage:
    """The title page: every figure of the reported text is a stroke."""

    strokes: tuple[Stroke, ...]
    line: Markup


@dataclass(frozen=True)
class Note:
    """Where one figure comes from and what it means."""

    anchor: str
    card: Card
    facts: tuple[tuple[str, Markup], ...]
    """(heading, text) pairs: source, bound, period, definition, query, formula."""


@dataclass(frozen=True)
class SourceView:
    """One source in the list."""

    anchor: str
    number: str
    name: str
    title: str
    title_language: str
    facts: tuple[str, ...]
    url: str


@dataclass(frozen=True)
class Definition:
    """What an indicator measures, as far as it is published."""

    name: str
    by_editors: bool
    unit: str
    kind: str
    text: str
    published: bool
    caution: str


@dataclass(frozen=True)
class KeyEntry:
    """One line of the key: how a kind of bound is drawn and worded."""

    strip: str
    words: str
    meaning: str
    interval: str
    shown: bool
    """Whether a figure of this report is drawn so."""


@dataclass(frozen=True)
class Term:
    """An official term in each language of the edition."""

    words: tuple[tuple[str, str], ...]
    """(language tag, wording)."""
    by_editors: bool


@dataclass(frozen=True)
class Link:
    """A link to another language's edition."""

    tag: str
    name: str
    href: str


@dataclass(frozen=True)
class Entry:
    """One line of the contents."""

    number: str
    name: str
    anchor: str
    headline: Markup


@dataclass(frozen=True)
class ChartRole:
    """A colour of the drawings in light and in dark mode."""

    light: str
    dark: str


@dataclass(frozen=True)
class Imprint:
    """Who answers for the report and on what terms."""

    publisher: str
    contact: str
    licence: str
    licence_url: str
    non_affiliation: str
    translation: str
    citation: str
    version: str
    period: str
    as_of: str


@dataclass(frozen=True)
class Medium:
    """Where the report will be seen, and the fonts' addresses there."""

    paper: bool
    font_faces: Mapping[int, str]


@dataclass(frozen=True)
class Choice:
    """One language of the language chooser."""

    tag: str
    name: str
    title: str
    href: str


@dataclass(frozen=True)
class Chooser:
    """All that the language chooser may see."""

    language: Language
    theme: Theme
    running_title: str
    choices: tuple[Choice, ...]
    chart_roles: tuple[ChartRole, ...] = ()


@dataclass(frozen=True)
class Report:
    """The one object that templates get."""

    language: Language
    languages: tuple[Link, ...]
    theme: Theme
    series: str
    title: str
    title_year: str
    subtitle: str
    running_title: str
    date: str
    """The as-of date in ISO 8601."""
    pdf: str
    title_page: TitlePage
    summary: Prose
    giant: Card
    cards: tuple[Card, ...]
    chart: ChartView | None
    regions: Regions | None
    chapters: tuple[ChapterView, ...]
    key: tuple[KeyEntry, ...]
    notes_text: Prose
    notes: tuple[Note, ...]
    queries: tuple[QueryView, ...]
    definitions: tuple[Definition, ...]
    sources: tuple[SourceView, ...]
    terms: tuple[Term, ...]
    term_heads: tuple[tuple[str, str], ...]
    imprint: Imprint
    contents: tuple[Entry, ...]
    medium: Medium

    @property
    def on_paper(self) -> bool:
        """Tell whether this is the PDF."""
        return self.medium.paper

    @property
    def font_faces(self) -> Mapping[int, str]:
        """Return the address of the font file by weight."""
        return self.medium.font_faces

    @property
    def short_key(self) -> tuple[KeyEntry, ...]:
        """Return the entries of the key whose marks stand in the report."""
        return tuple(entry for entry in self.key if entry.shown)

    @property
    def has_editors_names(self) -> bool:
        """Tell whether a definition's name is the editors' translation."""
        return any(item.by_editors for item in self.definitions)

    @property
    def chart_roles(self) -> tuple[ChartRole, ...]:
        """Return the colours of the drawings, each in both modes."""
        light, dark = self.theme.colours.light, self.theme.colours.dark
        roles = ("ink", "ink_2", "data", "mark", "edge", "rule", "on_data")
        return tuple(ChartRole(getattr(light, role), getattr(dark, role)) for role in roles)
