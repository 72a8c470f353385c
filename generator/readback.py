"""Read back: what a reader sees in a finished page or PDF, piece by piece, in reading order."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
SPOKEN = ("aria-label", "alt", "title", "content")


@dataclass(frozen=True)
class Piece:
    """A run of text with the nearest marks around it."""

    text: str
    place: str
    """Where it stands: line and column of a page, or page of a PDF."""
    tag: str = ""
    """`data`, `time`, `number` (of a figure, table or chapter), `svg`, `spoken`, or none."""
    attributes: dict[str, str] = field(default_factory=dict)
    section: str = ""
    """Id of the nearest element around it that has one."""


@dataclass(frozen=True)
class Finished:
    """A finished page or PDF as it is read: its pieces, and its anchors with their page."""

    pieces: tuple[Piece, ...]
    anchors: dict[str, int]


def read_page(html: str) -> Finished:
    """Return what stands in an HTML page: text, drawings' text, and words for screen readers."""
    reader = _PageReader()
    reader.feed(html)
    reader.close()
    return Finished(tuple(reader.pieces), dict.fromkeys(reader.anchors, 1))


class _PageReader(HTMLParser):
    """Collects pieces; a figure's parts come as one piece."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str]]] = []
        self.pieces: list[Piece] = []
        self.figure: tuple[list[str], str] | None = None
        self.anchors: dict[str, None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; keep what it says to a screen reader."""
        attributes = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.open.append((tag, attributes))
        if attributes.get("id"):
            self.anchors[attributes["id"]] = None
        for name in SPOKEN:
            if attributes.get(name) and attributes.get("name") != "viewport":
                self._add(attributes[name], "spoken", {"name": name})
        if tag == "data":
            self.figure = ([], self._place())

    def handle_endtag(self, tag: str) -> None:
        """Close an element; a figure is complete at its end."""
        while self.open:
            name, attributes = self.open.pop()
            if name == "data" and self.figure:
                texts, place = self.figure
                self.figure = None
                self.pieces.append(
                    Piece("".join(texts), place, "data", attributes, self._section())
                )
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        """Keep a run of text."""
        tags = {name for name, _ in self.open}
        if "style" in tags or "script" in tags or not data.strip():
            return
        if self.figure is not None:
            self.figure[0].append(data)
            return
        kind, attributes = self._kind()
        self._add(data, kind, attributes)

    def _kind(self) -> tuple[str, dict[str, str]]:
        """Return the nearest mark around the current text."""
        drawn: dict[str, str] = {}
        for tag, attributes in reversed(self.open):
            if tag in ("title", "desc"):
                return "spoken", attributes
            if tag in ("time", "svg"):
                return tag, drawn | attributes
            if "data-finding" in attributes:  # the mark of a figure in a drawing
                drawn = {"data-finding": attributes["data-finding"]}
            if "number" in attributes.get("class", "").split():
                return "number", attributes
        return "", {}

    def _add(self, text: str, kind: str, attributes: dict[str, str]) -> None:
        self.pieces.append(Piece(text, self._place(), kind, attributes, self._section()))

    def _place(self) -> str:
        line, column = self.getpos()
        return f"{line}:{column + 1}"

    def _section(self) -> str:
        return next((a["id"] for _, a in reversed(self.open) if a.get("id")), "")


def read_pdf(content: bytes) -> Finished:
    """Return what stands in a tagged PDF, in the order of its structure tree."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        pieces = [p for number in range(len(document)) for p in _pdf_page(document, number)]
        return Finished(tuple(pieces), dict(_destinations(document)))
    finally:
        document.close()


def _destinations(document: Any) -> Iterator[tuple[str, int]]:
    """Yield the named destinations of a PDF with their page, from 1."""
    from pypdfium2 import raw

    for i in range(raw.FPDF_CountNamedDests(document.raw)):
        size = ctypes.c_long(0)
        raw.FPDF_GetNamedDest(document.raw, i, None, ctypes.byref(size))
        buffer = ctypes.create_string_buffer(size.value)
        goal = raw.FPDF_GetNamedDest(document.raw, i, buffer, ctypes.byref(size))
        name = buffer.raw[: size.value].decode("utf-16-le").rstrip("\0")
        yield name, raw.FPDFDest_GetDestPageIndex(document.raw, goal) + 1


def _pdf_page(document: Any, number: int) -> Iterator[Piece]:
    """Yield the pieces of one page."""
    from pypdfium2 import raw

    page = document[number]
    texts = _marked_texts(page)
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    for i in range(raw.FPDF_StructTree_CountChildren(tree)):
        element = raw.FPDF_StructTree_GetChildAtIndex(tree, i)
        for text in _element_texts(element, texts):
            yield Piece(text, f"page {number + 1}")
    raw.FPDF_StructTree_Close(tree)


def _marked_texts(page: Any) -> dict[int, str]:
    """Return the text of a page by the number of its marked content."""
    from pypdfium2 import raw

    text_page, texts = page.get_textpage(), dict[int, str]()

    def read(item: Any, mark: int) -> None:
        own = raw.FPDFPageObj_GetMarkedContentID(item)
        mark = own if own >= 0 else mark
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            for i in range(raw.FPDFFormObj_CountObjects(item)):
                read(raw.FPDFFormObj_GetObject(item, i), mark)
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            texts[mark] = texts.get(mark, "") + _text(item, text_page)

    for i in range(raw.FPDFPage_CountObjects(page.raw)):
        read(raw.FPDFPage_GetObject(page.raw, i), -1)
    return texts


def _text(item: Any, text_page: Any) -> str:
    """Return the characters of one text object."""
    from pypdfium2 import raw

    size = raw.FPDFTextObj_GetText(item, text_page.raw, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pointer = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    raw.FPDFTextObj_GetText(item, text_page.raw, pointer, size)
    return buffer.raw[: max(0, size - 2)].decode("utf-16-le")


def _element_texts(element: Any, texts: dict[int, str]) -> Iterator[str]:
    """Yield the texts below one structure element, in order."""
    from pypdfium2 import raw

    for i in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, i)
        if child:
            yield from _element_texts(child, texts)
            continue
        mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, i)
        if mark in texts:
            yield texts[mark]
