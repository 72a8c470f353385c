"""Draw: from a worded chart to its picture (SVG) and its Vega-Lite specification."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from markupsafe import Markup

from generator.draw.bars import bar_chart, measured
from generator.draw.figure import Drawing
from generator.draw.frame import Frame, framed
from generator.draw.layout import WIDE
from generator.draw.lettering import lettered_in
from generator.draw.patch import Patch
from generator.draw.squares import square_chart
from generator.draw.svg import finished
from generator.draw.timeline import timeline
from generator.problem import ProblemsError
from generator.render.theme import Palette, Theme
from generator.typeset.fonts import fonts_dir
from generator.work.cache import made

if TYPE_CHECKING:
    import altair as alt

    Kind: TypeAlias = Callable[[Drawing, Palette, int], alt.LayerChart]

KINDS: Mapping[str, Kind] = {"timeline": timeline, "squares": square_chart, "bars": bar_chart}

PAGE = 820
"""Px (217 mm) of a page of paper that are left for a drawing below its title."""


@dataclass(frozen=True)
class Drawn:
    """A drawn chart: an SVG that can stand inside a page, its specification, its size in px."""

    svg: str
    specification: dict[str, Any]
    width: int
    height: int


def draw(kind: str, drawing: Drawing, theme: Theme, width: int = WIDE) -> Drawn:
    """Return a chart of this kind, `width` px wide, in the light colours of the theme."""
    palette, patch = theme.colours.light, theme.patches.get(drawing.id)
    of = repr((kind, drawing, palette, width, patch))
    form = f"{width} px" + (f" from {drawing.bars[0].finding.id}" if drawing.measure else "")
    return _kept(of, form, drawing, lambda: KINDS[kind](drawing, palette, width), patch)


def draw_pieces(
    kind: str, whole: Drawing, piece: Callable[[tuple[int, int]], Drawing], theme: Theme,
    width: int = WIDE,
) -> tuple[Markup, tuple[Markup, ...]]:  # fmt: skip
    """Return a chart, and the same for paper: bars taller than a page in pieces that fit on one.

    `piece` returns what is needed to draw the bars from one number to before another.
    """
    drawn, number = draw(kind, whole, theme, width), len(whole.bars)
    if kind != "bars" or drawn.height <= PAGE:
        return Markup(drawn.svg), (Markup(drawn.svg),)
    most = max(1, PAGE * number // drawn.height)
    with lettered_in(whole.own):
        measure = measured(whole, width)
    spans = ((first, min(first + most, number)) for first in range(0, number, most))
    pieces = (replace(piece(span), measure=measure) for span in spans)
    return Markup(drawn.svg), tuple(Markup(draw(kind, each, theme, width).svg) for each in pieces)


def draw_framed(kind: str, drawing: Drawing, frame: Frame, theme: Theme) -> Drawn:
    """Return the same, wide, with title, notes and sources: a picture that stands by itself."""
    palette, patch = theme.colours.light, theme.patches.get(drawing.id)
    of = repr((kind, drawing, palette, frame, patch))

    def make() -> alt.LayerChart:
        return framed(KINDS[kind](drawing, palette, WIDE), drawing, frame, palette)

    return _kept(of, "by itself", drawing, make, patch)


def _kept(
    of: str, form: str, drawing: Drawing, make: Callable[[], alt.LayerChart], patch: Patch | None
) -> Drawn:  # fmt: skip
    """Return a drawing from the cache, or make it; `of` is all that it is made of but its fonts."""
    fonts = [path.read_bytes() for path in drawing.own.values()]
    name = f"{drawing.language} {drawing.id} {form}"
    with lettered_in(drawing.own):
        kept = made(
            "drawing", (of, *fonts),
            lambda: json.dumps(asdict(_drawn(make, drawing, patch))).encode(), name,
        )  # fmt: skip
    return Drawn(**json.loads(kept))


def _drawn(make: Callable[[], alt.LayerChart], drawing: Drawing, patch: Patch | None) -> Drawn:
    """Return a chart, with an editor's changes to its look, as specification and SVG."""
    import altair as alt  # late: a command that only checks data must start at once
    from altair.utils.schemapi import debug_mode

    # Each layer keeps its rows. The tests hold charts to their schema, so a build need not.
    with alt.data_transformers.enable(consolidate_datasets=False), debug_mode(arg=False):
        specification: dict[str, Any] = make().to_dict(validate=False)
    if patch is not None:
        # A piece need not draw all that the whole does, which was drawn before it.
        if drawing.measure is None and (lost := list(patch.lost(specification))):
            raise ProblemsError(lost)
        specification = patch.applied(specification)
    made_svg = _converted(specification)
    svg = finished(made_svg, drawing.id, drawing.title, drawing.alt, mirrored=drawing.mirrored)
    return Drawn(svg, specification, specification["width"], specification["height"])


def _converted(specification: dict[str, Any]) -> str:
    """Return the SVG that Vega makes of a specification; nothing is fetched."""
    import vl_convert  # late, as above

    register_fonts()
    return str(vl_convert.vegalite_to_svg(specification, allowed_base_urls=[]))


@cache
def register_fonts(*own: Path) -> None:
    """Let Vega measure and paint with the pinned fonts, and a language's own."""
    import vl_convert

    for folder in (fonts_dir(), *own):
        vl_convert.register_font_directory(str(folder))
