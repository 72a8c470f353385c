"""The grammar of bounds as pictures: each kind is told by its shape, in grey and to any eye."""

import base64
import io
from itertools import combinations

import pytest
import vl_convert
from PIL import Image, ImageChops

from generator.draw.draw import register_fonts
from generator.typeset.fonts import font_files
from tests.browser import Browser
from tests.drawings import bar, drawing, svg_of

# Machado, Oliveira and Fernandes 2009, a physiologically-based model, severity 1.
EYES = {
    "protan": (0.152, 1.053, -0.205, 0.115, 0.786, 0.099, -0.004, -0.048, 1.052),
    "deutan": (0.367, 0.861, -0.228, 0.280, 0.673, 0.047, -0.012, 0.043, 0.969),
    "tritan": (1.256, -0.077, -0.179, -0.078, 0.931, 0.148, 0.005, 0.691, 0.304),
    "grey": (0.299, 0.587, 0.114) * 3,
}
KINDS = ("exact", "over", "nearly", "about", "at_most", "queried", "test")
STRIPS = (*KINDS, "not_comparable", "no_data")
APART = 40 * 4
"""The least dots, four to a square px, in which two kinds differ: a line that overshoots."""


def seen(picture, eye):
    """Return where ink is seen by an eye: black on white, by lightness alone."""
    red, green, blue = (EYES[eye][start : start + 3] for start in (0, 3, 6))
    matrix = (*red, 0, *green, 0, *blue, 0)
    light = picture.convert("RGB").convert("RGB", matrix).convert("L")
    ground = Image.new("L", light.size, light.getpixel((light.width - 1, light.height - 1)))
    return ImageChops.difference(light, ground).point(lambda step: 255 if step > 45 else 0)


def difference(one, other):
    """Return the number of dots in which two pictures of one size differ."""
    return ImageChops.difference(one, other).histogram()[255]


def alike(pictures):
    """Return the kinds that some eye takes for one another."""
    return [
        (eye, one, two)
        for eye in EYES
        for one, two in combinations(pictures, 2)
        if difference(seen(pictures[one], eye), seen(pictures[two], eye)) < APART
    ]


@pytest.mark.parametrize("width", [472, 288])
def test_bars_of_a_chart(width):
    """Each kind alone, beside a longest bar that is the same for all, without its words."""
    register_fonts()
    pictures = {}
    for kind in KINDS:
        how = {"queried": {"doubted": True}, "test": {"test": True}}.get(kind, {})
        qualifier = "exact" if kind in ("queried", "test") else kind
        given = drawing(bar(200, qualifier, **how), bar(300, name="most"))
        svg = svg_of("bars", given, width).replace("<text", '<text visibility="hidden"')
        png = Image.open(io.BytesIO(vl_convert.svg_to_png(svg, scale=2)))
        ground = Image.new("RGBA", png.size, "white")
        ground.alpha_composite(png.convert("RGBA"))
        pictures[kind] = ground.crop((0, 30, png.width, 2 * 46))
    assert alike(pictures) == []


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with Browser(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


@pytest.mark.parametrize("size", ["m", "xl"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_strips_of_the_key(size, dark, built, browser):
    browser.look(1280, dark=dark)
    browser.open((built("quillonia") / "en" / "index.html").as_uri())
    script = """
    [...document.querySelectorAll('.key-table .strip')].map(strip => {
      strip.classList.replace('m', 'SIZE');
      strip.style.width = '140px';
      const box = strip.getBoundingClientRect();
      return [strip.classList[1], box.left + scrollX, box.top + scrollY];
    })"""
    places = browser.run(script.replace("SIZE", size))
    places = browser.run(script.replace("SIZE", size))  # where they stand once all have grown
    assert [kind for kind, *_ in places] == list(STRIPS)
    pictures = {}
    for kind, x, y in places:
        clip = {"x": x, "y": y - 2, "width": 144, "height": 30 if size == "xl" else 18, "scale": 2}
        shot = browser.call("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        pictures[kind] = Image.open(io.BytesIO(base64.b64decode(shot["data"])))
    assert alike(pictures) == []


def test_digits_are_of_one_width():
    """The font has no tabular figures (tnum) to ask for: its own must be."""
    from fontTools.ttLib import TTFont

    for path in font_files().values():
        with TTFont(path, lazy=True) as font:
            names = font.getBestCmap()
            assert len({font["hmtx"][names[ord(digit)]][0] for digit in "0123456789"}) == 1
