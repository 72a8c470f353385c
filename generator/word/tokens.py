"""Tokens in words: `{loans}`, `{=two}`, `{edition:year}`, `{source:id}`, `{quote:id:words}`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

VARIANTS = ("", "short", "digits", "word", "date")
EDITION_FACTS = ("period", "year", "asof", "version")
_TOKEN = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Token:
    """One figure, date, quotation or literal in a text, at an offset from its start."""

    kind: str
    name: str
    """The figure, or the source that is quoted."""
    variant: str
    """The form of a figure, what an edition says, a source, or the words quoted."""
    offset: int
    written: str


def split(text: str) -> Iterator[str | Token]:
    """Yield the plain pieces and the tokens of a text, in order."""
    end = 0
    for match in _TOKEN.finditer(text):
        if match.start() > end:
            yield text[end : match.start()]
        yield _token(match.group(1), match.start(), match.group())
        end = match.end()
    if end < len(text):
        yield text[end:]


def tokens(text: str) -> Iterator[Token]:
    """Yield only the tokens of a text."""
    return (piece for piece in split(text) if isinstance(piece, Token))


def unmarked(text: str) -> str:
    """Return a text with its literals as plain words: “{=10,000} yuan” as “10,000 yuan”."""
    return _TOKEN.sub(lambda match: match[1][1:] if match[1][:1] == "=" else match[0], text)


def _token(inner: str, offset: int, written: str) -> Token:
    """Return the token that stands between two braces."""
    if inner.startswith("="):
        return Token("literal", inner[1:], "", offset, written)
    name, _, variant = inner.partition(":")
    if name == "quote":
        source, _, words = variant.partition(":")
        return Token("quote", source.strip(), words.strip(), offset, written)
    kind = name if name in ("edition", "source") else "figure"
    return Token(kind, name.strip(), variant.strip(), offset, written)
