"""Charts in a browser: one of two drawings is there, its words are legible and apart."""

import pytest

from tests.browser import Browser
from tests.projects import PAGES

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
        browser.run("document.fonts.ready.then(() => true)")
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
