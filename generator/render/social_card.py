"""Social card: the picture that stands for the report where somebody links to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from generator.compose.report import Report
from generator.draw.draw import register_fonts
from generator.draw.lettering import BOLD, REGULAR, Weight, lettered_in, shifts, text_width, wrapped
from generator.typeset.typeface import Typeface
from generator.work.cache import made

WIDTH, HEIGHT = 1200, 630
LEFT, LINE, AFTER = 80, 800, 836
"""Where the words begin, where the line stands, and where what follows it begins, in px."""
TITLE, TITLE_LEAST, SERIES, SUBTITLE = 92.0, 52.0, 28.0, 27.0
STROKES, FOOT = 372, 588
"""Top and bottom of the strokes."""
WIDEST_PITCH = 26.0
TAIL = tuple((round(30 - 2.3 * n, 1), round(9 + 1.9 * n, 1)) for n in range(12))
"""Width and gap of the dashes past the line."""

Element = ElementTree.Element


def social_card(report: Report) -> bytes:
    """Return a PNG of 1200 by 630 px: title, year, and a stroke for each published figure.

    It shows no number but the year: what a picture says, nobody can read back and verify.
    """
    typeface = report.typeface
    with lettered_in(typeface.files):
        svg = drawing(report)
    parts, tag = (svg, *typeface.sums), report.language.tag
    return made("social-card", parts, lambda: _painted(svg, typeface), tag)


def _painted(svg: str, typeface: Typeface) -> bytes:
    """Return the PNG of an SVG at its own size."""
    import vl_convert  # late: a command that only checks data must start at once

    register_fonts(*typeface.folders)
    return bytes(vl_convert.svg_to_png(svg, scale=1, ppi=72))


def drawing(report: Report) -> str:
    """Return the picture as SVG; a language that runs from the right has it mirrored."""
    colours = report.theme.colours.title_page
    svg = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "width": str(WIDTH),
                          "height": str(HEIGHT), "viewBox": f"0 0 {WIDTH} {HEIGHT}",
                          "font-family": ", ".join(report.typeface.families)})  # fmt: skip
    mirrored = report.language.direction == "rtl"
    ground, line = (0, 0, WIDTH, HEIGHT, colours.ground), (LINE, 0, 7, HEIGHT, colours.line)
    for x, y, width, height, colour in (ground, *_strokes(report), line):
        left = WIDTH - x - width if mirrored else x
        place = {"x": left, "y": y, "width": width, "height": height}
        svg.append(Element("rect", {k: f"{v:g}" for k, v in place.items()} | {"fill": colour}))
    for text, x, y, size, weight, colour in _words(report):
        svg.append(_text(text, WIDTH - x if mirrored else x, y, size, weight, colour, mirrored))
    return ElementTree.tostring(svg, "unicode")


def _text(
    words: str, x: float, y: float, size: float, weight: Weight, colour: str, mirrored: bool
) -> Element:
    """Return one line of text; quotation marks of a Latin line are set narrow."""
    text = Element("text", {
        "x": f"{x:g}", "y": f"{y:g}", "font-size": f"{size:g}",
        "font-weight": str(weight), "fill": colour, "text-anchor": "end" if mirrored else "start",
    })  # fmt: skip
    moves = shifts(words, size, weight)[:-1]
    if any(moves):
        text.set("dx", " ".join(f"{round(move, 2) + 0:g}" for move in moves))
    text.text = words
    return text


def _words(report: Report) -> Iterator[tuple[str, float, float, float, Weight, str]]:
    """Yield (text, x, y of the baseline, size, weight, colour) of each line."""
    colours = report.theme.colours.title_page
    width = LINE - LEFT - 32
    fitting = TITLE * width / max(text_width(report.title, TITLE, BOLD), 1)
    size = round(min(TITLE, max(TITLE_LEAST, fitting)), 1)
    lines = wrapped(report.title, width * 0.95, size)
    y = 96.0
    if report.stamp:
        yield report.stamp, LEFT, 46, SERIES, BOLD, colours.text
    yield report.series, LEFT, y, SERIES, REGULAR, colours.text_2
    for line in lines:
        y += size * 1.16
        yield line, LEFT, y, size, BOLD, colours.text
    yield report.title_year, AFTER, y, size, REGULAR, colours.text
    y += 22
    for line in wrapped(report.subtitle, width, SUBTITLE):
        y += SUBTITLE * 1.35
        yield line, LEFT, y, SUBTITLE, REGULAR, colours.text_2


def _strokes(report: Report) -> Iterator[tuple[float, float, float, float, str]]:
    """Yield (x, y, width, height, colour) of the parts of each stroke, as on the title page."""
    colours = report.theme.colours.title_page
    kinds = [stroke.strip for stroke in report.title_page.strokes]
    pitch = min(WIDEST_PITCH, (FOOT - STROKES) / max(len(kinds), 1))
    thick = round(pitch * 0.4, 1)
    for place, kind in enumerate(kinds):
        y = round(FOOT - pitch * (len(kinds) - place), 1)
        if kind in ("queried", "at_most"):
            colour = colours.queried if kind == "queried" else colours.stroke
            for x in range(0, LINE - 12, 16):
                for edge in (y, y + thick - 1.6):
                    yield x, edge, 10 if kind == "queried" else 16, 1.6, colour
            continue
        dissolves = kind in ("nearly", "about")
        yield 0, y, LINE - 6 - (210 if dissolves else 0), thick, colours.stroke
        if dissolves:
            yield from _dashes(LINE - 206, LINE - 6, y, thick, colours.stroke)
        if kind in ("over", "about"):
            yield from _dashes(LINE + 15, WIDTH, y, thick, colours.stroke)


def _dashes(
    x: float, end: float, y: float, height: float, colour: str
) -> Iterable[tuple[float, float, float, float, str]]:
    """Yield dashes that become shorter from x on, until the end or the last of them."""
    for width, gap in TAIL:
        if x + width > end:
            return
        yield round(x, 1), y, width, height, colour
        x += width + gap
