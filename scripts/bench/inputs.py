"""Inputs: what a cold build gives to its engines, kept so that others can be given the same.

The build is the real one; where it calls an engine, the call is noted down.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import vl_convert

from generator import pages
from generator.build import Order, build
from generator.draw import draw
from generator.face import bilingual
from generator.typeset.associated import Attachment
from generator.typeset.typeface import Typeface
from generator.work.crew import Later

PAPER = 472
"""Width of a drawing on paper, in px."""


@dataclass
class Inputs:
    """A folder with the specifications, the SVGs to be painted, and the pages for paper."""

    folder: Path
    count: int = 0

    def keep(self, name: str, text: str) -> None:
        """Write one of them down, numbered in the order of the calls."""
        (self.folder / f"{self.count:03}-{name}").write_text(text, encoding="utf-8")
        self.count += 1

    @property
    def pages(self) -> dict[str, Path]:
        """Return the page of each PDF, by its language."""
        return {path.name.split(".")[-2]: path for path in sorted(self.folder.glob("*.html"))}

    def drawings(self, tag: str) -> list[Path]:
        """Return the specifications of a language's drawings on paper, in their order."""
        return sorted(self.folder.glob(f"*-{tag}.{PAPER}.drawing.json"))


def inputs_of(project: Path, folder: Path) -> Inputs:
    """Build the newest edition of a project, cold; return what its engines were given."""
    inputs, drawn, painted = Inputs(folder), draw._drawn, vl_convert.svg_to_png

    def note_drawing(make: Any, drawing: Any, changes: Any) -> draw.Drawn:
        made = drawn(make, drawing, changes)
        name = f"{drawing.language.replace(' ', '+')}.{made.width}.drawing.json"
        inputs.keep(name, json.dumps(made.specification))
        return made

    def note_painting(svg: str, **options: Any) -> bytes:
        inputs.keep("painting.json", json.dumps({"svg": svg, **options}))
        return bytes(painted(svg, **options))

    def note_page(html: str, _face: Typeface, _files: Iterable[Attachment], name: str) -> Later:
        inputs.keep(name.replace(".pdf", ".html"), html)
        return lambda: b""  # for this it need not be set

    with ExitStack() as hooks:
        hooks.enter_context(patch.object(draw, "_drawn", note_drawing))
        hooks.enter_context(patch.object(vl_convert, "svg_to_png", note_painting))
        for module in (pages, bilingual):
            hooks.enter_context(patch.object(module, "kept", note_page))
        build(Order(project, out=folder / "built", cache=False))
    return inputs
