"""Chart files: the files behind each chart of a page: picture, figures, specification."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from html import escape
from io import BytesIO
from itertools import count
from math import sqrt
from typing import Any

from generator.annex.annex import csv_of
from generator.annex.dataset import Column, Dataset, Field, row_of
from generator.annex.fields import FINDINGS
from generator.annex.rows import Facts, Rows
from generator.compose.chart_view import drawing_of
from generator.compose.setting import Setting
from generator.draw.draw import Drawn, draw_framed, register_fonts
from generator.draw.figure import ChartFile
from generator.draw.frame import Frame
from generator.draw.svg import letters
from generator.records.edition import Chart
from generator.render.theme import Theme
from generator.render.webfonts import subset
from generator.typeset.fonts import FAMILY, STYLES
from generator.typeset.glyphs import subset_woff2
from generator.typeset.typeface import Typeface
from generator.word.tokens import unmarked
from generator.work.cache import made

FOLDER = "charts/"
"""Where the files lie, beside the page."""
COLUMNS = (
    "id", "kind", "name", "value", "high", "qualifier", "lower", "lower_end", "upper",
    "upper_end", "unit", "unit_name", "words", "period", "period_basis", "query_level", "grounds",
    "edition", "licence",
)  # fmt: skip
"""Those of the data annex: a figure is called the same in both."""
_SOURCES = Field("source_names", "", "", worded=True)
_FIELDS = (*(field for field in FINDINGS if field.name in COLUMNS), _SOURCES)
_PALETTE = 256
_SCALE, _DOTS = 2, 40_000_000
"""How many dots a px has on a side, as long as a picture has no more than so many in all."""
"""Dots of the PNG for a px of the drawing."""


def chart_files(setting: Setting, theme: Theme) -> dict[str, tuple[ChartFile, ...]]:
    """Return the files behind each chart that one language's report shows, by the chart's id.

    The report is not told: which figures it uses, and their numbers, stay as they are.
    """
    apart = replace(
        setting, used={}, cited={}, figure_numbers=count(1), table_numbers=count(1)
    )  # fmt: skip
    charts = [setting.files.charts[name] for name in _shown(setting)]
    drawings = [_drawn(chart, apart, theme) for chart in charts]
    typeface = theme.typeface(setting.language)
    fonts = _fonts([drawn.svg for drawn in drawings], typeface)
    return {
        chart.id: _files(chart, drawn, fonts, typeface, apart)
        for chart, drawn in zip(charts, drawings, strict=True)
    }


def _shown(setting: Setting) -> list[str]:
    """Return the ids of the charts in the report, each once."""
    edition, cases = setting.edition, setting.files.cases
    names = [edition.key_chart] if edition.key_chart else []
    for chapter in edition.chapters:
        names += [*chapter.charts, *(n for case in chapter.cases for n in cases[case].charts)]
    return list(dict.fromkeys(names))


def _drawn(chart: Chart, setting: Setting, theme: Theme) -> Drawn:
    """Return a chart with all that a reader needs who meets it alone."""
    words, names = setting.words, [*chart.figures, *chart.steps]
    grounds = [s for name in names for s in setting.grounds(setting.findings[name])]
    sources = setting.language.clause.join(
        f"{mark.text} {_name_of(mark.anchor.removeprefix('source-'), setting)}"
        for mark in setting.source_marks(grounds)
    )
    foot = (
        words(chart.reading),
        setting.strings("Sources: {sources}", sources=sources),
        words(setting.edition.citation),
        words(setting.edition.imprint.licence),
    )
    frame = Frame(words(chart.subtitle), tuple(filter(None, foot)))
    return draw_framed(chart.kind, drawing_of(chart, setting, theme), frame, theme)


def _name_of(source: str, setting: Setting) -> str:
    return unmarked(setting.library.sources[source].name[setting.language.tag])


def _fonts(drawings: Iterable[str], typeface: Typeface) -> str:
    """Return the style sheet that brings the letters of these drawings."""
    used = [letters(drawing) for drawing in drawings]
    faces = []
    for weight in STYLES:
        text = "".join(sorted(set[str]().union(*(seen[weight] for seen in used))))
        pinned = subset(weight, text)
        own = typeface.files.get(weight)
        fonts = {FAMILY: pinned} | (
            {typeface.family: subset_woff2(weight, text, own)} if own else {}
        )
        for family, font in fonts.items():
            source = f"src:url(data:font/woff2;base64,{base64.b64encode(font).decode()})"
            faces.append(f'@font-face{{font-family:"{family}";font-weight:{weight};{source}}}')
    return "".join(faces)


def _files(
    chart: Chart, drawn: Drawn, fonts: str, typeface: Typeface, setting: Setting
) -> tuple[ChartFile, ...]:  # fmt: skip
    """Return the four files of one chart, each with its format and size in words."""
    say: Callable[..., str] = setting.strings
    facts, name = _facts(chart, setting), f"{setting.language.tag} {chart.id}"
    listed = (
        (say("SVG picture"), "svg", "image/svg+xml", _svg(drawn, fonts, setting)),
        (say("PNG picture"), "png", "image/png", _painted(drawn.svg, typeface, name)),
        (say("CSV table"), "csv", "text/csv", _csv(facts, setting)),
        (
            say("Vega-Lite specification"),
            "vl.json",
            "application/json",
            _vega(chart, drawn, facts, setting),
        ),
    )
    return tuple(
        ChartFile(
            f"{FOLDER}{chart.id}.{ending}",
            say("{format}, {size} kB", format=name, size=-(-len(content) // 1000)), mime, content,
        )
        for name, ending, mime, content in listed
    )  # fmt: skip


def _svg(drawn: Drawn, fonts: str, setting: Setting) -> bytes:
    """Return the picture as a file: its letters are in it, its language is named."""
    tag = escape(setting.language.tag)
    head, _, rest = drawn.svg.partition(">")
    place = rest.index("</desc>") + len("</desc>")
    style = f"<style>{fonts}</style>"
    words = f'{head} xml:lang="{tag}" lang="{tag}">{rest[:place]}{style}{rest[place:]}\n'
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + words.encode()


def _painted(svg: str, typeface: Typeface, name: str) -> bytes:
    """Return the PNG of a picture, at twice its size."""
    return made("chart-png", (svg, *typeface.sums), lambda: _paint(svg, typeface), name)


def _paint(svg: str, typeface: Typeface) -> bytes:
    """Paint a picture in dots with the pinned fonts."""
    import vl_convert  # late: a command that only checks data must start at once
    from PIL import Image

    register_fonts(*typeface.folders)
    scale = scale_of(svg)
    png = BytesIO(vl_convert.svg_to_png(svg, scale=scale))
    with Image.open(png) as opened:
        picture = opened.convert("RGB")
    counted: Any = picture.getcolors(_PALETTE)
    colours = sorted(colour for _, colour in counted or ())
    if colours:  # a palette of its own: a third of the size, and no colour is lost
        palette = Image.new("P", (1, 1))
        palette.putpalette([part for colour in colours for part in colour])
        picture = picture.quantize(palette=palette, dither=Image.Dither.NONE)
    small = BytesIO()
    picture.save(small, "PNG", optimize=True, dpi=(scale * 96, scale * 96))
    return small.getvalue()


def scale_of(svg: str) -> float:
    """Return how many dots a px of a picture gets: fewer where it is very large."""
    sides = re.match(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"', svg)
    area = float(sides[1]) * float(sides[2]) if sides else 0
    return min(_SCALE, sqrt(_DOTS / area)) if area else _SCALE


def _facts(chart: Chart, setting: Setting) -> dict[str, Facts]:
    """Return what the data annex says of each figure of a chart, and its sources by name."""
    rows, tag = Rows({setting.language.tag: setting}), setting.language.tag
    edition = setting.edition
    return {
        name: {
            **rows.figure(setting.findings[name]), "edition": edition.id,
            "licence": edition.imprint.licence_url,
            "source_names": {tag: "; ".join(
                _name_of(s, setting) for s in dict.fromkeys(setting.grounds(setting.findings[name]))
            )},
        }
        for name in (*chart.figures, *chart.steps)
    }  # fmt: skip


def _csv(facts: Mapping[str, Facts], setting: Setting) -> bytes:
    """Return the figures as a table."""
    tag = setting.language.tag
    columns = tuple(Column(f"{f.name}:{tag}" if f.worded else f.name, f, {}, {}) for f in _FIELDS)
    rows = tuple(row_of(_FIELDS, [tag], row) for row in facts.values())
    return csv_of(Dataset("figures", {}, {}, columns, rows))


def _vega(
    chart: Chart, drawn: Drawn, facts: Mapping[str, Facts], setting: Setting
) -> bytes:  # fmt: skip
    """Return the specification with its data, each figure with its unit, bounds and sources."""
    content: dict[str, Any] = json.loads(json.dumps(drawn.specification))
    content["config"]["font"] += ", sans-serif"
    edition = setting.edition
    content["usermeta"] |= {
        "language": setting.language.tag, "edition": edition.id, "kind": chart.kind,
        "citation": setting.words(edition.citation), "licence": edition.imprint.licence_url,
    }  # fmt: skip
    for row in content["data"]["values"]:
        said = facts[row["finding"]]
        for name in ("unit", "kind", "grounds", "query_level"):
            row[name] = said.get(name)
        for name in ("lower", "upper"):
            row[name] = None if said.get(name) is None else float(str(said[name]))
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
