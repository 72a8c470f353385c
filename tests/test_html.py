"""The finished HTML in a browser, opened from disk: on a phone and a screen, light and dark."""

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from generator.derive.bounds import Qualifier
from generator.render.theme import theme_of
from tests.browser import Browser
from tests.projects import LANGUAGES, PAGES, ROOT, pdf_name

LOOKS = [(width, dark) for width in (320, 360, 768, 1280) for dark in (False, True)]

# What leaves the window, and what is cut off by the element around it.
MEASURE = """
(() => {
  const seen = (e) => e.checkVisibility() && !e.closest('.hidden, .skip, [aria-hidden=true]');
  const name = (e) => e.tagName + '.' + e.className + ': ' + e.textContent.trim().slice(0, 40);
  const own = (e) => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
  const wide = document.documentElement.clientWidth;
  const texts = [...document.querySelectorAll('body *')].filter(e => own(e) && seen(e));
  const scrolls = (e) => {
    for (let p = e; p && p !== document.body; p = p.parentElement)
      if (['auto', 'scroll'].includes(getComputedStyle(p).overflowX)) return true;
    return false;
  };
  const out = texts.filter(e => !scrolls(e)).filter(e => {
    const words = document.createRange();  // the words themselves may be wider than their box
    words.selectNodeContents(e);
    return [...words.getClientRects()].some(
      box => box.width && (box.right > wide + 1 || box.left < -1));
  });
  const cut = [...document.querySelectorAll('body *')].filter(e => {
    const style = getComputedStyle(e);
    const hides = ['hidden', 'clip'].includes(style.overflowX);
    return hides && seen(e) && e.textContent.trim() && !e.closest('svg') &&
      e.clientWidth > 1 && e.clientHeight > 1 &&  // else it is for screen readers alone
      (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
  });
  return {
    wide, page: document.documentElement.scrollWidth, texts: texts.length,
    out: out.map(name), cut: cut.map(name),
    paper: getComputedStyle(document.documentElement).backgroundColor,
  };
})()
"""


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    with Browser(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


@pytest.fixture(params=PAGES, ids="-".join)
def edition(request) -> Any:
    """Return an edition and one of its languages."""
    return request.param


@pytest.fixture
def page(edition, built) -> Any:
    """Return the page of an edition in one language."""
    name, tag = edition
    return built(name) / tag / "index.html"


class Reader(HTMLParser):
    """What of a page a program sees without a browser."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if tag == "a" else []

    @property
    def figures(self) -> list[dict[str, str]]:
        """Return the attributes of all figures."""
        return [given for tag, given in self.tags if tag == "data"]


def rgb(colour: str) -> str:
    """Return #RRGGBB as a browser writes it."""
    return f"rgb({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))})"


def test_nothing_leaves_the_window(page, edition, browser):
    colours = theme_of(ROOT / "templates", ROOT).colours
    browser.open(page.as_uri())
    faults = []
    for width, dark in LOOKS if edition[0] == "2023" else [(320, False), (1280, True)]:
        browser.look(width, dark=dark)
        browser.run("document.fonts.ready.then(() => true)")
        seen = browser.run(MEASURE)
        assert seen["wide"] == width
        assert seen["texts"] > 30
        assert seen["paper"] == rgb((colours.dark if dark else colours.light).paper)
        faults += [f"{width} px: {name} is outside the window" for name in seen["out"]]
        faults += [f"{width} px: {name} is cut" for name in seen["cut"]]
        faults += [f"{width} px: {seen['page']} px wide"] if seen["page"] > width else []
    assert faults == []
    assert browser.complaints() == []
    assert [url for url in browser.asked() if not url.startswith(("file:", "data:"))] == []


def test_our_fonts_draw_every_letter(page, browser):
    browser.look(1280)
    browser.open(page.as_uri())
    loaded = browser.run(
        "document.fonts.ready.then(fonts => [...fonts].map(f => [f.family, f.weight, f.status]))"
    )
    assert sorted(weight for _, weight, status in loaded if status == "loaded") == ["400", "700"]
    assert {family.strip('"') for family, _, _ in loaded} == {"Noto Sans SC"}
    assert browser.run("document.fonts.check('16px \"Noto Sans SC\"', document.body.innerText)")
    assert browser.fonts() == {("Noto Sans SC", True)}
    asked = [url.rpartition("/")[2] for url in browser.asked()]
    assert asked[0] == "index.html"
    assert {name.rpartition(".")[2] for name in asked[1:]} <= {"woff2"}


def test_anchors_and_ids(page):
    read = Reader(page)
    assert len(read.ids) == len(set(read.ids)), sorted(
        {name for name in read.ids if read.ids.count(name) > 1}
    )
    inner = [link[1:] for link in read.links if link.startswith("#")]
    assert [name for name in inner if name not in read.ids] == []
    assert len(inner) > 10
    for link in read.links:
        if not link.startswith(("#", "https://", "http://")):
            assert (page.parent / link).is_file(), link


def test_each_figure_tells_programs_what_it_tells_people(page):
    figures = Reader(page).figures
    for given in figures:
        assert re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", given["value"]), given
        assert given["data-finding"]
        assert given["data-qualifier"] in set(Qualifier)
    assert figures


@pytest.mark.parametrize("name", [name for name, tags in LANGUAGES.items() if len(tags) > 1])
def test_both_languages_show_the_same(name, built):
    pages = [Reader(built(name) / tag / "index.html") for tag in LANGUAGES[name]]
    figures = [
        {(f["data-finding"], f["value"], f["data-qualifier"]) for f in page.figures}
        for page in pages
    ]
    assert figures[0] == figures[1]
    assert len(figures[0]) > 15
    ids = [{name for name in page.ids if not name.endswith(("-desc", "-title"))} for page in pages]
    assert ids[0] == ids[1]
    for kind in ("svg", "table", "section", "figure"):
        counts = [sum(tag == kind for tag, _ in page.tags) for page in pages]
        assert counts[0] == counts[1], kind


def test_language_title_and_headings(page, edition):
    read = Reader(page)
    assert dict(read.tags)["html"]["lang"] == edition[1]
    levels = [int(tag[1]) for tag, _ in read.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [step for step in pairwise(levels) if step[1] > step[0] + 1] == []
    metas = {given.get("name"): given.get("content") for tag, given in read.tags if tag == "meta"}
    assert metas["viewport"] == "width=device-width, initial-scale=1"
    assert metas["description"]


def test_each_drawing_has_a_name(page):
    read = Reader(page)
    tags = [tag for tag, _ in read.tags]
    drawings = [i for i, tag in enumerate(tags) if tag == "svg"]
    for i in drawings:
        given = read.tags[i][1]
        assert given.get("role") == "img" or given.get("aria-hidden") == "true"
        assert "title" in tags[i : i + 2] or given.get("aria-hidden") == "true"


def test_nothing_in_the_files_names_another_machine(page):
    read = Reader(page)
    for tag, given in read.tags:
        for name in ("src", "srcset", "data", "poster", "action", "xlink:href"):
            assert name not in given or not re.match(r"(https?:)?//", given[name]), (tag, given)
        if tag == "link":
            assert not re.match(r"(https?:)?//", given["href"])
    css = re.findall(r"url\(([^)]*)\)|@import", page.read_text(encoding="utf-8"))
    assert [url for url in css if not url.strip("\"'").startswith(("fonts/", "data:"))] == []


@pytest.mark.parametrize("name", [name for name, tags in LANGUAGES.items() if len(tags) > 1])
def test_the_links_between_languages_work_from_disk(name, built, browser):
    browser.look(360)
    for here, there in (("en", "zh-CN"), ("zh-CN", "en")):
        browser.open((built(name) / here / "index.html").as_uri())
        browser.events.clear()
        browser.run(f"document.querySelector('header a[hreflang={json.dumps(there)}]').click()")
        while not any(e.get("method") == "Page.loadEventFired" for e in browser.events):
            browser.events.append(browser._read())
        at = browser.run("location.href").partition("#")[0]  # the link keeps the part
        assert at == (built(name) / there / "index.html").as_uri()
        assert browser.run("document.documentElement.lang") == there


def test_the_page_links_its_pdf(page, edition):
    pdfs = [link for link in Reader(page).links if link.endswith(".pdf")]
    assert pdf_name(*edition) in [link.rpartition("/")[2] for link in pdfs]


@pytest.mark.parametrize("name", LANGUAGES)
def test_the_chooser_needs_no_script(name, built, browser):
    chooser = built(name) / "index.html"
    read = Reader(chooser)
    assert "script" not in [tag for tag, _ in read.tags]
    bilingual = ["bilingual/index.html"] if len(LANGUAGES[name]) > 1 else []
    assert read.links == [f"{tag}/index.html" for tag in LANGUAGES[name]] + bilingual
    for width, dark in LOOKS:
        browser.look(width, dark=dark)
        browser.call("Emulation.setScriptExecutionDisabled", value=True)
        browser.open(chooser.as_uri())
        browser.call("Emulation.setScriptExecutionDisabled", value=False)
        sizes = browser.call("Page.getLayoutMetrics")
        assert sizes["cssContentSize"]["width"] <= width
        assert browser.complaints() == []
        assert browser.asked() == [chooser.as_uri()]
