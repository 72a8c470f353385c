"""Back views: the parts of a report that stand after its chapters, worded for its pages."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.compose.views import Card


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
    facts: str
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
class TermWords:
    """A term in one language, official or the editors' own."""

    tag: str
    text: str
    by_editors: bool


@dataclass(frozen=True)
class Term:
    """An official term in each language of the edition."""

    words: tuple[TermWords, ...]
