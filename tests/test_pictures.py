"""Every page as a picture, held against the one that is kept; `make pictures` keeps new ones.

Some pages in every run, all of them in `make soak`. A PDF is drawn by two renderers.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from generator.typeset.typeset import typeset
from tests.browser import Browser
from tests.pictures import (
    KEPT,
    SHRUNK,
    WIDE,
    apart,
    by_chromium,
    by_pdfium,
    by_poppler,
    farthest,
    opened,
    shown,
    small,
)  # fmt: skip
from tests.projects import pdf_name

LIMIT = 12
"""Of 255: so far may a page be from the one that is kept."""
RENDERERS = 75
"""So far may two renderers be apart, which draw the weight of type each in its way."""
TAGS = ("en", "zh-CN", "bilingual")
SCREENS = [(tag, width, dark) for tag in TAGS for width in (360, 768, 1280) for dark in (0, 1)]
FEW_SCREENS = [("en", 1280, 0), ("zh-CN", 360, 1)]
FEW_PAGES = {"en": (1, 2, 3, 4, 6, 8, 13), "zh-CN": (1, 2, 6, 10, 12, 19), "bilingual": (1, 4, 5)}
soak = pytest.mark.soak


class Pictures:
    """The kept pictures, and what differs from them."""

    def __init__(self, folder: Path, update: bool) -> None:
        self.folder, self.update = folder, update
        self.faults: list[str] = []

    def hold(self, name: str, picture: Image.Image) -> None:
        """Note a fault where a picture is not like the one of that name; or keep it."""
        path = KEPT / f"{name}.png"
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            picture.save(path, optimize=True)
        elif not path.is_file():
            self.faults.append(f"{name}: no picture is kept; run `make pictures`, and look at it")
        else:
            self.compare(name, opened(path), picture, LIMIT)

    def compare(self, name: str, one: Image.Image, two: Image.Image, limit: int) -> None:
        """Note a fault where two pictures are farther apart, with a picture of the difference."""
        far = farthest(one, two)
        if far > limit or one.size != two.size:
            seen = shown(one, two, self.folder / f"{name.replace('/', '-')}.png")
            self.faults.append(f"{name}: {far} apart, {one.size} and {two.size} px: see {seen}")


@pytest.fixture
def pictures(tmp_path, pytestconfig) -> Iterator[Pictures]:
    """Return the kept pictures; fails at the end where one was not met."""
    found = Pictures(tmp_path, bool(pytestconfig.getoption("--update")))
    yield found
    assert found.faults == [], "\n".join(found.faults)


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with Browser(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


def paper(pictures, built, tag, wanted=None):
    """Hold pages of a PDF against what is kept, and two renderers against each other."""
    path = built("2023") / pdf_name("2023", tag)
    drawn = zip(by_pdfium(path), by_poppler(path, pictures.folder / "poppler"), strict=True)
    for number, pair in enumerate(drawn, 1):
        if wanted is None or number in wanted:
            one, two = (small(each, WIDE) for each in pair)
            pictures.hold(f"{tag}/{number:02}", one)
            pictures.compare(f"{tag}/{number:02}-two-renderers", one, two, RENDERERS)
    return number


def screen(pictures, built, browser, tag, width, dark):
    page = built("2023") / tag / "index.html"
    whole = by_chromium(browser, page, width, dark=bool(dark))
    mode = "dark" if dark else "light"
    pictures.hold(f"{tag}/{width}-{mode}", small(whole, width // SHRUNK))


@pytest.mark.parametrize("tag", TAGS)
def test_some_pages_of_paper(tag, built, pictures):
    paper(pictures, built, tag, FEW_PAGES[tag])


@pytest.mark.parametrize(("tag", "width", "dark"), FEW_SCREENS)
def test_some_screens(tag, width, dark, built, browser, pictures):
    screen(pictures, built, browser, tag, width, dark)


@soak
@pytest.mark.parametrize("tag", TAGS)
def test_every_page_of_paper(tag, built, pictures):
    for gone in (KEPT / tag).glob("[0-9][0-9].png") if pictures.update else ():
        gone.unlink()
    count = paper(pictures, built, tag)
    kept = [path.stem for path in (KEPT / tag).iterdir() if re.fullmatch(r"\d+", path.stem)]
    assert sorted(kept) == [f"{number:02}" for number in range(1, count + 1)]


@soak
@pytest.mark.parametrize(("tag", "width", "dark"), SCREENS)
def test_every_screen(tag, width, dark, built, browser, pictures):
    screen(pictures, built, browser, tag, width, dark)


def test_the_kept_pictures_are_small():
    files = list(KEPT.rglob("*.png"))
    assert len(files) > 60
    assert sum(path.stat().st_size for path in files) < 3_000_000


PAGE = """<!doctype html><html lang="en"><head><title>t</title><style>
@page{{size:A4;margin:20mm}}html{{font:10pt 'Noto Sans SC';color:#1A1D21}}h1{{font-size:27pt}}
.strip{{width:100mm;height:2.2mm;background:{colour};margin-left:{left}mm}}
</style></head><body><h1>Over 195,000 {word}</h1><div class="strip"></div>
<p>The centers {body} requests.</p></body></html>"""
WHOLE = {"colour": "#1B4B66", "left": 0, "word": "requests", "body": "fulfilled"}


def drawn(folder, **changed):
    path = folder / f"{'-'.join(changed) or 'whole'}.pdf"
    path.write_bytes(typeset(PAGE.format(**{**WHOLE, **changed})))
    return small(next(by_pdfium(path)), WIDE)


@pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014.icc:ResourceWarning")
@pytest.mark.filterwarnings(
    "ignore:Exception ignored in.*sRGB2014.icc:pytest.PytestUnraisableExceptionWarning"
)
def test_a_fault_is_seen_and_a_softer_edge_is_not(tmp_path):
    whole = drawn(tmp_path)
    assert farthest(whole, drawn(tmp_path)) == 0
    for change in (
        {"left": 3}, {"left": 101}, {"colour": "#BF3A1B"}, {"colour": "transparent"},
        {"word": "reques"}, {"word": "requets"}, {"body": "asked"},
    ):  # fmt: skip
        assert farthest(whole, drawn(tmp_path, **change)) > LIMIT, change
    shift = whole.resize((WIDE * 4, whole.height * 4), Image.Resampling.BICUBIC)
    soft = small(shift.resize((WIDE * 3, whole.height * 3), Image.Resampling.BILINEAR), WIDE)
    assert farthest(whole, soft) <= LIMIT


def test_a_difference_is_left_as_a_picture(tmp_path):
    one, two = Image.new("RGB", (9, 9), "white"), Image.new("RGB", (9, 9), "navy")
    found = Pictures(tmp_path, update=False)
    found.compare("en/01", one, two, LIMIT)
    (said,) = found.faults
    path = Path(said.rpartition("see ")[2])
    assert opened(path).size == ((9 + 4) * 3 * 3, 27)
    assert apart(one, one).getextrema() == (0, 0)
