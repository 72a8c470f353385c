"""The page on a screen, by keyboard and on paper: as a reader meets it."""

import gzip
import re
from base64 import b64decode
from typing import Any

import pypdfium2
import pytest

from tests.browser import Browser
from tests.projects import PAGES

BUDGET = {"en": 200_000, "zh-CN": 400_000}
"""Bytes of the first view over the wire."""

# Each line of running text as the browser broke it, in letters: a Han character is two.
LINES = """
(() => {
  const own = (e) => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
  const found = [];
  for (const block of document.querySelectorAll('p, td, dd, figcaption, pre, li')) {
    if (!block.checkVisibility() || !own(block) || block.closest('svg, [aria-hidden]')) continue;
    const lines = new Map(), walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
      const text = node.textContent, range = document.createRange();
      for (let i = 0; i < text.length; i++) {
        range.setStart(node, i); range.setEnd(node, i + 1);
        const box = range.getBoundingClientRect();
        if (!box.width) continue;
        const line = Math.round((box.top + box.bottom) / 16);
        lines.set(line, (lines.get(line) || 0) + (text[i] > '\\u2e7f' ? 2 : 1));
      }
    }
    const size = parseFloat(getComputedStyle(block).fontSize);
    found.push([size, Math.max(0, ...lines.values()), block.textContent.trim().slice(0, 60)]);
  }
  return found;
})()
"""
# What can be pressed and is no word of a sentence.
TARGETS = """
[...document.querySelectorAll(
  'header a, nav a, button, summary, .files a, .tools a, .anchor, .here')]
  .filter(e => e.checkVisibility()).map(e => {
    const box = e.getBoundingClientRect();
    return [e.textContent.trim() || e.className, Math.round(Math.min(box.height, 44))];
  }).filter(([, height]) => height < 44)
"""
FOCUSED = """
(() => {
  const e = document.activeElement, box = e.getBoundingClientRect();
  const style = getComputedStyle(e), all = [...document.querySelectorAll('*')];
  return {
    name: e.tagName + ' ' + (e.getAttribute('aria-label') || e.textContent.trim()).slice(0, 40),
    place: all.indexOf(e), ring: style.outlineStyle + ' ' + style.outlineWidth,
    seen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
  };
})()
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with Browser(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


@pytest.fixture(params=PAGES, ids="-".join)
def page(request, built):
    """Return the finished page of an edition in one language."""
    name, tag = request.param
    return built(name) / tag / "index.html"


@pytest.mark.parametrize("tag", BUDGET)
def test_the_first_view_is_light(tag, built):
    folder = built("2023") / tag
    html = (folder / "index.html").read_bytes()
    fonts = re.findall(rb'url\("(fonts/[^"]+)"\)', html)
    assert len(fonts) == 2
    sent = len(gzip.compress(html, 9, mtime=0))
    sent += sum((folder / name.decode()).stat().st_size for name in fonts)
    assert 20_000 < sent <= BUDGET[tag]


def test_lines_are_short_enough_to_read(page, browser):
    browser.open(page.as_uri())
    for width in (1280, 1920):
        browser.look(width)
        browser.run("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        lines = browser.run(LINES)
        assert len(lines) > 20
        long = [line for line in lines if line[1] > (80 if line[0] >= 15 else 90)]
        assert long == []


@pytest.mark.parametrize("width", [320, 1280, 1920])
def test_what_can_be_pressed_is_large_enough(page, width, browser):
    browser.look(width)
    browser.open(page.as_uri())
    browser.run("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert browser.run(TARGETS) == []


def press(browser, key="Tab", code=9):
    """Press one key."""
    for kind in ("keyDown", "keyUp"):
        browser.call("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code)


def test_the_keyboard_goes_everywhere_in_order_and_is_seen(built, browser):
    browser.look(1280)
    browser.open((built("least") / "en" / "index.html").as_uri())
    stops: list[dict[str, Any]] = []
    for _ in range(40):
        press(browser)
        stop = browser.run(FOCUSED)
        if stops and stop["place"] <= stops[-1]["place"]:
            break
        stops.append(stop)
    assert stops[0]["name"].startswith("A Skip to the report")
    assert len(stops) > 20
    for stop in stops:
        assert stop["ring"] == "solid 3px", stop
        assert stop["seen"], stop


def test_the_contents_follow_and_the_other_language_keeps_the_place(built, browser):
    for width in (360, 1920):
        browser.look(width)
        browser.open((built("quillonia") / "en" / "index.html").as_uri())
        current = "document.querySelector('.contents [aria-current]').hash"
        assert browser.run(current) == "#summary"
        browser.run("document.getElementById('sources').scrollIntoView()")
        browser.run("new Promise(go => requestAnimationFrame(() => requestAnimationFrame(go)))")
        assert browser.run(current) == "#sources"
        assert browser.run("document.querySelectorAll('[aria-current]').length") == 1
        assert "Sources" in browser.run("document.querySelector('.here').textContent")
        browser.run(
            "addEventListener('click', e => e.preventDefault());"
            "document.querySelector('.masthead a[hreflang]').click()"
        )
        place = browser.run("document.querySelector('.masthead a[hreflang]').hash")
        inside = browser.run(f"document.querySelector('{place}').closest('#sources') !== null")
        assert inside, place  # the very entry that is read, or the part that it stands in


def test_copying_a_citation(built, browser):
    browser.look(1280)
    browser.open((built("least") / "en" / "index.html").as_uri())
    browser.run(
        "navigator.clipboard.writeText = async (text) => { window.copied = text; };"
        "document.querySelector('[data-copy]').click()"
    )
    assert browser.run("window.copied") == "Do not cite."
    assert browser.run("document.querySelector('[role=status][data-say]').textContent") == "Copied"


def test_nothing_moves(page):
    css = "".join(re.findall(r"(?s)<style>(.*?)</style>", page.read_text(encoding="utf-8")))
    assert not re.search(r"\b(transition|animation|scroll-behavior|@keyframes)\b", css)


def test_the_readers_own_colours_keep_the_marks(built, browser):
    browser.look(1280)
    browser.open((built("2023") / "en" / "index.html").as_uri())
    browser.call("Emulation.setEmulatedMedia",
                 features=[{"name": "forced-colors", "value": "active"}])  # fmt: skip
    seen = browser.run(
        "['.strip.over .run', '.strip.over .line', 'body'].map("
        "s => getComputedStyle(document.querySelector(s)).backgroundColor)"
    )
    bars = browser.run(
        "getComputedStyle(document.querySelector('.chart svg [fill=\"#1B4B66\"]')).fill"
    )
    browser.call("Emulation.setEmulatedMedia", features=[])
    assert len({*seen, "rgba(0, 0, 0, 0)"}) == 4 or seen[2] == "rgba(0, 0, 0, 0)"
    assert seen[0] != seen[1]
    assert bars == seen[0]


@pytest.mark.parametrize("tag", BUDGET)
def test_printed_from_the_browser_it_has_no_gaps(tag, built, browser):
    browser.look(1280, dark=True)  # ink is not spent on a dark ground
    browser.open((built("2023") / tag / "index.html").as_uri())
    made = browser.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
    pdf = pypdfium2.PdfDocument(b64decode(made["data"]))
    try:
        assert 12 <= len(pdf) <= 24
        for number in range(len(pdf) - 1):
            text = pdf[number].get_textpage()
            boxes = [text.get_rect(i) for i in range(text.count_rects())]
            lowest = min(box[1] for box in boxes) / pdf[number].get_height()
            assert lowest < 0.42, f"page {number + 1} ends {lowest:.0%} above its foot"
    finally:
        pdf.close()
