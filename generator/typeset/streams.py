"""Streams: what a PDF carries in bulk, cut to what it uses, with ends that nobody can misread."""

from __future__ import annotations

import re
from io import BytesIO
from zlib import adler32

from fontTools.ttLib import TTFont
from pikepdf import Pdf, Stream

DRAWN = frozenset(["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"])
"""The tables of a font that a PDF draws with; it maps and names glyphs by itself."""

LINE_ENDS = b"\r\n"
MISREAD = re.compile(rb"[\r\n]\r?\nendstream")


def cut(pdf: Pdf) -> None:
    """Cut the embedded fonts, and pad each stream whose last byte would look like a line end.

    PDF/A counts a stream up to the line end before `endstream`. A compressed stream ends with its
    checksum, so one more byte of the content, which means nothing, gives another end: a space, or a
    byte after the last table of a font (not a zero: the sum of the bytes is what must change).
    """
    for stream in pdf.objects:
        if not isinstance(stream, Stream) or stream.get("/Type") == "/XRef":
            continue
        if stream.get("/Type") == "/Metadata":
            stream.write(stream.read_bytes().rstrip())
            continue
        font, content = "/Length1" in stream, stream.read_bytes()
        content = _drawn(content) if font else content
        while adler32(content) & 0xFF in LINE_ENDS and (font or "/N" not in stream):
            content += b"\1" if font else b" "
        if content != stream.read_bytes():
            stream.write(content)
            if font:
                stream.Length1 = len(content)


def misread(content: bytes) -> bool:
    """Tell whether a stream of a finished PDF ends like a line."""
    return bool(MISREAD.search(content))


def _drawn(content: bytes) -> bytes:
    """Return a TrueType font with no table but those that are drawn from."""
    out = BytesIO()
    with TTFont(BytesIO(content), lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
        for table in set(font.reader.keys()) - DRAWN:
            del font[table]
        font.save(out, reorderTables=None)
    return out.getvalue()
