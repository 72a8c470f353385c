"""Ties: what stays on one line in Chinese, and the air between Han and Latin letters.

Both are spans, never characters: what a reader copies or searches is what was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_PIECES = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?\s*([a-zA-Z0-9]+)")
_HAN = "\u3400-\u9fff"
_AIR = re.compile(f"[{_HAN}](?=[A-Za-z])|[A-Za-z](?=[{_HAN}])")
_NUMBER = r"[0-9][0-9.,:]*"
_LOOSE = "\u00a8\u00b7\u02c7\u02c9\u2015\u2016\u2236\u3003\uff5e"
"""Marks that must not begin a line, though Unicode lets them (UAX 14, classes AI and ID)."""
_END = re.compile(rf"[{_HAN}]{{3}}[^\w\s]*$|\S{{1,12}} \S{{1,5}}$")
"""The end of a paragraph that is too short for a line of its own."""
_SHORT = 24
"""Characters: what is shorter is a name or a label, and may have little room."""
_CLOSED = frozenset(("data", "pre", "title", "style", "svg", "script"))
"""What stands inside stays as it is."""
_INLINE = frozenset(("a", "data", "time", "span", "strong", "em", "small", "sup"))


def tied(html: str, prefixes: str) -> str:
    """Return HTML in which a number keeps its unit and its prefix, and a loose mark its word.

    `prefixes` are the characters that stay with the number after them: 第, 图.
    """
    unit = f"[百千万亿]*[{_HAN}]"
    kept = [f"{_NUMBER}{unit}", f"[^\\s{_LOOSE}][{_LOOSE}]+\\w?", f"[{_HAN}]/[{_HAN}]"]
    if prefixes:
        kept.insert(0, f"[{re.escape(prefixes)}]{_NUMBER}(?:{unit})?")
    together = re.compile("|".join(kept))
    return "".join(
        together.sub(r'<span class="nb">\g<0></span>', words) if kind == "open" else words
        for kind, words in _pieces(html)
    )


def with_ends(html: str) -> str:
    """Return HTML in which no paragraph ends with a line of one short word or a few characters."""
    pieces = list(_pieces(html))
    following = [kind for kind, _ in pieces[1:]] + ["block"]
    return "".join(
        _END.sub(r'<span class="nb">\g<0></span>', words)
        if (kind, after) == ("open", "block") and len(words) > _SHORT
        else words
        for (kind, words), after in zip(pieces, following, strict=True)
    )


def with_air(html: str) -> str:
    """Return HTML with a little space between Han and Latin letters, where a line may break."""
    out, last = [], ""
    for kind, words in _pieces(html):
        if kind == "open":
            first = ""
            if _AIR.match(last + words[:1]):  # they meet across a tag
                first, words = f'<span class="air-first">{words[0]}</span>', words[1:]
            out.append(first + _AIR.sub(r'<span class="air">\g<0></span>', words))
        else:
            out.append(words)
        last = words[-1:] or last if kind in ("open", "closed") else "" if kind == "block" else last
    return "".join(out)


def _pieces(html: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, piece): text that is open or closed to us, tags of an inline element or a block.

    Any tag but an inline one ends what stands before it.
    """
    within: list[str] = []
    for piece in _PIECES.split(html):
        if not piece.startswith("<"):
            if piece:
                yield ("closed" if within else "open"), piece
            continue
        found = _NAME.match(piece)
        name = found[1] if found else ""
        if name in _CLOSED and not piece.endswith("/>"):
            within = within[:-1] if piece.startswith("</") else [*within, name]
        yield ("inline" if name in _INLINE else "block"), piece
