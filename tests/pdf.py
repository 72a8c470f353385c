"""A finished PDF as a reader of its structure meets it; poppler and pikepdf read, not our code."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

LINES = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "Caption", "LBody", "TH", "TD", "Figure"}
"""Elements that are a line each."""
_LATIN = re.compile(r"[\w.,;:!?”’)%]\Z", re.ASCII), re.compile(r"[\w“‘(]", re.ASCII)


@dataclass
class Element:
    """One element of the structure tree: its tag, and elements and text in reading order."""

    tag: str
    parts: list["Element | str"] = field(default_factory=list)

    @property
    def elements(self) -> list["Element"]:
        """Return the elements inside, without the text."""
        return [part for part in self.parts if isinstance(part, Element)]

    def walk(self) -> Iterator["Element"]:
        """Yield this element and all below it, in reading order."""
        yield self
        for element in self.elements:
            yield from element.walk()

    def texts(self, depth: int = 0) -> Iterator[tuple[int, str]]:
        """Yield (depth, piece of text) of all below, in reading order."""
        for part in self.parts:
            yield from [(depth, part)] if isinstance(part, str) else part.texts(depth + 1)

    @property
    def text(self) -> str:
        """Return the text below, its lines joined again."""
        return joined(self.texts())


def joined(pieces: Iterator[tuple[int, str]]) -> str:
    """Join pieces of text; a line of one element that ended between Latin words had a space."""
    out, above = "", -1
    for depth, piece in pieces:
        broken = depth == above and _LATIN[0].search(out) and _LATIN[1].match(piece)
        out += f" {piece}" if broken else piece
        above = depth
    return " ".join(out.split())


def structure(path: Path) -> Element:
    """Return the structure tree of a PDF."""
    said = subprocess.run(
        ["pdfinfo", "-struct-text", str(path)], capture_output=True, check=True, timeout=120
    )
    above = [Element("Root")]
    for line in said.stdout.decode("utf-8").splitlines():
        words = line.strip()
        depth = (len(line) - len(line.lstrip(" "))) // 2
        if words.startswith('"'):
            above[-1].parts.append(words[1:].removesuffix('"'))
        elif words and not words.startswith(("Object ", "/")):  # but for links and attributes
            del above[depth + 1 :]
            element = Element(words.partition(" ")[0].rstrip(":"))
            above[-1].parts.append(element)
            above.append(element)
    return above[0]


def text_of(path: Path) -> str:
    """Return the text in reading order: a line each block, cells of a row with bars between."""
    alternatives = iter(figures(path))
    lines = list(_lines(structure(path), alternatives))
    assert next(alternatives, None) is None
    return "\n".join(lines) + "\n"


def _lines(element: Element, alternatives: Iterator[str]) -> Iterator[str]:
    """Yield the lines of an element."""
    if element.tag == "TR":
        yield "TR " + " | ".join(cell.text for cell in element.elements)
    elif element.tag == "Figure":
        yield f"Figure {next(alternatives)}"
    elif not any(part.tag in {*LINES, "TR"} for e in element.elements for part in e.walk()):
        if element.text:
            yield f"{element.tag} {element.text}"
    else:
        run: list[Element | str] = []
        for part in [*element.parts, Element("end")]:
            inner = part.walk() if isinstance(part, Element) else ()
            if isinstance(part, str) or not any(e.tag in {*LINES, "TR", "end"} for e in inner):
                run.append(part)
                continue
            if text := Element(element.tag, run).text:
                yield f"{element.tag} {text}"
            run = []
            yield from _lines(part, alternatives)


def elements(path: Path) -> list[tuple[str, str]]:
    """Return (tag, alternative text) of all structure elements in reading order."""
    with pikepdf.open(path) as pdf:
        return list(_below(pdf.Root.StructTreeRoot))


def _below(node: Any) -> Iterator[tuple[str, str]]:
    """Yield the elements below a node of the structure tree."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S).lstrip("/"), str(kid.get("/Alt", ""))
            yield from _below(kid)


def figures(path: Path) -> list[str]:
    """Return the alternative texts of all figures in reading order."""
    return [alternative for tag, alternative in elements(path) if tag == "Figure"]


def headings(path: Path) -> list[int]:
    """Return the levels of all headings in reading order."""
    return [int(tag[1:]) for tag, _ in elements(path) if re.fullmatch("H[1-6]", tag)]


def outline(path: Path) -> list[tuple[int, str]]:
    """Return (depth, title) of the bookmarks."""
    with pikepdf.open(path) as pdf, pdf.open_outline() as marks:
        return list(_marks(marks.root, 0))


def _marks(items: Any, depth: int) -> Iterator[tuple[int, str]]:
    """Yield the bookmarks of one level and of those below."""
    for item in items:
        yield depth, item.title
        yield from _marks(item.children, depth + 1)


def fonts(path: Path) -> set[str]:
    """Return the names of the fonts, without the tag of a subset; all are embedded."""
    said = subprocess.run(["pdffonts", str(path)], capture_output=True, check=True, text=True)
    rows = [line.split() for line in said.stdout.splitlines()[2:]]
    assert rows
    assert all(row[-5] == "yes" for row in rows), said.stdout
    return {row[0].partition("+")[2] for row in rows}


def page_of(document: pikepdf.Pdf, goal: Any) -> int:
    """Return the page (from 1) of an explicit destination."""
    return 1 + [page.objgen for page in document.pages].index(goal[0].objgen)
