"""A finished PDF as a reader of its structure meets it, read by pikepdf and PDFium, not by us."""

import ctypes
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium

LINES = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "Caption", "LBody", "TOCI", "TR", "Figure"}
"""Elements that are a line each."""
_LATIN = re.compile(r"[\w.,;:!?”’)%]\Z", re.ASCII), re.compile(r"[\w“‘(]", re.ASCII)

_AIRY = set("，。、：；（）《》“”")
"""Full-width marks, which stand apart from what is beside them."""


@dataclass(frozen=True)
class Piece:
    """A piece of text, and where it stands, in points from the left and the foot of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    baseline: float = 0.0
    page: int = 0
    """From 1."""
    size: float = 0.0
    """Of the type, in points."""

    def follows(self, other: "Piece | None") -> str:
        """Return how it stands after another piece: "below", "apart", or close ("")."""
        if other is not None and (self.top < other.bottom or self.bottom > other.top):
            return "below"
        return "apart" if other and self.left > other.right + (self.top - self.bottom) / 2 else ""


@dataclass
class Element:
    """One element of the structure tree: its tag, and elements and text in reading order."""

    tag: str
    parts: list["Element | Piece"] = field(default_factory=list)
    alternative: str = ""
    lang: str = ""
    spoken: str = ""
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def elements(self) -> list["Element"]:
        """Return the elements inside, without the text."""
        return [part for part in self.parts if isinstance(part, Element)]

    def walk(self) -> Iterator["Element"]:
        """Yield this element and all below it, in reading order."""
        yield self
        for element in self.elements:
            yield from element.walk()

    def pieces(self) -> Iterator[Piece]:
        """Yield all pieces of text below, in reading order."""
        for part in self.parts:
            yield from [part] if isinstance(part, Piece) else part.pieces()

    @property
    def has_lines(self) -> bool:
        """Tell whether it is a line of its own, or lines stand in it."""
        return any(element.tag in LINES for element in self.walk())

    @property
    def text(self) -> str:
        """Return the text below, its lines joined again."""
        return joined(self.pieces())


def joined(pieces: Iterator[Piece]) -> str:
    """Join pieces of text; a line that ended between two Latin words ended with a space."""
    out, last = "", None
    for piece in pieces:
        place, words = piece.follows(last), _LATIN[0].search(out) and _LATIN[1].match(piece.text)
        airy = {out[-1:], piece.text[:1]} & _AIRY
        out += (
            f" {piece.text}" if (place and words) or (place == "apart" and not airy) else piece.text
        )
        last = piece
    return " ".join(out.split())


def structure(path: Path) -> Element:
    """Return the structure tree of a PDF: elements as pikepdf reads them, text as PDFium does.

    (`pdfinfo -struct-text` tells the same and takes minutes where this takes a second.)
    """
    with pikepdf.open(path) as document:
        places = {sheet.objgen: number for number, sheet in enumerate(document.pages)}
        root = Element("Root")
        _grow(root, document.Root.StructTreeRoot, 0, places, _marked_texts(path))
    return root


def _grow(
    element: Element, node: Any, sheet: int, places: Mapping[Any, int],
    texts: Mapping[tuple[int, int], list[Piece]],
) -> None:  # fmt: skip
    """Add to an element what stands below its node, in order."""
    sheet = places[node.Pg.objgen] if "/Pg" in node else sheet
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            element.parts += texts.get((sheet, kid), [])
        elif "/S" in kid:
            attributes = {str(key): str(value) for key, value in kid.get("/A", {}).items()}
            below = Element(
                str(kid.S).lstrip("/"), [], str(kid.get("/Alt", "")), str(kid.get("/Lang", "")),
                str(kid.get("/ActualText", "")), attributes,
            )  # fmt: skip
            element.parts.append(below)
            _grow(below, kid, sheet, places, texts)
        elif "/MCID" in kid:
            there = places[kid.Pg.objgen] if "/Pg" in kid else sheet
            element.parts += texts.get((there, int(kid.MCID)), [])


def _marked_texts(path: Path) -> dict[tuple[int, int], list[Piece]]:
    """Return the pieces of text by page and number of their marked content."""
    found: dict[tuple[int, int], list[Piece]] = {}
    document = pdfium.PdfDocument(path)
    for number, sheet in enumerate(document):
        text_page = sheet.get_textpage()
        for thing in sheet.get_objects([pdfium.raw.FPDF_PAGEOBJ_TEXT]):
            mark = pdfium.raw.FPDFPageObj_GetMarkedContentID(thing.raw)
            size = pdfium.raw.FPDFTextObj_GetText(thing.raw, text_page.raw, None, 0)
            held = (ctypes.c_ushort * (size // 2))()
            pdfium.raw.FPDFTextObj_GetText(thing.raw, text_page.raw, held, size)
            text = bytes(held).decode("utf-16-le").rstrip("\0")
            left, bottom, right, top = thing.get_bounds()
            matrix = thing.get_matrix()
            place = (left, bottom, right, top, matrix.f, number + 1, _size(thing, matrix.d))
            piece = Piece(text, *place)
            found.setdefault((number, mark), []).append(piece)
    document.close()
    return found


def _size(thing: Any, scale: float) -> float:
    """Return the size of a text object's type in points."""
    size = ctypes.c_float()
    pdfium.raw.FPDFTextObj_GetFontSize(thing.raw, ctypes.byref(size))
    return float(round(size.value * abs(scale), 1))


def text_of(path: Path) -> str:
    """Return the text in reading order: a line each block, cells of a row with bars between."""
    return "".join(f"{line}\n" for line in _lines(structure(path)))


def _lines(element: Element) -> Iterator[str]:
    """Yield the lines of an element."""
    if element.tag == "TR":
        yield "TR " + " | ".join(cell.text for cell in element.elements)
    elif element.tag == "Figure":
        yield f"Figure {element.alternative}"
    elif not any(below.has_lines for below in element.elements):
        if element.text:
            yield f"{element.tag} {element.text}"
    else:
        run = Element(element.tag)
        for part in element.parts:
            if isinstance(part, Element) and part.has_lines:
                yield from _lines(run)
                yield from _lines(part)
                run = Element(element.tag)
            else:
                run.parts.append(part)
        yield from _lines(run)


def figures(path: Path) -> list[str]:
    """Return the alternative texts of all figures in reading order."""
    return [e.alternative for e in structure(path).walk() if e.tag == "Figure"]


def headings(path: Path) -> list[int]:
    """Return the levels of all headings in reading order."""
    tags = [element.tag for element in structure(path).walk()]
    return [int(tag[1:]) for tag in tags if re.fullmatch("H[1-6]", tag)]


def outline(path: Path) -> list[tuple[int, str, int]]:
    """Return (depth, title, page from 1) of the bookmarks."""
    with pikepdf.open(path) as document, document.open_outline() as marks:
        pages = {sheet.objgen: number for number, sheet in enumerate(document.pages, 1)}
        return list(_marks(marks.root, 0, pages))


def _marks(items: Any, depth: int, pages: Mapping[Any, int]) -> Iterator[tuple[int, str, int]]:
    """Yield the bookmarks of one level and of those below."""
    for item in items:
        yield depth, item.title, pages[item.destination[0].objgen]
        yield from _marks(item.children, depth + 1, pages)


def destinations(path: Path) -> dict[str, int]:
    """Return the page (from 1) of each named destination."""
    with pikepdf.open(path) as document:
        pages = {sheet.objgen: number for number, sheet in enumerate(document.pages, 1)}
        names: Any = pikepdf.NameTree(document.Root.Names.Dests)
        return {str(name): pages[goal[0].objgen] for name, goal in names.items()}


def fonts(path: Path) -> set[str]:
    """Return the names of the fonts, without the tag of a subset; all are embedded."""
    said = subprocess.run(["pdffonts", str(path)], capture_output=True, check=True, text=True)
    rows = [line.split() for line in said.stdout.splitlines()[2:]]
    assert rows
    assert all(row[-5] == "yes" for row in rows), said.stdout
    return {row[0].partition("+")[2] for row in rows}
