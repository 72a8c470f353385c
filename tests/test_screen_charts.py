"""Charts in a browser: one of two drawings is there, its words are legible and apart."""

import gzip
import re

import pytest

from tests.browser import SETTLED, Browser
from tests.projects import PAGES, ROOT

WIDTHS = (320, 360, 520, 768, 1280)
LEAST_TYPE = 11
"""Px on the screen."""

DRAWINGS = """
[...document.querySelectorAll('.chart figure')].map(figure => {
  const both = [...figure.querySelectorAll('svg')], seen = both.filter(s => s.checkVisibility());
  const svg = seen[0], box = svg.getBoundingClientRect(), units = svg.viewBox.baseVal.width;
  const scale = box.width / units;
  const texts = [...svg.querySelectorAll('text')].map(t => {
    const r = t.getBoundingClientRect(), size = parseFloat(getComputedStyle(t).fontSize) * scale;
    return {words: t.textContent, size, left: r.left, right: r.right,
            top: r.bottom - size * 1.0, bottom: r.bottom - size * .25};
  });
  return {both: both.length, seen: seen.length, units, room: figure.clientWidth,
          left: box.left, right: box.right, texts};
})
"""


STATE = """
(() => {
  const chart = document.querySelector('.chart'), tip = chart.querySelector('.tip');
  const box = tip.getBoundingClientRect(), at = document.activeElement;
  return {
    tip: [...tip.children].map(p => p.textContent.trim()).filter(Boolean),
    links: [...tip.querySelectorAll('a')].map(a => a.getAttribute('href')),
    on: at.dataset.point ?? (tip.contains(at) ? at.getAttribute('href') : at.tagName),
    stops: [...chart.querySelectorAll('.point')].filter(p => p.tabIndex === 0).length,
    inside: !box.width || (box.left >= 0 && box.right <= document.documentElement.clientWidth),
  };
})()
"""
NETWORK = [
    "cn_institutions@2020-04-24", "cn_institutions@2020-11", "cn_batch",
    "cn_institutions@2021-11-25", "cn_growth", "cn_institutions",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with Browser(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


@pytest.mark.parametrize(("name", "tag"), PAGES, ids=["-".join(page) for page in PAGES])
def test_one_of_two_drawings_is_there_and_legible(name, tag, built, browser):
    browser.look(1280)
    browser.open((built(name) / tag / "index.html").as_uri())
    for width in WIDTHS:
        browser.look(width, dark=width == WIDTHS[1])
        browser.run(SETTLED)
        drawings = browser.run(DRAWINGS)
        assert bool(drawings) == (name != "least")
        for drawing in drawings:
            assert (drawing["both"], drawing["seen"]) == (2, 1)
            assert drawing["units"] == (472 if drawing["room"] >= 472 else 288)
            assert apart(drawing) == []


def apart(drawing):
    """Return the words of a drawing that are too small, cut, or lie on others."""
    texts = drawing["texts"]
    faults = [
        one["words"]
        for one in texts
        if one["size"] < LEAST_TYPE - 0.01
        or one["left"] < drawing["left"] - 1
        or one["right"] > drawing["right"] + 1
    ]
    for place, one in enumerate(texts):
        for two in texts[place + 1 :]:
            beside = one["right"] <= two["left"] + 1 or two["right"] <= one["left"] + 1
            if not beside and one["top"] < two["bottom"] and two["top"] < one["bottom"]:
                faults.append(f"{one['words']} / {two['words']}")
    return faults


def press(browser, *keys):
    """Press and release keys, one after another."""
    for key in keys:
        for kind in ("rawKeyDown", "keyUp"):
            browser.call("Input.dispatchKeyEvent", type=kind, key=key, code=key)


def center(browser, name):
    """Return the middle of a figure's target in the first chart, in px of the window."""
    place = "(() => {{ const point = document.querySelector('.chart [data-point=\"{}\"]');"
    place += " point.scrollIntoView({{block: 'center'}});"
    place += " const r = point.getBoundingClientRect();"
    place += " return [r.left + 5, r.top + r.height / 2]; }})()"
    return browser.run(place.format(name))


def mouse(browser, kind, x, y, **more):
    browser.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)


@pytest.fixture
def opened(built, browser):
    """Return the browser with the edition of 2023 open, in English, on a wide screen."""
    browser.look(1280)
    browser.open((built("2023") / "en" / "index.html").as_uri())
    browser.run(SETTLED)
    return browser


@pytest.mark.parametrize("width", [320, 1280])
def test_keys_go_from_figure_to_figure_and_say_value_bound_and_source(opened, width):
    opened.look(width)
    browser = opened
    browser.run("document.querySelector('.chart .point').focus()")
    said = []
    for name in NETWORK:
        state = browser.run(STATE)
        assert (state["on"], state["stops"], state["inside"]) == (name, 1, True)
        said.append(state["tip"][1:])
        assert f"#note-{name}" in state["links"]
        assert any(link.startswith("#source-") for link in state["links"])
        press(browser, "ArrowDown")
    assert browser.run(STATE)["on"] == NETWORK[-1]
    assert said[0] == ["17", "As stated S2"]
    assert said[-1] == ["over 100", "Lower bound S1"]
    press(browser, "Home")
    assert browser.run(STATE)["on"] == NETWORK[0]
    press(browser, "End", "ArrowUp")
    assert browser.run(STATE)["on"] == NETWORK[-2]
    assert browser.complaints() == []


def test_escape_hides_and_tab_leads_into_the_words_and_out_again(opened):
    browser = opened
    browser.run("document.querySelector('.chart .point').focus()")
    press(browser, "Escape")
    assert (browser.run(STATE)["tip"], browser.run(STATE)["on"]) == ([], NETWORK[0])
    press(browser, "Enter", "Tab")
    assert browser.run(STATE)["on"] == f"#note-{NETWORK[0]}"
    press(browser, "Escape")
    assert (browser.run(STATE)["tip"], browser.run(STATE)["on"]) == ([], NETWORK[0])
    press(browser, "Tab")
    state = browser.run(STATE)
    assert state["on"] not in NETWORK
    assert state["tip"] == []


def test_the_pointer_shows_and_a_touch_does_as_well(opened):
    browser = opened
    x, y = center(browser, NETWORK[1])
    mouse(browser, "mouseMoved", x, y)
    assert browser.run(STATE)["tip"][1] == "51"
    press(browser, "Escape")
    assert browser.run(STATE)["tip"] == []
    x, y = center(browser, NETWORK[3])
    mouse(browser, "mouseMoved", x, y)
    assert browser.run(STATE)["tip"][1] == "101"
    mouse(browser, "mouseMoved", 1, 1)
    wait = "new Promise(done => setTimeout(() => done(true), 400))"
    browser.run(wait)
    assert browser.run(STATE)["tip"] == []
    browser.call("Emulation.setTouchEmulationEnabled", enabled=True)
    x, y = center(browser, NETWORK[5])
    touch = [{"x": x, "y": y}]
    browser.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=touch)
    browser.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    browser.run(wait)
    browser.call("Emulation.setTouchEmulationEnabled", enabled=False)
    assert browser.run(STATE)["tip"][1] == "over 100"
    assert browser.run(STATE)["on"] == NETWORK[5]


def test_a_reader_who_listens_meets_picture_then_figures_then_table(opened):
    nodes = {n["nodeId"]: n for n in opened.call("Accessibility.getFullAXTree")["nodes"]}

    def heard(node):
        if not node["ignored"]:
            yield node["role"]["value"], node.get("name", {}).get("value", "")
        for child in node["childIds"]:
            yield from heard(nodes[child])

    said = list(heard(next(iter(nodes.values()))))
    kinds = ("image", "listbox", "option", "DisclosureTriangle")
    order = [role for role, _ in said if role in kinds]
    assert order[:9] == ["image", "listbox", *["option"] * 6, "DisclosureTriangle"]
    assert (order.count("image"), order.count("listbox")) == (4, 4)
    assert ("listbox", "Values of figure 1: move with the arrow keys") in said


def test_without_script_the_table_opens_and_nothing_pretends_to_answer(built, browser):
    browser.look(320)
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    browser.open((built("2023") / "zh-CN" / "index.html").as_uri())
    browser.call("Emulation.setScriptExecutionDisabled", value=False)
    assert browser.run("document.querySelectorAll('.point, .tip').length") == 0
    table = "document.querySelector('.behind table').checkVisibility()"
    assert not browser.run(table)
    browser.run("document.querySelector('.behind summary').click()")
    assert browser.run(table)


def test_the_script_is_small_and_our_own(built):
    page = (built("2023") / "en" / "index.html").read_text(encoding="utf-8")
    script = (ROOT / "templates" / "js" / "charts.js").read_text(encoding="utf-8")
    assert page.count(script.strip()) == 1
    assert len(gzip.compress(script.encode())) < 4096
    assert not re.search(r"https?:|innerHTML|eval\(|fetch\(|import|setAttribute\(.style", script)
    assert not re.search(r"<[a-z][^>]*\son[a-z]+=", page)
