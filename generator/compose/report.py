"""Report: all that a template may see, for one edition in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from generator.compose.back_views import Definition, KeyEntry, Note, SourceView, Term
from generator.compose.title_page import TitlePage
from generator.compose.views import (
    NOTHING,
    Card,
    CaseView,
    ChartView,
    CorrectionView,
    Prose,
    QueryView,
    RefusalView,
    Regions,
    Table,
)
from generator.draw.chart_role import ChartRole
from generator.draw.figure import ChartFile
from generator.render.citation import Citation
from generator.render.downloads import DownloadGroup
from generator.render.theme import Theme
from generator.render.webfonts import own_faces
from generator.typeset.typeface import Typeface
from generator.word.language import Language


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
    queries: tuple[QueryView, ...]
    new_page: bool
    minor: bool
    """Whether it is short: two figures or fewer and no chart."""


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
class OwnPage:
    """A page that a project adds: overrides/pages/<name>.html, with what its blocks say."""

    name: str
    anchor: str
    headline: Markup
    lead: Markup = NOTHING
    margin: Markup = NOTHING
    blocks: tuple[Markup, ...] = ()
    """Its body, element by element, so that two languages can face each other."""

    @property
    def plain_headline(self) -> str:
        """Return the headline without markup, as contents and bookmarks say it."""
        return self.headline.striptags()


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
    fonts: str
    statement: Markup
    """Who, which period, as known when, which version."""
    colophon: Markup
    """The same in short, for the title page."""


@dataclass(frozen=True)
class Profile:
    """What programs are told about the edition."""

    version: str
    period: str
    """The reference period in ISO 8601."""
    country: str
    country_code: str
    description: str
    address: str
    """Where this page will stand on the web, where the edition says so."""
    picture: str
    """Where its social card will stand."""
    citation: Citation


@dataclass(frozen=True)
class Medium:
    """Where the report will be seen, and the fonts' addresses there."""

    paper: bool
    font_faces: Mapping[int, str]


@dataclass(frozen=True)
class Report:
    """The one object that templates get."""

    language: Language
    languages: tuple[Link, ...]
    theme: Theme
    series: str
    title: str
    title_length: str
    """Size class of the title: normal, long or longer."""
    title_year: str
    subtitle: str
    running_title: str
    date: str  # as of, in ISO 8601
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
    figures: tuple[Entry, ...]
    tables: tuple[Entry, ...]
    medium: Medium
    profile: Profile
    corrections: tuple[CorrectionView, ...] = ()
    downloads: tuple[DownloadGroup, ...] = ()
    linked_data: Markup = NOTHING  # JSON-LD
    chart_files: Mapping[str, tuple[ChartFile, ...]] = field(default_factory=dict)
    """The files behind each chart, by its id; paper has none."""
    bilingual: Link | None = None
    pages: tuple[OwnPage, ...] = ()
    """The pages that a project adds, after the chapters."""
    stamp: str = ""
    """What each page says of a draft and of an embargo; nothing otherwise."""
    document_title: str = ""
    """The title by which programs know it, with the stamp."""
    corrected: bool = False
    """Whether this version replaced another: corrigenda.html says why."""

    @property
    def on_paper(self) -> bool:
        """Tell whether this is the PDF."""
        return self.medium.paper

    @property
    def font_faces(self) -> Mapping[int, str]:
        """Return the address of the font file by weight."""
        return self.medium.font_faces

    @property
    def own_faces(self) -> tuple[tuple[str, int, str], ...]:
        """Return (family, weight, address) of the language's own fonts, where it has some."""
        return own_faces(self.typeface, paper=self.medium.paper)

    @property
    def typeface(self) -> Typeface:
        """Return the fonts that set the language."""
        return self.theme.typeface(self.language)

    @property
    def citation(self) -> Citation:
        """Return how to cite the edition."""
        return self.profile.citation

    @property
    def has_pdf(self) -> bool:
        """Tell whether the PDF lies beside the page."""
        hrefs = (f.href for group in self.downloads for t in group.files for f in t.forms)
        return f"../{self.pdf}" in hrefs

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
        return self.theme.chart_roles
