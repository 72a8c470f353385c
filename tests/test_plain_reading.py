"""The report without what a page can do without: scripts, pictures, style, a window."""

import re
import subprocess

import pytest

from generator.verify.readback import read_page
from tests.browser import Browser
from tests.projects import PAGES

ALL_TEXT = """
(() => {
  document.querySelectorAll('details').forEach(box => { box.open = true; });
  document.querySelectorAll('.points, .tip').forEach(made => made.remove());
  return document.body.innerText;
})()
"""


@pytest.fixture(params=PAGES, ids="-".join)
def page(request, built):
    """Return the finished page of an edition in one language."""
    name, tag = request.param
    return built(name) / tag / "index.html"


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with Browser(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


def bare(text):
    """Return text without spaces."""
    return re.sub(r"\s", "", text)


def texts(page):
    """Return the texts of a page that everybody is to see, in order: not those of drawings."""
    pieces = read_page(page.read_text(encoding="utf-8")).pieces
    seen = [bare(p.text) for p in pieces if p.tag not in ("spoken", "svg")]
    return [text for text in seen if text]


def lost(page, said):
    """Return the first text of a page that does not follow in order in what is said."""
    said, place = bare(said), 0
    for text in texts(page):
        found = said.find(text, place)
        if found < 0:
            return f"{text} after {said[max(0, place - 40) : place]}"
        place = found + len(text)
    return None


def test_a_text_browser_reads_all_in_order(page):
    dumped = subprocess.run(
        ["w3m", "-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", "3000", page],
        capture_output=True, text=True, check=True, encoding="utf-8",
    ).stdout  # fmt: skip
    assert lost(page, dumped) is None
    assert lost(page, dumped[: len(dumped) // 2]) is not None


def test_without_scripts_nothing_is_missing(page, browser):
    browser.look(1280)
    said = {}
    for off in (True, False):
        browser.call("Emulation.setScriptExecutionDisabled", value=off)
        browser.open(page.as_uri())
        browser.call("Emulation.setScriptExecutionDisabled", value=False)
        said[off] = browser.run(ALL_TEXT)
    buttons = len(re.findall(r"<button ", page.read_text(encoding="utf-8")))
    assert buttons == 3
    # With scripts there are the buttons, and the name of the current part beside “Contents”.
    assert 0 < len(said[False].split()) - len(said[True].split()) <= 4 * buttons + 8
    words = iter(said[False].split("\n"))
    assert all(line in words for line in said[True].split("\n")[:-3] if line.strip())


def test_without_pictures_each_drawing_is_told_in_a_table(page):
    html = page.read_text(encoding="utf-8")
    assert not re.search(r"<(img|picture|canvas|object|embed|iframe|video)\b", html)
    assert "background-image" not in html
    for chart in re.findall(r'(?s)<section class="chart.*?</section>', html):
        drawings = "".join(re.findall(r"(?s)<svg.*?</svg>", chart))
        drawn = set(re.findall(r'data-finding="([^"]+)"', drawings))
        told = set(re.findall(r'<data[^>]* data-finding="([^"]+)"', chart.partition("<table")[2]))
        assert told
        assert drawn <= told
