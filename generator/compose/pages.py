"""Pages: all that the small pages beside a report may see: the chooser, the corrigenda."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.draw.chart_role import ChartRole
from generator.render.theme import Theme
from generator.word.language import Language


@dataclass(frozen=True)
class Choice:
    """One language of the language chooser."""

    tag: str
    name: str
    title: str
    href: str


@dataclass(frozen=True)
class Stamp:
    """What the first page says of a draft or an embargo, in one language."""

    tag: str
    words: str


@dataclass(frozen=True)
class Chooser:
    """All that the language chooser may see; `facing`: the bilingual page in each language."""

    language: Language
    theme: Theme
    running_title: str
    choices: tuple[Choice, ...]
    facing: tuple[Choice, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    document_title: str = ""
    chart_roles: tuple[ChartRole, ...] = ()


@dataclass(frozen=True)
class ChangeView:
    """One version that replaced another."""

    head: str
    reason: Markup
    replaced: str
    """Which version it replaced."""
    address: str
    """Where that one stays, where the edition says where it stands."""


@dataclass(frozen=True)
class Corrigenda:
    """All that the page of corrigenda may see, the newest change first."""

    language: Language
    theme: Theme
    running_title: str
    document_title: str
    stamp: str
    changes: tuple[ChangeView, ...]
    chart_roles: tuple[ChartRole, ...] = ()
