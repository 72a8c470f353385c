"""Explanation: all that stands behind one figure, in every language of its edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.build import Source
from generator.derive.finding import Finding
from generator.records.records import Label, Observation
from generator.word.wording import plain

Words = Mapping[str, str]
"""Words by language tag; empty where there are none."""


@dataclass(frozen=True)
class Bounds:
    """The interval that a figure stands for, in its unit; no end where there is none."""

    low: str | None
    low_open: bool
    high: str | None
    high_open: bool


@dataclass(frozen=True)
class Published:
    """Where and how a figure was published."""

    source: str
    name: Words
    title: str | None
    date: str | None
    url: str | None
    mirror: str | None
    second_hand_of: Words
    copy: str
    paragraph: int | None
    as_published: str
    row: str
    note: Words
    definition: Words
    """Empty: not published."""
    scope: Words
    caution: Words


@dataclass(frozen=True)
class Remark:
    """A query on a figure."""

    id: str
    level: str
    title: Words
    note: Words
    place: str


@dataclass(frozen=True)
class Change:
    """A correction of a figure."""

    id: str
    field: str
    published: str
    corrected: str
    reason: Words
    date: str
    by: str
    place: str


@dataclass(frozen=True)
class Formula:
    """How a figure was computed."""

    op: str
    of: tuple[str, ...]
    read_as: Mapping[str, str]
    place: str


@dataclass(frozen=True)
class Explanation:
    """One figure, and those that it rests on."""

    id: str
    edition: str
    kind: str
    value: str | None
    """None where the figure is withheld."""
    high: str | None
    qualifier: str | None
    unit: str
    bounds: Bounds | None
    doubted: bool
    period: str | None
    period_basis: str | None
    name: Words
    words: Words
    withheld: str
    published: Published | None
    formula: Formula | None
    queries: tuple[Remark, ...]
    corrections: tuple[Change, ...]
    rests_on: tuple[Explanation, ...]


class Explainer:
    """Explains the figures of one edition."""

    def __init__(self, source: Source) -> None:
        """Be ready to word them in each language."""
        self.source = source
        self.settings = {tag: source.setting(tag) for tag in source.files.edition.languages}

    def explained(self, name: str) -> Explanation:
        """Return the explanation of one finding, and of those that it rests on."""
        finding = self.source.findings[name]
        row, shown = finding.observation, not finding.withheld
        return Explanation(
            finding.id, self.source.files.edition.id, finding.kind,
            plain(finding.value) if shown else None,
            plain(finding.high) if finding.high is not None else None,
            str(finding.qualifier) if shown else None, finding.unit.id, _bounds(finding),
            finding.doubted, str(finding.period) if finding.period else None,
            row.period_basis if row else None, self._words(finding.name),
            {t: s.phrase(finding).text for t, s in self.settings.items()} if shown else {},
            finding.withheld, self._published(row) if row else None, _formula(finding),
            self._remarks(finding), self._changes(finding),
            tuple(self.explained(part) for part in finding.rests_on),
        )  # fmt: skip

    def _words(self, label: Label | None) -> Words:
        """Return a label in every language, its tokens filled in."""
        return {tag: setting.words(label) for tag, setting in self.settings.items() if label}

    def _published(self, row: Observation) -> Published:
        """Return where and how a figure was published."""
        library = self.source.library
        source, indicator = library.sources[row.source], library.indicators[row.indicator]
        return Published(
            source.id, self._words(source.name), source.title,
            str(source.date) if source.date else None, source.url, source.mirror,
            self._words(source.second_hand_of), source.copy_kept, row.paragraph,
            row.as_published, str(row.place()), self._words(row.note),
            self._words(indicator.definition), self._words(indicator.scope),
            self._words(indicator.caution),
        )  # fmt: skip

    def _remarks(self, finding: Finding) -> tuple[Remark, ...]:
        """Return the queries on a figure."""
        return tuple(
            Remark(q.id, q.level, self._words(q.title), self._words(q.note), str(q.place()))
            for q in finding.queries
        )

    def _changes(self, finding: Finding) -> tuple[Change, ...]:
        """Return the corrections of a figure."""
        return tuple(
            Change(
                made.id, made.field, made.expect, made.value, self._words(made.reason),
                str(made.date), made.by, str(made.place()),
            )
            for made in finding.corrections
        )  # fmt: skip


def _bounds(finding: Finding) -> Bounds | None:
    """Return the interval of a figure, or None where its words give none."""
    found = finding.bounds
    if found is None:
        return None
    low, high = (plain(end) if end is not None else None for end in (found.low, found.high))
    return Bounds(low, found.low_open, high, found.high_open)


def _formula(finding: Finding) -> Formula | None:
    """Return how a figure was computed, or None for a published one."""
    formula = finding.derivation
    if formula is not None:
        place = str(formula.place())
        return Formula(formula.op, finding.rests_on, dict(formula.read_as), place)
    return None if finding.observation else Formula("count", (), {}, "data/regions.yaml")
