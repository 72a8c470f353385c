"""Stand-in: the original in place of a translation, between marks that become elements on a page.

The marks are isolates of Unicode: invisible where they stay in plain text.
"""

from __future__ import annotations

import re

from generator.word.language import ENGLISH, Language

ORIGINAL, ENGLISH_WORDING, END = "\u2068", "\u2066", "\u2069"
"""Before words in the original language, before fixed wording in English, and after either."""
MARKS = f"{ORIGINAL}{ENGLISH_WORDING}{END}"


def marked(words: str, mark: str = ORIGINAL) -> str:
    """Return words between marks."""
    return f"{mark}{words}{END}"


def is_marked(words: str) -> bool:
    """Tell whether words begin or end as an original in place of a translation."""
    return words.startswith(ORIGINAL) or words.endswith(END)


def without_marks(words: str) -> str:
    """Return words without marks."""
    return words.translate(dict.fromkeys(map(ord, MARKS)))


_PIECES = re.compile(r"(<[^>]*>)")
_WHOLE = ("a", "data", "time", "text", "tspan", "title", "desc", "style", "script", "option")
"""Elements that get the language themselves, or hold plain text: none may stand inside them."""
_PLAIN = ("title", "desc", "style", "script", "text", "tspan")


def shown(html: str, original: Language) -> str:
    """Return a page whose marks are elements with the language of the original.

    Plain text (titles, drawings) gets square brackets, an attribute loses its marks.
    """
    if not any(mark in html for mark in MARKS):
        return html
    out, open_ = list[str](), list[tuple[str, int]]()
    for piece in _PIECES.split(html):
        if piece.startswith("<"):
            piece = without_marks(piece)
            name = re.match(r"</?([a-zA-Z0-9]*)", piece)
            if name and name[1] in _WHOLE and not piece.endswith("/>"):
                open_ = open_[:-1] if piece.startswith("</") else [*open_, (name[1], len(out))]
            out.append(piece)
            continue
        out.append(_piece(piece, open_, out, original))
    return "".join(out)


def _piece(text: str, open_: list[tuple[str, int]], out: list[str], original: Language) -> str:
    """Return a run of text with its marks as elements; a link gets the language itself."""
    if not any(mark in text for mark in MARKS):
        return text
    if open_ and open_[-1][0] in _PLAIN:
        return re.sub(f"[{ORIGINAL}{ENGLISH_WORDING}]", "[", text).replace(END, "]")
    if open_:
        start = open_[-1][1]
        if "data-original" not in out[start]:
            out[start] = f"{out[start][:-1]}{_attributes(original.tag, original.direction)}>"
        return without_marks(text)
    text = text.replace(ORIGINAL, f"<span{_attributes(original.tag, original.direction)}>")
    text = text.replace(ENGLISH_WORDING, f"<span{_attributes(ENGLISH, 'ltr')}>")
    return text.replace(END, "</span>")


def _attributes(tag: str, direction: str) -> str:
    return f' lang="{tag}" dir="{direction}" data-original=""'
