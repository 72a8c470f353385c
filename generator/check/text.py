"""Check of texts: nothing in their Markdown that a page of the report has no place for."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.problem import Place, Problem
from generator.records.library import Text
from generator.said import Said

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
UNFIT = {
    "heading_open": Said("a second headline"),  # the levels of headings are those of the report
    "image": Said("a picture"),  # which would have to come from somewhere
    "fence": Said("a block of code"),
    "code_block": Said("a block of code"),
    "hr": Said("a rule"),
}
FIX = Said("Write paragraphs, lists and links; “> ” for the margin.")


def text_problems(text: Text) -> Iterator[Problem]:
    """Yield a Problem for each thing in a text that a page has no place for."""
    above = text.head.count("\n")
    for token in _MARKDOWN.parse(text.content):
        line = token.map[0] if token.map else 0
        for kind in _kinds(token):
            if kind in UNFIT and (line, kind) != (0, "heading_open"):
                what = Said("a text cannot hold {unfit}.", unfit=UNFIT[kind])
                yield Problem(Place(text.path, above + line + 1), "unfit-markup", what, FIX)


def _kinds(token: Token) -> Iterator[str]:
    """Yield the kind of a token and of those inside it."""
    yield token.type
    for child in token.children or ():
        yield from _kinds(child)
