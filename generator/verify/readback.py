"""Read back: what a reader sees in a finished page or PDF, piece by piece, in reading order."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import pikepdf

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
SEAMLESS = {"air", "air-first", "nb"}
"""Classes of spans that set text and do not part it: `ties.py` writes them."""
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
    lang: str = ""
    """Language of the text, as marked."""


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
        self.runs_on = False  # since the last text there was none but seamless spans

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; keep what it says to a screen reader."""
        attributes = {name: value or "" for name, value in attrs}
        self.runs_on = self.runs_on and attributes.get("class") in SEAMLESS
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
            self.runs_on = self.runs_on and attributes.get("class") in SEAMLESS
            if name == "data" and self.figure:
                texts, place = self.figure
                self.figure = None
                self.pieces.append(
                    Piece(
                        "".join(texts),
                        place,
                        "data",
                        attributes,
                        self._section(),
                        attributes.get("lang", self._lang()),
                    )
                )
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        """Keep a run of text."""
        tags = {name for name, _ in self.open}
        if "style" in tags or "script" in tags or not (data.strip() or self.runs_on):
            return
        if self.figure is not None:
            self.figure[0].append(data)
        elif self.runs_on:
            self.pieces[-1] = replace(self.pieces[-1], text=self.pieces[-1].text + data)
        else:
            kind, attributes = self._kind()
            self._add(data, kind, attributes)
            self.runs_on = True

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
        section, lang = self._section(), self._lang()
        self.pieces.append(Piece(text, self._place(), kind, attributes, section, lang))

    def _place(self) -> str:
        line, column = self.getpos()
        return f"{line}:{column + 1}"

    def _lang(self) -> str:
        return next((a["lang"] for _, a in reversed(self.open) if "lang" in a), "")

    def _section(self) -> str:
        return next((a["id"] for _, a in reversed(self.open) if a.get("id")), "")


def read_pdf(content: bytes) -> Finished:
    """Return what stands in a tagged PDF, in the order of its structure tree."""
    with pikepdf.open(BytesIO(content)) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        names: Any = pikepdf.NameTree(pdf.Root.Names.Dests)
        anchors = {str(name): pages[goal[0].objgen] + 1 for name, goal in names.items()}
        marks = list(_marks(pdf.Root.StructTreeRoot, 0, pages))
    texts = _marked_texts(content)
    read = [Piece(texts[mark], f"page {mark[0] + 1}") for mark in marks if mark in texts]
    return Finished(tuple(read), anchors)


def _marks(node: Any, page: int, pages: Mapping[Any, int]) -> Iterator[tuple[int, int]]:
    """Yield (page from 0, number) of each marked content below a structure element, in order."""
    page = pages[node.Pg.objgen] if "/Pg" in node else page
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            yield page, kid
        elif "/MCID" in kid:
            yield pages[kid.Pg.objgen] if "/Pg" in kid else page, int(kid.MCID)
        elif "/S" in kid:
            yield from _marks(kid, page, pages)


def _marked_texts(content: bytes) -> dict[tuple[int, int], str]:
    """Return the texts of a PDF by the page (from 0) and the number of their marked content."""
    import pypdfium2

    document, texts = pypdfium2.PdfDocument(content), dict[tuple[int, int], str]()
    try:
        for number, page in enumerate(document):
            for mark, text in _page_texts(page).items():
                texts[number, mark] = text
    finally:
        document.close()
    return texts


def _page_texts(page: Any) -> dict[int, str]:
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
