"""The shapes of Chinese characters: what a page shows, held against outlines of fonts.

The pinned package of fonts brings the same family for Japan, Taiwan and Korea. A picture of a
character is compared with its shape in each; it must be nearest to the pinned Chinese one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

from generator.typeset.fonts import font_files

VECTORS = "骨直角门复关海令刃器真"
"""Characters whose shape differs in Japan, Taiwan or Korea."""
ELSEWHERE = ("JP", "TC", "KR")
UNLIKE = 15
"""Mean difference of grey (of 255) from which a shape is another one."""
NEAR = 14
"""The most by which a picture of the same shape may differ: it is small, and its edges are soft."""
_SIDE = 48


def foreign(region: str) -> Path:
    """Return the variable font of the family for another region."""
    folder = files("justmytype_intl_cjk") / "fonts" / "ofl" / f"notosans{region.lower()}"
    return Path(str(folder / f"NotoSans{region}[wght].ttf"))


@cache
def _fonts() -> Mapping[str, list[ImageFont.FreeTypeFont]]:
    """Return the fonts of each region in both weights."""
    drawn = {"SC": [ImageFont.truetype(path, 240) for path in font_files().values()]}
    for region in ELSEWHERE:
        drawn[region] = [ImageFont.truetype(foreign(region), 240) for _ in font_files()]
        for font, weight in zip(drawn[region], font_files(), strict=True):
            font.set_variation_by_axes([weight])
    return drawn


@cache
def _references(char: str) -> Mapping[str, list[Image.Image]]:
    """Return the shapes of a character by region."""
    return {region: [_outline(char, font) for font in fonts] for region, fonts in _fonts().items()}


def _outline(char: str, font: ImageFont.FreeTypeFont) -> Image.Image:
    picture = Image.new("L", (384, 432), 0)
    ImageDraw.Draw(picture).text((72, 24), char, font=font, fill=255)
    return shape(picture)


def shape(picture: Image.Image) -> Image.Image:
    """Return the ink of a picture, white on black, cut to its edges and brought to one size."""
    grey = picture.convert("L")
    ground = Image.new("L", grey.size, grey.getpixel((0, 0)))
    ink = ImageChops.difference(grey, ground)
    high = next(value for value in range(255, -1, -1) if ink.histogram()[value])
    assert high > 0, "nothing is drawn here"
    ink = ink.point(lambda value: value * 255 // high)
    box = ink.point(lambda value: 255 if value > 60 else 0).getbbox()
    return ink.crop(box).resize((_SIDE, _SIDE), Image.Resampling.BOX)


def _difference(one: Image.Image, other: Image.Image) -> float:
    return float(ImageStat.Stat(ImageChops.difference(one, other)).mean[0])


def tells(char: str) -> list[str]:
    """Return the regions in which a character has another shape than in the pinned font."""
    known = _references(char)
    return [
        region for region in ELSEWHERE
        if min(_difference(a, b) for a, b in zip(known["SC"], known[region], strict=True)) > UNLIKE
    ]  # fmt: skip


def wrong(char: str, picture: Image.Image) -> str:
    """Return what is wrong with the picture of a character, or nothing."""
    seen = shape(picture)
    far = {
        region: min(_difference(seen, known) for known in _references(char)[region])
        for region in ("SC", *tells(char))
    }
    nearest = min(far, key=lambda region: far[region])
    if nearest != "SC":
        return f"{char} has the shape of {nearest}"
    return "" if far["SC"] < NEAR else f"{char} differs by {far['SC']:.0f}"


@dataclass(frozen=True)
class Drawn:
    """A character on a page: in running text or in a chart, with its picture to be taken."""

    char: str
    in_chart: bool
    page: int
    box: tuple[float, float, float, float]


def characters(path: Path) -> Iterator[Drawn]:
    """Yield the Chinese characters of a PDF, with the box of their ink."""
    charts = _chart_marks(path)
    document = pdfium.PdfDocument(path)
    for number, page in enumerate(document):
        text = page.get_textpage()
        for i in range(text.count_chars()):
            char = chr(pdfium.raw.FPDFText_GetUnicode(text.raw, i))
            if "\u3400" <= char <= "\u9fff":
                thing = pdfium.raw.FPDFText_GetTextObject(text.raw, i)
                mark = pdfium.raw.FPDFPageObj_GetMarkedContentID(thing)
                yield Drawn(char, (number, mark) in charts, number, text.get_charbox(i))
    document.close()


def _chart_marks(path: Path) -> set[tuple[int, int]]:
    """Return (page, number) of the marked content that stands inside figures."""
    found: set[tuple[int, int]] = set()
    with pikepdf.open(path) as document:
        pages: dict[Any, int] = {
            sheet.objgen: number for number, sheet in enumerate(document.pages)
        }

        def grow(node: Any, page: int, *, inside: bool) -> None:
            page = pages[node.Pg.objgen] if "/Pg" in node else page
            inside = inside or node.get("/S") == "/Figure"
            kids = node.get("/K", pikepdf.Array())
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                number = kid if isinstance(kid, int) else kid.get("/MCID")
                if number is not None:
                    found.update({(page, int(number))} if inside else ())
                elif "/S" in kid:
                    grow(kid, page, inside=inside)

        grow(document.Root.StructTreeRoot, 0, inside=False)
    return found


def wrong_in(path: Path, drawn: Iterable[Drawn]) -> list[str]:
    """Return what is wrong with these characters of a PDF, drawn by PDFium."""
    document = pdfium.PdfDocument(path)
    faults = []
    for one in drawn:
        page = document[one.page]
        left, bottom, right, top = one.box
        edge, scale = 0.3, 160 / max(top - bottom, 1)
        width, height = page.get_size()
        crop = (left - edge, bottom - edge, width - right - edge, height - top - edge)
        picture = page.render(scale=scale, crop=crop).to_pil()
        if fault := wrong(one.char, picture):
            faults.append(f"page {one.page + 1}, {'chart' if one.in_chart else 'text'}: {fault}")
    document.close()
    return faults
