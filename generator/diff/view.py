"""View: a difference in words, as the page and the text of it see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.diff.texts import Piece


@dataclass(frozen=True)
class FigureView:
    """One figure: what it was, what it is, and what may be said of the change."""

    id: str
    name: str
    before: str
    now: str
    when: str
    """The periods of both, or of the one."""
    state: str
    """larger, smaller, equal, unknown, added or dropped."""
    verdict: str
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class SentenceView:
    """One sentence, before and now, in pieces."""

    state: str
    label: str
    before: tuple[Piece, ...]
    now: tuple[Piece, ...]


@dataclass(frozen=True)
class SectionView:
    """What is otherwise in one section of the text; sentences with other figures come apart."""

    name: str
    remark: str
    """That the whole section was added or dropped."""
    sentences: tuple[SentenceView, ...]
    figures: tuple[SentenceView, ...]


@dataclass(frozen=True)
class PictureView:
    """Two pictures and their difference."""

    label: str
    share: str
    language: str
    pictures: tuple[tuple[str, bytes], ...]
    """(what it is, WebP): before, now, difference, as far as they are there."""


@dataclass(frozen=True)
class ItemView:
    """A chart, an indicator or a source with what is otherwise in it."""

    id: str
    name: str
    remarks: tuple[str, ...]
    pictures: tuple[PictureView, ...] = ()


@dataclass(frozen=True)
class Part:
    """One part of the difference: a heading, what it is about, and what it lists."""

    id: str
    title: str
    count: str
    """How many there are, in words."""
    about: str = ""
    figures: tuple[FigureView, ...] = ()
    items: tuple[ItemView, ...] = ()
    sections: tuple[SectionView, ...] = ()
    pictures: tuple[PictureView, ...] = ()
    language: str = ""
    figures_only: str = ""
    """The heading of sentences that are the same but for their figures."""


@dataclass(frozen=True)
class View:
    """All of a difference in the words of one language."""

    tag: str
    direction: str
    title: str
    sides: tuple[tuple[str, str], ...]
    """(before or now, what it is)."""
    parts: tuple[Part, ...]
    words: Mapping[str, str]
    """Fixed wording of the page by what it is for."""
