"""Our own checks of finished PDFs: fonts, glyphs, alternative texts, headings, links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pikepdf

from generator.checkers.screens import ADDRESS, skipped

Said = Mapping[str, Sequence[str]]
SHOWING = frozenset(("Tj", "TJ", "'", '"'))
"""Operators that draw text."""


def fonts(output: Path, files: Sequence[str]) -> Said:
    """Return fonts that are not inside or cannot be copied from, and glyphs that are missing."""
    return _each(output, files, _fonts)


def links(output: Path, files: Sequence[str]) -> Said:
    """Return links that lead nowhere, say nothing, or hold what is no web address."""
    return _each(output, files, _links)


def structure(output: Path, files: Sequence[str]) -> Said:
    """Return figures without words, and headings that leave a level out."""
    return _each(output, files, _structure)


def _each(output: Path, files: Sequence[str], check: Any) -> Said:
    """Return what a check says of each document."""
    said = {}
    for name in files:
        try:
            with pikepdf.open(output / name) as document:
                said[name] = list(dict.fromkeys(check(document)))
        except pikepdf.PdfError as error:
            said[name] = [f"cannot be read: {error}"]
    return said


def _fonts(document: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(document.pages, 1):
        for drawn in _drawings(page.obj):
            named = drawn.get("/Resources", {}).get("/Font", {})
            for font in named.values():
                yield from _font(font)
            wide = {key for key, font in named.items() if font.Subtype == "/Type0"}
            if any(0 in _codes(text) for text in _texts(drawn, wide)):
                yield f"page {number}: a character has no glyph"


def _drawings(page: Any) -> Iterator[Any]:
    """Yield a page and the forms that it draws."""
    yield page
    for held in page.get("/Resources", {}).get("/XObject", {}).values():
        if held.get("/Subtype") == "/Form":
            yield from _drawings(held)


def _font(font: Any) -> Iterator[str]:
    name = str(font.get("/BaseFont", "without name")).lstrip("/")
    inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    held = inner.get("/FontDescriptor", {})
    if not any(key in held for key in ("/FontFile", "/FontFile2", "/FontFile3")):
        yield f"the font {name} is not inside"
    if "/ToUnicode" not in font:
        yield f"the font {name} cannot be copied from"


def _texts(drawn: Any, wide: set[str]) -> Iterator[bytes]:
    """Yield the strings that are drawn in fonts with two bytes a character."""
    current = ""
    steps: Any = pikepdf.parse_content_stream(drawn)
    for operands, operator in steps:
        if str(operator) == "Tf":
            current = str(operands[0])
        elif str(operator) in SHOWING and current in wide:
            for part in operands[-1] if str(operator) == "TJ" else operands[-1:]:
                if isinstance(part, pikepdf.String):
                    yield bytes(part)


def _codes(text: bytes) -> set[int]:
    """Return the characters' codes; zero is the glyph for what is missing."""
    return {int.from_bytes(text[place : place + 2], "big") for place in range(0, len(text), 2)}


def _links(document: pikepdf.Pdf) -> Iterator[str]:
    root: Any = document.Root
    names = root.get("/Names", {}).get("/Dests")
    known = {str(name) for name in pikepdf.NameTree(names)} if names is not None else set()
    for number, page in enumerate(document.pages, 1):
        notes: Any = page.obj.get("/Annots", [])
        for note in notes:
            if note.get("/Subtype") == "/Link":
                yield from (f"page {number}: {fault}" for fault in _link(note, known))


def _link(note: Any, known: set[str]) -> Iterator[str]:
    """Yield what is wrong with one link."""
    action = note.get("/A", {})
    goal = note.get("/Dest", action.get("/D"))
    if "/URI" in action:
        if not ADDRESS.fullmatch(str(action.URI)):
            yield f"“{action.URI}” is no web address"
    elif goal is None or (isinstance(goal, pikepdf.String) and str(goal) not in known):
        yield f"a link leads nowhere: {goal}"
    if not str(note.get("/Contents", "")).strip():
        yield f"a link is not described: {goal or action.get('/URI')}"


def _structure(document: pikepdf.Pdf) -> Iterator[str]:
    root: Any = document.Root
    levels = []
    for element in _below(root.get("/StructTreeRoot", {}).get("/K")):
        tag = str(element.get("/S", "")).lstrip("/")
        if tag == "Figure" and not str(element.get("/Alt", "")).strip():
            yield "a figure has no alternative text"
        if re.fullmatch("H[1-6]", tag):
            levels.append(int(tag[1]))
    yield from skipped(levels)


def _below(kids: Any) -> Iterator[Any]:
    """Yield the structure elements of a tree in their order."""
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            if "/K" in kid:
                yield from _below(kid.K)
