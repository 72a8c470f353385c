"""Library: everything that was read from data/, frozen, with look-up by id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.problem import Place
from generator.records.blank import Blank
from generator.records.changes import Changes, PublishedFigure
from generator.records.corrections import Correction
from generator.records.edition import Case, Chart, Edition
from generator.records.named import Named
from generator.records.period import Period
from generator.records.records import (
    Derivation,
    Indicator,
    Observation,
    Query,
    Region,
    RegionGroup,
    Source,
    Term,
)
from generator.records.rules import Rule
from generator.records.unit import Unit
from generator.word.numerals import Numerals


class Everything(frozenset[str]):
    """The ids of a file that could not be read: any name may be one of them."""

    def __contains__(self, name: object) -> bool:
        """Tell that it is there."""
        return True


@dataclass(frozen=True)
class Text:
    """One Markdown file of an edition."""

    path: str
    content: str
    """What stands after the front matter."""
    head: str = ""
    """The front matter, its lines of dashes included; nothing where none is."""
    translates: tuple[str, ...] = ()
    """Fingerprints of the paragraphs that its own were made from, where it is a translation."""

    def place(self, offset: int) -> Place:
        """Return the place of a character of the content."""
        before, above = self.content[:offset], self.head.count("\n")
        return Place(self.path, above + before.count("\n") + 1, offset - before.rfind("\n"))

    def place_after(self, start: int, offset: int) -> Place:
        """Return the place of a character that is counted from another one."""
        return self.place(start + offset)


@dataclass(frozen=True)
class EditionFiles:
    """One edition with its charts, cases, derivations and texts by (part, language)."""

    edition: Edition
    folder: str
    charts: Mapping[str, Chart] = field(default_factory=dict)
    cases: Mapping[str, Case] = field(default_factory=dict)
    derived: Mapping[str, Derivation] = field(default_factory=dict)
    texts: Mapping[tuple[str, str], Text] = field(default_factory=dict)
    published: tuple[PublishedFigure, ...] = ()
    """The observations with which it was published, where that is kept."""
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Ids of its charts, cases and derivations, those of refused records included."""


@dataclass(frozen=True)
class Library:
    """All records by id; observations in the order of their files and rows."""

    units: Mapping[str, Unit]
    indicators: Mapping[str, Indicator]
    sources: Mapping[str, Source]
    regions: Mapping[str, Region]
    groups: Mapping[str, RegionGroup]
    observations: tuple[Observation, ...]
    queries: Mapping[str, Query]
    terms: Mapping[str, Term]
    editions: Mapping[str, EditionFiles]
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Ids by kind, those of refused records included, so that one mistake is told once."""
    numerals: Mapping[str, Numerals | None] = field(default_factory=dict)
    """Number words by language; None where the file of a language was refused."""
    rules: Mapping[str, Rule] = field(default_factory=dict)
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    changes: Changes | None = None
    """What has to be signed, and what is; None where nothing has to be."""
    seconds: tuple[Observation, ...] = ()
    """Rows of a second source, held against the observation of the same figure."""
    memories: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By language: the originals that its translations were made from, by key of the passage."""
    blanks: tuple[Blank, ...] = ()
    """Rows that wait to be filled in."""
    planned: Mapping[str, EditionFiles] = field(default_factory=dict)
    """Editions that wait for such rows: read, but not checked and not built."""

    @property
    def original(self) -> str:
        """Return the language that all others are translated from: the newest edition's first."""
        editions = [files.edition for files in self.editions.values()]
        newest = max(editions, key=lambda edition: edition.period.last, default=None)
        return newest.languages[0] if newest else ""

    def second_sources(self, row: Observation) -> list[Observation]:
        """Return what other sources say of the same figure."""
        return [other for other in self.seconds if other.key == row.key]

    def ids_in(self, period: Period | None) -> Named[Observation]:
        """Return the observations by finding id, as an edition of this period names them."""
        ids = {self.id_of(row, period): row for row in self.observations}
        return Named(ids, {self.full_name(row): name for name, row in ids.items()})

    @cached_property
    def _rows(self) -> Counter[tuple[str, str]]:
        """Return how many observations there are of each indicator and region."""
        return Counter((row.indicator, row.region) for row in self.observations)

    def full_name(self, row: Observation) -> str:
        """Return the id of a row that says its period, whatever the edition."""
        indicator = self.indicators.get(row.indicator)
        away = [row.region] if indicator is not None and row.region != indicator.region else []
        return "@".join([row.indicator, *away, str(row.period)])

    def id_of(self, row: Observation, period: Period | None) -> str:
        """Return a row's finding id: the indicator, with region and period where they differ.

        The indicator alone means its home region and the edition's reference period, or the
        only observation that the indicator has.
        """
        indicator = self.indicators.get(row.indicator)
        away = indicator is not None and row.region != indicator.region
        parts = [row.indicator, *([row.region] if away else [])]
        several = self._rows[row.indicator, row.region] > 1
        if several and not (period and period.holds(row.period)):
            parts.append(str(row.period))
        return "@".join(parts)


def languages_with_words(library: Library) -> list[str]:
    """Return the languages of all editions in which there are words: at least those of units."""
    wanted = {tag for files in library.editions.values() for tag in files.edition.languages}
    written = {tag for unit in library.units.values() for tag in unit.name.texts}
    return sorted(wanted & written if library.units else wanted)
