"""Compares the size of each PDF with Typst's PDF of the same pages, attachments left out.

Both are set from the same print page: the same text, links, tables and drawings, the same font
files, both PDF/UA-1 and PDF/A-3a. Typst's pages are like ours in measure, not line for line. Typst
packs no objects; the ratio that counts is the one to its file packed by qpdf, as ours is.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import typst
from weasyprint import HTML

from generator.build import source_of
from generator.compose.compose import compose
from generator.compose.report import Medium
from generator.render.render import Renderer
from generator.typeset.fonts import fonts_dir

ROOT = Path(__file__).parent.parent
SVG = "{http://www.w3.org/2000/svg}"
AIM, LIMIT = 1.5, 2.5

PRELUDE = """
#set document(title: "%(title)s", author: "%(author)s")
#set page(paper: "a4", margin: (top: 20mm, bottom: 22mm, x: 20mm), footer: context [
  #set text(size: 7.5pt)
  %(title)s #h(1fr) #counter(page).display()])
#set text(font: "Noto Sans SC", size: 9.5pt, lang: "%(lang)s", fill: rgb("#1A1D21"))
#set par(leading: 0.55em, spacing: 0.8em)
#set table(stroke: (y: .3pt + rgb("#C9C5BB")), inset: (x: 0pt, y: 3pt))
#let data = rgb("#1B4B66")
#let mark = rgb("#BF3A1B")
#let strip(kind) = block(width: 100%%, height: 10pt, {
  place(dy: 2pt, rect(width: 100%% - 18pt, height: 6pt, fill: data))
  place(dx: 100%% - 17pt, rect(width: 1.5pt, height: 10pt, fill: mark))
  if kind in ("over", "nearly", "about") {
    for i in range(5) {
      place(dx: 100%% - 14pt + i * 2.6pt, dy: 2pt,
        rect(width: (5 - i) * .4pt, height: 6pt, fill: data))
    }
  }
})
"""

GRIDS = {
    "block": "(125mm,)", "three": "(1fr, 1fr, 1fr)", "two": "(1fr, 1fr)",
    "sides": "(1fr, 8mm, 1fr)", "groups": "(1fr,) * 6", "key": "(1fr,) * 4",
    "halves": "(1fr, 1fr)", "lists": "(1fr, 1fr)",
}  # fmt: skip
SIZES = {
    "lead": 11.5, "subtitle": 8.5, "margin": 7.5, "sub": 7.5, "name": 9, "fact": 7.5, "note": 8.5,
    "source": 8.5, "evidence": 8.5, "q": 11.5, "u": 13, "d": 28, "key": 7.5, "after-key": 7.5,
    "finding": 8.5, "group": 8.5, "panel": 8.5, "source-facts": 7.5, "drawn": 7.5, "why": 8.5,
}  # fmt: skip
HEADS = {"h1": 45, "h2": 27, "h3": 16, "h4": 11.5}


@dataclass
class Writer:
    """Writes an HTML element as Typst markup; drawings become files."""

    folder: Path
    drawings: list[str] = field(default_factory=list)

    def markup(self, element: Any) -> str:
        """Return an element with all that stands in it."""
        if not isinstance(element.tag, str) or element.tag in ("head", "style"):
            return ""
        if element.tag == f"{SVG}svg":
            return self._drawing(element)
        classes = (element.get("class") or "").split()
        made = self._tagged(element, classes)
        if element.get("id"):
            made = f'#metadata(none)#label("{element.get("id")}")' + made
        return ("\n#pagebreak(weak: true)\n" if {"new-page", "summary"} & {*classes} else "") + made

    def inside(self, element: Any) -> str:
        """Return the text and the elements in an element."""
        return quoted(element.text) + "".join(
            self.markup(kid) + quoted(kid.tail) for kid in element
        )

    def _tagged(self, element: Any, classes: list[str]) -> str:
        """Return an element by its tag and classes."""
        tag = element.tag
        if "strip" in classes or "stroke" in classes:
            return f'\n#strip("{[*classes, ""][1]}")\n'
        if "title-page" in classes:
            inside = f"#set text(fill: white)\n{self.inside(element)}"
            return f'\n#page(fill: rgb("#12384D"), footer: none)[{inside}]\n'
        if tag == "table":
            return self._table(element)
        if tag == "a":
            return self._link(element)
        grid = next((name for name in classes if name in GRIDS), None)
        if grid:
            return self._grid(element, GRIDS[grid])
        return self._wrapped(element, classes)

    def _wrapped(self, element: Any, classes: list[str]) -> str:
        """Return what is in an element, in its size, as a heading, item or paragraph."""
        tag, made = element.tag, self.inside(element)
        size = next((SIZES[name] for name in classes if name in SIZES), None)
        if size:
            made = f"#text(size: {size}pt)[{made}]"
        if tag in HEADS:
            return f"\n#heading(level: {tag[1]})[#text(size: {HEADS[tag] * 0.9}pt)[{made}]]\n"
        if "columns" in classes:
            return f"\n#columns(2, gutter: 8mm)[{made}]\n"
        around = {"strong": "#strong[{}]", "li": "\n#list(marker: none, body-indent: 0pt)[{}]\n"}
        paragraph = "\n\n{}\n\n" if tag in ("p", "div", "section", "article") else "{}"
        return around.get(tag, paragraph).replace("{}", made)

    def _grid(self, element: Any, columns: str) -> str:
        """Return the kids of an element side by side."""
        cells = "".join(f"[{self.markup(kid)}]," for kid in element)
        return f"\n#grid(columns: {columns}, column-gutter: 5mm, row-gutter: 4mm, {cells})\n"

    def _link(self, element: Any) -> str:
        """Return a link to a place in the report, or to an address."""
        address = element.get("href")
        goal = f'label("{address[1:]}")' if address.startswith("#") else f'"{address}"'
        return f"#link({goal})[{self.inside(element)}]"

    def _table(self, table: Any) -> str:
        """Return a table with its head and its caption."""
        rows = [list(row) for row in table.iter("tr")]
        cells = [f"[#text(size: 8.5pt)[{self.inside(cell)}]]," for row in rows for cell in row]
        width = len(rows[0])
        head, body = "".join(cells[:width]), "".join(cells[width:])
        made = f"table(columns: {width}, table.header({head}), {body})"
        caption = table.find("caption")
        words = f"caption: [{self.inside(caption)}]," if caption is not None else ""
        options = "kind: table, supplement: none, numbering: none"
        return f"\n#align(left)[#figure({made}, {words} {options})]\n"

    def _drawing(self, element: Any) -> str:
        """Keep a drawing as a file and return its place."""
        title = element.find(f"{SVG}title").text
        name = f"{len(self.drawings)}.svg"
        self.drawings.append(name)
        ElementTree.register_namespace("", SVG.strip("{}"))
        for each in element.iter():
            each.attrib = {key: value for key, value in each.attrib.items() if "xmlns" not in key}
        (self.folder / name).write_bytes(ElementTree.tostring(element))
        return f'\n#image("{name}", width: 100%, alt: {literal(title)})\n'


def literal(text: str) -> str:
    """Return text as a Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def quoted(text: str | None) -> str:
    """Return text of HTML as text of Typst, with its spaces made one."""
    if not text:
        return ""
    if not text.strip():
        return " "
    ends = (" " if text[0].isspace() else "", " " if text[-1].isspace() else "")
    return f"{ends[0]}#{literal(' '.join(text.split()))};{ends[1]}"


def typst_of(html: str, folder: Path) -> Path:
    """Write a print page as Typst markup into a folder, its drawings beside it; return the file."""
    root = HTML(string=html, base_url="about:blank").etree_element
    title = root.find("head/title").text
    author = next(m.get("content") for m in root.iter("meta") if m.get("name") == "author")
    lang = root.get("lang").partition("-")[0]
    prelude = PRELUDE % {"title": title, "author": author, "lang": lang}
    page = folder / "page.typ"
    page.write_text(prelude + Writer(folder).markup(root.find("body")), encoding="utf-8")
    return page


def by_typst(html: str) -> bytes:
    """Return Typst's PDF of a print page."""
    with tempfile.TemporaryDirectory() as folder:
        standards: Any = ["ua-1", "a-3a"]
        return typst.compile(
            str(typst_of(html, Path(folder))), format="pdf", font_paths=[str(fonts_dir())],
            ignore_system_fonts=True, pdf_standards=standards,
        )  # fmt: skip


def without_attachments(content: bytes) -> tuple[int, int]:
    """Return the size of a PDF in bytes without its attachments, and its pages."""
    with pikepdf.open(BytesIO(content)) as pdf:
        embedded = [
            item for item in pdf.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Type") == "/EmbeddedFile"
        ]  # fmt: skip
        return len(content) - sum(len(item.read_raw_bytes()) for item in embedded), len(pdf.pages)


def packed(content: bytes) -> bytes:
    """Return a PDF with its objects packed, as ours are."""
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        mode = pikepdf.ObjectStreamMode.generate
        pdf.save(out, object_stream_mode=mode, recompress_flate=True, fix_metadata_version=False)
    return out.getvalue()


def ratio(html: str, pdf: Path) -> float:
    """Print the sizes of a PDF and of Typst's PDF of its page; return the ratio, ours to theirs."""
    written = by_typst(html)
    (ours, pages), (theirs, their_pages) = map(
        without_attachments, (pdf.read_bytes(), packed(written))
    )
    print(
        f"{pdf.name}: {ours} bytes, {pages} pages. Typst: {theirs} bytes packed, {len(written)} as "
        f"written, {their_pages} pages. Ratio {ours / theirs:.2f} (aim {AIM}, at most {LIMIT})."
    )
    return ours / theirs


def ratios(project: Path, output: Path) -> Iterator[float]:
    """Yield the ratio of each PDF of an output folder."""
    source = source_of(project, None)
    for tag in source.files.edition.languages:
        setting = source.setting(tag)
        report = compose(setting, source.theme, (), Medium(True, {400: "", 700: ""}))
        renderer = Renderer(source.templates, source.project, setting.strings)
        yield ratio(renderer.page("print.html", report), output / report.pdf)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: scripts/pdf_size.py OUTPUT, as in: scripts/pdf_size.py output/2023")
    too_large = [each for each in ratios(ROOT, Path(sys.argv[1])) if each > LIMIT]
    sys.exit(bool(too_large))
