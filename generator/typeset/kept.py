"""Kept: a PDF is set once of the same page, and by a worker where there are some."""

from __future__ import annotations

from collections.abc import Iterable

from generator.typeset.associated import Attachment
from generator.typeset.typeface import Typeface
from generator.typeset.typeset import typeset
from generator.work.crew import Later, made_later


def kept(html: str, typeface: Typeface, inside: Iterable[Attachment], name: str) -> Later:
    """Return the PDF of a page, as it will be; the files `inside` travel in it."""
    files = tuple(inside)
    carried = (part for file in files for part in (file.name, file.about, file.content))
    parts = (html, *typeface.sums, *carried)
    return made_later("pdf", parts, name, typeset, html, typeface, files)
