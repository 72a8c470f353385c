"""Glyphs: which characters a font file has, and a file cut down to some of them."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from generator.typeset.fonts import font_files

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

# Vertical features, and `aalt`, which would drag in each alternate of each character, are left out.
WEB_FEATURES = [
    *("ccmp", "fwid", "halt", "hwid", "kern", "liga"),
    *("locl", "mark", "palt", "pwid"),
]
KEPT_NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # with copyright and licence, as the OFL asks
NEEDS_NO_GLYPH = frozenset("\t\n\r")


def missing(text: str, weight: int = 400) -> list[str]:
    """Return the characters of text that the font has no glyph for, each once, sorted."""
    return sorted(set(text) - NEEDS_NO_GLYPH - repertoire(font_files()[weight]))


def subset_woff2(weight: int, text: str, own: Path | None = None) -> bytes:
    """Return a WOFF2 font of the characters of text; the same text gives the same bytes.

    Of a language's own file every feature is kept: its letters may have to join.
    """
    from fontTools import subset  # late: a command that only checks data must start at once

    options = subset.Options(
        flavor="woff2",
        layout_features=["*"] if own else WEB_FEATURES,
        name_IDs=KEPT_NAMES,
        hinting=False,
    )
    options.drop_tables += ["vhea", "vmtx"]
    cut = BytesIO()
    with opened(own or font_files()[weight]) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=text)
        subsetter.subset(font)
        subset.save_font(font, cut, options)
    return cut.getvalue()


@cache
def repertoire(path: Path) -> frozenset[str]:
    """Return the characters that the font file maps to a glyph."""
    with opened(path) as font:
        return frozenset(map(chr, font.getBestCmap()))


def opened(path: Path) -> TTFont:
    """Return a font file, read as far as it is asked for.

    Where it does not name its glyphs they are called by number: to make up names takes longer.
    """
    from fontTools.ttLib import TTFont  # late, as above

    font = TTFont(path, lazy=True, recalcTimestamp=False)
    if "glyf" in font and font["post"].formatType == 3:
        count = font["maxp"].numGlyphs
        font.setGlyphOrder([".notdef", *(f"glyph{i:05}" for i in range(1, count))])
    return font
