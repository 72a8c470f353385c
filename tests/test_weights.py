"""The web fonts: each weight is cut to the characters that are set in it, and to no others."""

import re
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from generator.render.weights import characters_by_weight
from generator.typeset.fonts import STYLES
from tests.browser import Browser
from tests.projects import PAGES

# The characters of each weight as the browser computes it, pseudo-elements included.
SET = """
(() => {
  const sets = {400: new Set(), 700: new Set()};
  const add = (text, style) => [...text].forEach(c => sets[style.fontWeight].add(c));
  const walk = (node) => {
    if (node.nodeType === 3 && node.textContent.trim())
      add(node.textContent, getComputedStyle(node.parentElement));
    if (node.nodeType !== 1 || ['SCRIPT', 'STYLE', 'title', 'desc'].includes(node.tagName)) return;
    for (const pseudo of ['::before', '::after']) {
      const style = getComputedStyle(node, pseudo), text = /^"(.*)"$/.exec(style.content);
      if (text) add(text[1], style);
    }
    node.childNodes.forEach(walk);
  };
  walk(document.body);
  return Object.fromEntries(Object.entries(sets).map(([w, s]) => [w, [...s].join('')]));
})()
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with Browser(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


@pytest.mark.parametrize("edition", PAGES, ids="-".join)
def test_no_letter_lacks_its_weight_and_bold_holds_bold_alone(edition, built, browser):
    page = built(edition[0]) / edition[1] / "index.html"
    held = {weight: characters(page.parent / "fonts", weight) for weight in STYLES}
    for width in (320, 1280):
        browser.look(width)
        browser.open(page.as_uri())
        shown = browser.run(SET)
        for weight in STYLES:
            assert set(shown[str(weight)]) - held[weight] <= {"\n"}
        # What only a style sheet adds is held in both weights, bold or not.
        assert held[700] - set(shown["700"]) <= set(added(page)) | {" "}


def added(page):
    """Return the characters that a page's style sheet adds."""
    return "".join(re.findall(r'content:"([^"]*)"', page.read_text(encoding="utf-8")))


def characters(folder, weight):
    """Return the characters that a web font holds."""
    content = (folder / f"NotoSansSC-{STYLES[weight]}.woff2").read_bytes()
    with TTFont(BytesIO(content)) as font:
        return set(map(chr, font.getBestCmap()))


def weights(css: str, body: str) -> dict[int, str]:
    """Return the characters by weight of a small page."""
    return characters_by_weight(f"<!DOCTYPE html><title>t</title><style>{css}</style>{body}")


@pytest.mark.parametrize(
    ("css", "body", "regular", "bold"),
    [
        ("", "<p>a<b>b</b>c", "ac", "b"),
        ("", "<p>a<!-- c --><script>s</script><table><th>x", "a", "x"),
        ("b{font-weight:400}", "<b>a</b>", "a", ""),
        (".x{font-weight:700}p{font-weight:400}", "<p class=x>a<p>b", "b", "a"),
        (".x{font-weight:700}.x span{font-weight:inherit}", "<p class=x><span>a</span>", "", "a"),
        ("@media print{p{font-weight:650}}", "<p>a", "a", "a"),
        ("p{font-weight:400!important}", "<p><b>b</b>a", "a", "b"),
        ('p::before{content:"≠";font-weight:700}', "<p>a", "a≠", "≠"),
        ("button{font:inherit}h2{font-weight:700}", "<h2><button>a</button></h2>", "", "a"),
        ("", '<svg><desc>d</desc><g font-weight="700"><text>a</text></g></svg>', "", "a"),
        ("p{color:red; b{font-weight:400}}", "<p>a<b>b</b>", "ab", "ab"),
    ],
)
def test_the_strongest_rule_counts_and_a_rule_that_holds_at_times(css, body, regular, bold):
    found = weights(css, body)
    assert found[400] == regular
    assert found[700] == bold
