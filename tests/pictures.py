"""Pictures of pages, small, and how far two of them are apart, whatever draws their edges."""

import io
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageFilter, ImageOps

from tests.browser import SETTLED

KEPT = Path(__file__).parent / "pictures"
WIDE = 120
"""Px of a page of paper as it is kept."""
DRAWN = 480
"""Px of a page as it is drawn; what is kept is made of it."""
SHRUNK = 8
"""A screen's picture is kept at this fraction of its size."""
STEPS = 17
"""Between two shades that are kept: sixteen for each colour."""
WHITE = (255, 255, 255)


def opened(path: Path) -> Image.Image:
    """Return the picture in a file, which is closed."""
    with Image.open(path) as picture:
        return picture.convert("RGB")


def small(picture: Image.Image, width: int) -> Image.Image:
    """Return a picture of that width in few shades."""
    height = max(1, round(picture.height * width / picture.width))
    shrunk = picture.convert("RGB").resize((width, height), Image.Resampling.BOX)
    return shrunk.point(lambda shade: round(shade / STEPS) * STEPS)


def by_pdfium(path: Path) -> Iterator[Image.Image]:
    """Yield the pages of a PDF as pdfium draws them."""
    document = pypdfium2.PdfDocument(path)
    for page in document:
        yield page.render(scale=DRAWN / page.get_width()).to_pil()
    document.close()


def by_poppler(path: Path, folder: Path) -> Iterator[Image.Image]:
    """Yield the pages of a PDF as poppler draws them."""
    folder.mkdir()
    subprocess.run(
        ["pdftoppm", "-png", "-scale-to-x", str(DRAWN), "-scale-to-y", "-1", path, folder / "p"],
        check=True,
    )
    for drawn in sorted(folder.iterdir()):
        yield opened(drawn)


STILL = """(() => {
  const style = document.createElement('style');
  style.textContent = '.here,.switch{position:static!important}';
  document.head.append(style);
  return true;
})()"""
"""What follows the reader stands still, wherever the picture is cut."""
SLICE = 4000
"""Px of a page that are drawn at once."""


def by_chromium(browser: Any, page: Path, width: int, *, dark: bool) -> Image.Image:
    """Return a whole page as a screen of that width shows it, at half its size."""
    browser.look(width, dark=dark)
    browser.open(page.as_uri())
    browser.run(STILL)
    browser.run(SETTLED)
    height = browser.run("document.documentElement.scrollHeight")
    whole = Image.new("RGB", (width // 2, height // 2), WHITE)
    for top in range(0, height, SLICE):
        part = {"x": 0, "y": top, "width": width, "height": min(SLICE, height - top), "scale": 0.5}
        shot = browser.call("Page.captureScreenshot", captureBeyondViewport=True, clip=part)
        whole.paste(Image.open(io.BytesIO(b64decode(shot["data"]))), (0, top // 2))
    return whole


def apart(one: Image.Image, two: Image.Image) -> Image.Image:
    """Return how far two pictures are apart at each place, in shades, edges smoothed away."""
    size = max(one.width, two.width), max(one.height, two.height)
    soft = [_on(size, each).filter(ImageFilter.GaussianBlur(1)) for each in (one, two)]
    red, green, blue = ImageChops.difference(*soft).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.filter(ImageFilter.BoxBlur(1))


def _on(size: tuple[int, int], picture: Image.Image) -> Image.Image:
    """Return a picture on white ground of that size."""
    ground = Image.new("RGB", size, WHITE)
    ground.paste(picture.convert("RGB"), (0, 0))
    return ground


def farthest(one: Image.Image, two: Image.Image) -> int:
    """Return the greatest distance of two pictures."""
    shades = apart(one, two).histogram()
    return max(shade for shade, count in enumerate(shades) if count)


def shown(one: Image.Image, two: Image.Image, path: Path) -> Path:
    """Write both pictures and where they differ beside each other; returns the path."""
    difference = ImageOps.invert(apart(one, two).point(lambda shade: min(255, shade * 4)))
    parts = [part.convert("RGB") for part in (one, two, difference)]
    sheet = Image.new("RGB", (sum(p.width + 4 for p in parts), max(p.height for p in parts)))
    left = 0
    for part in parts:
        sheet.paste(part, (left, 0))
        left += part.width + 4
    sheet.resize((sheet.width * 3, sheet.height * 3), Image.Resampling.NEAREST).save(path)
    return path
