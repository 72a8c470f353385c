"""Figure: a chart that was drawn in one language, and what is said about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.derive.finding import Finding
from generator.word.wording import Phrase


@dataclass(frozen=True)
class Bar:
    """One figure of a chart, worded: what is drawn, its label, and its date where it has one."""

    finding: Finding
    phrase: Phrase
    label: str
    date: str
    after_break: bool = False
    """Whether the definition changed between the figure before and this one."""


@dataclass(frozen=True)
class Step:
    """An increase that ends at a bar of a timeline, worded; `ours` means derived by us."""

    finding: Finding
    words: str
    ours: bool


@dataclass(frozen=True)
class Measure:
    """What the pieces of a drawing share: axis in px, its largest number, lines of a label."""

    axis: float
    most: float
    lines: int


@dataclass(frozen=True)
class Drawing:
    """All that a chart needs to be drawn, worded in one language."""

    id: str
    title: str
    alt: str
    """The alternative text: the finding in words."""
    bars: tuple[Bar, ...]
    steps: tuple[Step, ...] = ()
    caveat: str = ""
    unit_square: int = 1
    font: str = "Noto Sans SC"
    mirrored: bool = False
    """Whether quantities grow from right to left."""
    own: Mapping[int, Path] = field(default_factory=dict)
    """The language's own font files by weight, where it has some."""
    language: str = ""
    """The tag of the language of its words, or of both."""
    measure: Measure | None = None
    """Of a piece: the measure of the whole."""


@dataclass(frozen=True)
class ChartFile:
    """One file behind a chart."""

    href: str
    words: str
    """Format and size: PNG picture, 94 kB."""
    mime: str
    content: bytes
