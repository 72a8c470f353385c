"""Glyphs: which characters a font file has, and a file cut down to some of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from generator.typeset.fonts import font_files

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

# Vertical features, and `aalt`, which would drag in each alternate of each character, are left out.
WEB_FEATURES = ("ccmp", "halt", "kern", "liga", "locl", "mark", "palt", "pwid")
ON_REQUEST = {"fwid": ("fwid", "full-width"), "hwid": ("hwid",)}
"""Features that nearly double a font, and the words by which a style sheet asks for them."""
KEPT_NAMES = (0, 1, 2, 3, 4, 5, 6, 13, 14)  # with copyright and licence, as the OFL asks
NEEDS_NO_GLYPH = frozenset("\t\n\r")


def missing(text: str, weight: int = 400) -> list[str]:
    """Return the characters of text that the font has no glyph for, each once, sorted."""
    return sorted(set(text) - NEEDS_NO_GLYPH - repertoire(font_files()[weight]))


def requested(page: str) -> tuple[str, ...]:
    """Return the features that a page's style sheet asks for, of those kept on request alone."""
    return tuple(tag for tag, words in ON_REQUEST.items() if any(word in page for word in words))


def subset_woff2(
    weight: int, text: str, own: Path | None = None, more: Iterable[str] = ()
) -> bytes:
    """Return a WOFF2 font of the characters of text; the same text gives the same bytes.

    It has `more` features than the usual ones. Of a language's own file every feature is kept:
    its letters may have to join.
    """
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.woff2 import WOFF2FlavorData

    cut, packed = _cut(own or font_files()[weight], text, None if own else more), BytesIO()
    with TTFont(BytesIO(cut), recalcTimestamp=False, recalcBBoxes=False) as font:
        font.flavor = "woff2"
        font.flavorData = WOFF2FlavorData(transformedTables={"glyf", "loca", "hmtx"})
        font.save(packed, reorderTables=False)
    return packed.getvalue()


def _cut(path: Path, text: str, more: Iterable[str] | None) -> bytes:
    """Return a font file cut to the characters of text and to features; None: with every one."""
    import uharfbuzz  # late: a command that only checks data must start at once

    wanted = uharfbuzz.SubsetInput()
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
    wanted.unicode_set.update(map(ord, text))
    wanted.name_id_set.clear()
    wanted.name_id_set.update(KEPT_NAMES)
    wanted.drop_table_tag_set.update(map(_tag, ("vhea", "vmtx")))
    wanted.layout_feature_tag_set.clear()
    if more is None:
        wanted.layout_feature_tag_set.invert()
    else:
        wanted.layout_feature_tag_set.update(map(_tag, (*WEB_FEATURES, *more)))
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    content: bytes = wanted.subset(face).blob.data
    return content


def _tag(name: str) -> int:
    """Return the number of a feature or table."""
    return int.from_bytes(name.encode(), "big")


@lru_cache(16)  # a megabyte a font; a language's own differ from project to project
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
