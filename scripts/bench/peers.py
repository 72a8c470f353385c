"""Peers: what people would use instead, each with the same content, as commands to be measured.

What each begins with is prepared beforehand, and not measured: Typst's markup, the notebook. A peer
that this machine does not have comes with the reason in place of commands.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from generator.checkers.browser import NAMES
from generator.typeset.fonts import fonts_dir
from scripts.bench.inputs import Inputs
from scripts.pdf_size import typst_of

HOME = Path(sys.prefix) / "share" / "tisc-snapshot" / "bench"
"""Where scripts/setup bench installs peers."""
PYTHON, NODE = HOME / "venv" / "bin", HOME / "node_modules" / ".bin"
FLAGS = "--headless --no-sandbox --disable-gpu --no-pdf-header-footer"
TYPST = """\
import sys, typst
typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True,
              pdf_standards=["ua-1", "a-3a"] if sys.argv[4:] else [])
"""
PANDOC = """\
import os, re, sys, pypandoc
page, markup = sys.argv[1:]
os.chdir(os.path.dirname(markup))  # Typst looks for pictures from where the markup is
media = os.path.basename(markup) + ".media"
pypandoc.convert_file(page, "typst", "html", outputfile=markup, extra_args=[
    "--standalone", "--extract-media=" + media, "-V", "mainfont=Noto Sans SC"])
text = open(markup, encoding="utf-8").read()
# Pandoc loses the anchors of some elements; a link to what is not there stops Typst.
lost = {*re.findall(r"#link\\(<([^>]+)>\\)", text)} - {*re.findall(r"(?<!\\()<([\\w:.-]+)>", text)}
with open(markup, "a", encoding="utf-8") as file:
    file.writelines(f"\\n#metadata(none) <{label}>\\n" for label in sorted(lost))
"""
DRAWING = re.compile(r"<svg.*?</svg>", re.DOTALL)
CELL = """\
import json, vl_convert
from IPython.display import SVG, display
display(SVG(vl_convert.vegalite_to_svg(json.load(open({path!r})))))"""


@dataclass(frozen=True)
class Peer:
    """A way to PDFs: what it begins with, a shell script, and what that makes, by language."""

    name: str
    begins_with: str
    script: str
    pdfs: tuple[Path, ...]
    lacks: str = ""
    """Why it cannot be measured here."""


@dataclass(frozen=True)
class Bench:
    """What peers are given: inputs, languages, and a folder to work in."""

    inputs: Inputs
    tags: tuple[str, ...]
    folder: Path

    def peer(
        self, name: str, begins_with: str, line: Callable[[Path, Path, str], str], lacks: str
    ) -> Peer:
        """Return a peer; `line` gives the commands that make a PDF of a page in a language."""
        here = self.folder / name.partition(",")[0].replace(" ", "-")
        here.mkdir()
        pdfs = {tag: here / f"{tag}.pdf" for tag in self.tags}
        lines = () if lacks else (line(self.inputs.pages[tag], pdfs[tag], tag) for tag in self.tags)
        return Peer(name, begins_with, "\n".join(lines), tuple(pdfs.values()), lacks)


def peers(bench: Bench) -> Iterator[Peer]:
    """Yield each peer."""
    found = next(filter(None, map(shutil.which, NAMES)), "")
    browser = "" if found else "no Chromium on this machine"
    python = "" if (PYTHON / "papermill").exists() else "not installed: scripts/setup bench"
    chromium = f"{found} {FLAGS}"
    yield bench.peer("Typst, same drawings", "Typst markup, SVG", _typst, "")
    yield bench.peer("pandoc → Typst", "our HTML", _pandoc, python)
    yield bench.peer(
        "Chromium", "our HTML",
        lambda page, pdf, _: f"{chromium} --print-to-pdf={pdf} file://{page}", browser,
    )  # fmt: skip
    yield bench.peer(
        "paged.js", "our HTML",
        lambda page, pdf, _: (
            f"PUPPETEER_EXECUTABLE_PATH={found} {NODE}/pagedjs-cli {page} -o {pdf}"
            " --browserArgs --no-sandbox"
        ),
        browser or _lacking("pagedjs-cli"),
    )  # fmt: skip
    yield bench.peer(
        "Vivliostyle", "our HTML",
        lambda page, pdf, _: (
            f"{NODE}/vivliostyle build {page} -o {pdf} --executable-browser {found}"
        ),
        browser or _lacking("vivliostyle"),
    )  # fmt: skip
    yield bench.peer(
        "papermill, nbconvert, Chromium", "a notebook with our words",
        lambda page, pdf, tag: _notebook(bench.inputs, page, pdf, tag, chromium), python or browser,
    )  # fmt: skip


def _lacking(program: str) -> str:
    """Return that npm has not installed a program, or nothing."""
    return "" if (NODE / program).exists() else "npm could not install it"


def _typst(page: Path, pdf: Path, tag: str) -> str:
    """Return the command that sets prepared markup by Typst, to the same standards as ours."""
    folder = pdf.parent / tag
    folder.mkdir()
    markup = typst_of(page.read_text(encoding="utf-8"), folder)
    return f"{sys.executable} {_script(pdf, TYPST)} {markup} {pdf} {fonts_dir()} standards"


def _pandoc(page: Path, pdf: Path, tag: str) -> str:
    """Return the commands that let pandoc write Typst markup of a page, and Typst set it."""
    markup = pdf.with_suffix(".typ")
    return (
        f"{PYTHON}/python {_script(pdf, PANDOC, 'pandoc.py')} {page} {markup}\n"
        f"{sys.executable} {_script(pdf, TYPST)} {markup} {pdf} {fonts_dir()}"
    )


def _notebook(inputs: Inputs, page: Path, pdf: Path, tag: str, chromium: str) -> str:
    """Return the commands that run a notebook, make HTML of it, and print that."""
    book, run = pdf.with_suffix(".ipynb"), pdf.with_suffix(".run.ipynb")
    html = pdf.with_suffix(".html")
    book.write_text(json.dumps(notebook(inputs, page, tag)), encoding="utf-8")
    return (
        f"{PYTHON}/papermill --no-progress-bar {book} {run}\n"
        f"{PYTHON}/jupyter-nbconvert --to html --output {html} {run}\n"
        f"{chromium} --print-to-pdf={pdf} file://{html}"
    )


def notebook(inputs: Inputs, page: Path, tag: str) -> dict[str, Any]:
    """Return a notebook with the words of a page as Markdown cells, its drawings as code."""
    body = page.read_text(encoding="utf-8").partition("<body")[2].partition(">")[2]
    cells, words = list[dict[str, Any]](), DRAWING.split(body.partition("</body>")[0])
    codes = [CELL.format(path=str(path)) for path in inputs.drawings(tag)]
    for text, code in zip_longest(words, codes[: len(words) - 1]):
        cells.append({"cell_type": "markdown", "metadata": {}, "source": text})
        if code:
            cells.append({"cell_type": "code", "metadata": {}, "source": code, "outputs": [],
                          "execution_count": None})  # fmt: skip
    cells = [{**cell, "id": f"cell-{i}"} for i, cell in enumerate(cells)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def _script(pdf: Path, content: str, name: str = "typst_compile.py") -> Path:
    """Write a small Python program beside the PDF that it helps to make; return its path."""
    path = pdf.parent / name
    path.write_text(content, encoding="utf-8")
    return path
