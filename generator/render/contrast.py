"""Contrast: whether the colours of a theme can be told apart (WCAG 2.2 AA), by its formula."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.render.theme import Colours

TEXT, GRAPHICS = 4.5, 3.0
"""Least ratios: success criteria 1.4.3 (text) and 1.4.11 (what is not text)."""
WHITE = "#FFFFFF"
"""The ground on paper."""
WORDS = ("ink", "ink_2", "mark")
MARKS = ("data", "edge")
"""`mark` is a line and, on a doubted figure, words; `rule` says nothing and is in no pair."""
COVER_WORDS = ("text", "text_2", "queried")
COVER_MARKS = ("stroke", "line")


def ratio(one: str, other: str) -> float:
    """Return the contrast of two colours (#RRGGBB): from 1, the same, to 21."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def faint(colours: Colours) -> Iterator[tuple[tuple[str, str], str, float, float]]:
    """Yield ((palette, role), the ground, contrast, what it must be) of each colour too faint."""
    for name, role, ground, least in _pairs(colours):
        palette = getattr(colours, name)
        found = ratio(getattr(palette, role), getattr(palette, ground, WHITE))
        if found < least:
            yield (name, role), ground, found, least


def _pairs(colours: Colours) -> Iterator[tuple[str, str, str, float]]:
    """Yield (palette, role, ground, least contrast) of all that a reader must tell apart."""
    for name in ("light", "dark"):
        grounds = ("paper", "panel", "white") if name == "light" else ("paper", "panel")
        for ground in grounds:
            yield from ((name, role, ground, TEXT) for role in WORDS)
            yield from ((name, role, ground, GRAPHICS) for role in MARKS)
        yield name, "on_data", "data", TEXT
    yield from (("title_page", role, "ground", TEXT) for role in COVER_WORDS)
    yield from (("title_page", role, "ground", GRAPHICS) for role in COVER_MARKS)


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour, from 0 to 1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
