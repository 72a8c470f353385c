"""Chinese characters have their Simplified Chinese shapes: in text, in charts, printed and shown.

A font of another region may come with the right text and under any name: pictures tell.
"""

import base64
from io import BytesIO
from pathlib import Path

import pytest
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from PIL import Image

from generator.typeset.fonts import FAMILY, font_files
from generator.typeset.typeface import PINNED, Typeface
from generator.typeset.typeset import typeset
from tests.browser import Browser
from tests.projects import pdf_name
from tests.shapes import VECTORS, characters, foreign, tells, wrong, wrong_in

# The engine leaves a file of its own open.
pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014.icc:ResourceWarning"),
    pytest.mark.filterwarnings(
        "ignore:Exception ignored in.*sRGB2014.icc:pytest.PytestUnraisableExceptionWarning"
    ),
]
PAGE = """<!doctype html><html lang="zh-CN"><head><title>t</title><style>
@font-face{{font-family:"{family}";src:url({font})}}@page{{size:A4}}
html{{font:16px "{family}"}}</style></head><body><h1>字</h1><p>{words}</p>
<svg width="400" height="40"><title>图</title>
<text y="24" font-family="{family}" font-size="14">{words}</text></svg></body></html>"""
BOXES = """(() => {
  const boxes = [];
  for (const element of document.querySelectorAll(SELECTOR)) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      for (let i = 0; i < node.data.length; i++) {
        const range = document.createRange();
        range.setStart(node, i); range.setEnd(node, i + 1);
        const box = range.getClientRects()[0];
        if (box && box.width && WANTED.includes(node.data[i]))
          boxes.push([node.data[i], box.left + scrollX, box.top + scrollY, box.width, box.height]);
      }
  }
  return boxes;
})()"""


ELSEWHERE = "Elsewhere"


def page_in(font: bytes, family: str) -> str:
    """Return a page of the vectors, once as text and once as a chart's text, in a font."""
    address = "data:font/ttf;base64," + base64.b64encode(font).decode()
    return PAGE.format(family=family, font=address, words=VECTORS)


def cut(path: Path, *, weight: int | None = None) -> bytes:
    """Return a font of the vectors only, at one weight of a variable font."""
    made = BytesIO()
    with TTFont(path, recalcTimestamp=False) as font:
        subsetter = subset.Subsetter()
        subsetter.populate(text=VECTORS + "字图t ")
        subsetter.subset(font)
        if weight is not None:
            instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
        font.save(made)
    return made.getvalue()


@pytest.fixture(scope="module")
def ours() -> str:
    return page_in(cut(font_files()[400]), FAMILY)


@pytest.fixture(scope="module")
def japanese() -> str:
    return page_in(cut(foreign("JP"), weight=400), ELSEWHERE)


def test_the_vectors_tell_regions_apart():
    assert {char for char in VECTORS if "JP" in tells(char)} >= set("骨直角门复关海令刃器")
    assert {char for char in VECTORS if "TC" in tells(char)} >= set("骨角关令刃器")


@pytest.mark.parametrize("in_chart", [False, True], ids=["text", "chart"])
def test_paper_shows_the_vectors(ours, japanese, tmp_path, in_chart):
    for page, right in ((ours, True), (japanese, False)):
        path = tmp_path / "page.pdf"
        path.write_bytes(typeset(page, PINNED if right else Typeface(family=ELSEWHERE)))
        drawn = [c for c in characters(path) if c.in_chart == in_chart and c.char in VECTORS]
        assert "".join(c.char for c in drawn) == VECTORS
        faults = wrong_in(path, [c for c in drawn if "JP" in tells(c.char)])
        assert faults == [] if right else len(faults) >= 10, faults


def test_a_finished_report(built):
    path = built("2023") / pdf_name("2023", "zh-CN")
    first = {(c.char, c.in_chart): c for c in reversed(list(characters(path)))}
    drawn = [c for c in first.values() if tells(c.char)]
    assert sum(c.in_chart for c in drawn) > 10
    assert sum(not c.in_chart for c in drawn) > 300
    assert wrong_in(path, drawn) == []


def pictures(browser: Browser, selector: str, wanted: str) -> dict[str, Image.Image]:
    """Return a picture of the first of each character in these elements of the page."""
    script = BOXES.replace("SELECTOR", repr(selector)).replace("WANTED", repr(wanted))
    taken: dict[str, Image.Image] = {}
    for char, left, top, width, height in browser.run(script):
        if char not in taken:
            clip = {"x": left, "y": top, "width": width, "height": height, "scale": 160 / width}
            shot = browser.call("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
            taken[char] = Image.open(BytesIO(base64.b64decode(shot["data"])))
    return taken


def test_a_screen_shows_them(ours, japanese, built, tmp_path):
    with Browser(tmp_path / "chromium") as browser:
        browser.look(1280)
        for page, right in ((ours, True), (japanese, False)):
            (tmp_path / "page.html").write_text(page, encoding="utf-8")
            browser.open((tmp_path / "page.html").as_uri())
            for selector in ("p", "svg text"):
                taken = pictures(browser, selector, VECTORS)
                assert "".join(taken) == VECTORS
                faults = [
                    f
                    for char in taken
                    if "JP" in tells(char)
                    for f in [wrong(char, taken[char])]
                    if f
                ]
                assert faults == [] if right else len(faults) >= 10, (selector, faults)
        browser.open((built("2023") / "zh-CN" / "index.html").as_uri())
        for selector in ("main p", "svg text"):
            taken = pictures(browser, selector, "直关数将复请编称设公约案")
            assert len(taken) >= 3, (selector, taken)
            faults = [f for char in taken if tells(char) for f in [wrong(char, taken[char])] if f]
            assert faults == [], selector
