"""Setting: what the parts of a report share while they are composed in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count

from markupsafe import Markup, escape

from generator.compose.views import Card, Prose, SourceMark, Table, TableRow
from generator.compose.width import columns
from generator.derive.bounds import Qualifier
from generator.derive.finding import Finding
from generator.records.edition import Edition
from generator.records.library import EditionFiles, Library
from generator.records.period import Period
from generator.records.records import Label, Source
from generator.records.state import REVIEW, State
from generator.word.language import Language, Strings
from generator.word.prose import Writer
from generator.word.tokens import unmarked
from generator.word.wording import Phrase, period_words, phrase

STRIPS = {
    Qualifier.exact: "exact",
    Qualifier.stated: "exact",
    Qualifier.over: "over",
    Qualifier.at_least: "over",
    Qualifier.nearly: "nearly",
    Qualifier.about: "about",
    Qualifier.between: "about",
    Qualifier.under: "at_most",
    Qualifier.at_most: "at_most",
}

PAGEFUL = 40
"""No page of paper has room for so many rows of a table."""


@dataclass(frozen=True)
class Setting:
    """One edition in one language, with the running numbers and the figures used so far."""

    library: Library
    files: EditionFiles
    findings: Mapping[str, Finding]
    language: Language
    strings: Strings
    original: Language | None = None
    """Of a draft: the language that stands in for what is not translated."""
    state: State = REVIEW
    used: dict[str, None] = field(default_factory=dict)
    cited: dict[str, None] = field(default_factory=dict)
    figure_numbers: count[int] = field(default_factory=lambda: count(1))
    table_numbers: count[int] = field(default_factory=lambda: count(1))

    @property
    def edition(self) -> Edition:
        """Return the edition's own record."""
        return self.files.edition

    @property
    def running_title(self) -> str:
        """Return the title with the reference period."""
        year = period_words(self.edition.period, self.language)
        return self.strings("{title}, {year}", title=self.words(self.edition.title), year=year)

    @property
    def stamp(self) -> str:
        """Return what every page says of the state of the edition, where it must."""
        if self.state.name == "draft":
            return self.strings("Draft. Not for publication")
        if self.state.name == "embargoed" and self.state.until:
            until = self.state.until
            date = period_words(Period(until.year, until.month, until.day), self.language)
            clock = until.strftime("%H:%M")
            return self.strings("Embargoed until {date}, {clock} UTC", date=date, clock=clock)
        return ""

    def stamped(self, title: str) -> str:
        """Return a title by which programs know a page, with its stamp."""
        return (
            self.strings("{stamp}: {title}", stamp=self.stamp, title=title) if self.stamp else title
        )

    @cached_property
    def writer(self) -> Writer:
        """Return the writer of this language, which notes each figure that it writes."""
        marks = {name: self._mark(source) for name, source in self.library.sources.items()}
        tongues = {name: source.language for name, source in self.library.sources.items()}
        writer = Writer(
            self.edition, self.findings, self.language, marks, tongues, self.used, self.cited
        )
        if self.original is None:
            return writer
        return replace(writer, original=replace(writer, language=self.original))

    def words(self, label: Label | None) -> str:
        """Return a label as plain text."""
        return self.writer.text(label)

    def say(self, message: str, **parts: object) -> Markup:
        """Return fixed wording as HTML; its parts may be HTML themselves."""
        return Markup(escape(self.strings(message))).format(**parts)

    def prose(self, part: str) -> Prose:
        """Return a text of the edition."""
        text = self.files.texts[part, self.language.tag]
        return self.writer.prose(text.content)

    def finding(self, name: str) -> Finding:
        """Return a finding that will be printed."""
        return self.writer.finding(name)

    def phrase(self, finding: Finding) -> Phrase:
        """Return a finding in words."""
        return phrase(finding, self.language)

    @property
    def reported(self) -> str:
        """Return the source that the edition reports: as declared, or that of its key figure."""
        key = self.findings[self.edition.key_figure]
        return self.edition.reports or (*self.grounds(key), *self.library.sources)[0]

    def source_number(self, source: str) -> int:
        """Return a source's number: the reported text is 1, the others follow their file."""
        first = self.reported
        return [first, *(name for name in self.library.sources if name != first)].index(source) + 1

    def source_marks(self, sources: Iterable[str]) -> tuple[SourceMark, ...]:
        """Return the marks of some sources, each once, by number."""
        ordered = sorted(set(sources), key=self.source_number)
        return tuple(self._mark(self.library.sources[name]) for name in ordered)

    def _mark(self, source: Source) -> SourceMark:
        number = self.source_number(source.id)
        name = unmarked(source.name[self.language.tag])
        text = self.strings("S{number}", number=number)
        spoken = self.strings("Source {mark}: {name}", mark=text, name=name)
        return SourceMark(text, spoken, f"source-{source.id}")

    def grounds(self, finding: Finding) -> list[str]:
        """Return the ids of the sources that a finding rests on."""
        if finding.observation is not None:
            return [finding.observation.source]
        return [s for name in finding.rests_on for s in self.grounds(self.findings[name])]

    def strip(self, finding: Finding) -> str:
        """Return the kind of strip that draws a finding."""
        if finding.doubted:
            return "queried"
        return "test" if finding.kind == "test" else STRIPS[finding.qualifier]

    def bound(self, finding: Finding) -> str:
        """Return the bound of a finding in words."""
        say = self.strings
        if finding.doubted:
            return say("Queried")
        if finding.corrections:
            return say("Corrected")
        if finding.kind == "test":
            return say("Test only")
        if finding.kind == "derived" and finding.qualifier is Qualifier.exact:
            return say("Derived")
        return {
            Qualifier.exact: say("Full count"),
            Qualifier.stated: say("As stated"),
            Qualifier.over: say("Lower bound"),
            Qualifier.at_least: say("Lower bound"),
            Qualifier.nearly: say("Upper bound, close"),
            Qualifier.under: say("Upper bound"),
            Qualifier.at_most: say("Upper bound"),
            Qualifier.about: say("Rounded") if finding.derivation else say("Approximate"),
            Qualifier.between: say("Range"),
        }[finding.qualifier]

    def when(self, finding: Finding) -> Markup:
        """Return the period, and how far the source ties the figure to it."""
        if finding.period is None or finding.kind == "test":
            return Markup()
        basis = finding.observation.period_basis if finding.observation else "stated"
        if basis == "unknown":
            return self.say("period not stated")
        period = self.date(finding.period)
        return self.say("{period} (inferred)", period=period) if basis == "inferred" else period

    def date(self, period: Period) -> Markup:
        """Return a period in words, marked up for programs."""
        return self.writer.date(period, period_words(period, self.language))

    def card(self, name: str) -> Card:
        """Return the card of one figure."""
        finding = self.finding(name)
        return Card(
            self.phrase(finding), self.writer.label(finding.name), self.strip(finding),
            self.bound(finding), self.when(finding), self.source_marks(self.grounds(finding)),
            f"note-{finding.id}", self.published(finding),
        )  # fmt: skip

    def published(self, finding: Finding) -> Markup:
        """Return what was published, in words, where we corrected it; else nothing."""
        if not finding.corrections:
            return Markup()
        words = self.phrase(finding.published).text
        figure = self.writer.figure(finding.published, words, part="published")
        return self.say("published as {figure}", figure=figure)

    def cards(self, names: Iterable[str]) -> tuple[Card, ...]:
        """Return the cards of some figures."""
        return tuple(self.card(name) for name in names)

    def table(
        self, caption: str, rows: Iterable[TableRow], *, head: str = "", numbered: bool = True
    ) -> Table:
        """Return a table of figures; `head`: of its first column, where rows are called by date."""
        listed = tuple(rows)
        number = next(self.table_numbers) if numbered else 0
        periods = not head and 2 * sum(bool(row.when) for row in listed) >= len(listed)
        heads = self.strings("Value"), self.strings("Bound and source")
        need = columns(listed, heads, periods=periods)
        return Table(
            number, caption, listed, head or self.strings("What is counted"), periods, need.crowded,
            need.shares() if len(listed) > PAGEFUL else (),
        )  # fmt: skip

    def row(self, name: str, label: Markup | None = None) -> TableRow:
        """Return the row of one figure in a table."""
        card = self.card(name)
        return TableRow(
            label or card.name, card.when, card.phrase, card.bound, card.sources, card.note_anchor
        )
