"""How the pages of the PDFs are filled and set: no lonely heading, no empty page, no long line."""

import re
from itertools import pairwise

import pytest

from tests import pdf
from tests.projects import PAGES, pdf_name

FOOT, HEAD = 22 / 25.4 * 72, 20 / 25.4 * 72
HEIGHT = 842 - FOOT - HEAD
FILLED = 0.6
"""So much of a page's height holds text at least, but for the last page of a part."""

LIMITS = {"latin": (80, 90), "han": (40, 45)}
"""Longest line in letters: of text, and of notes (type below 9 points)."""

LONGEST_PARTS = ("chapter-network", "reading")
"""Where the chapters and the back matter begin in edition 2023."""


@pytest.fixture(params=PAGES, ids="-".join)
def edition(request):
    return request.param


@pytest.fixture
def tree(edition, built):
    """Return the structure tree of a PDF."""
    name, tag = edition
    return pdf.structure(built(name) / pdf_name(name, tag))


def first(element):
    """Return the first piece of text of an element."""
    return next(element.pieces(), None)


@pytest.mark.parametrize("tag", ["en", "zh-CN"])
def test_pages_are_filled(tag, built):
    path = built("2023") / pdf_name("2023", tag)
    lowest: dict[int, float] = {}
    for piece in pdf.structure(path).pieces():
        lowest[piece.page] = min(lowest.get(piece.page, 842), piece.bottom)
    goals = pdf.destinations(path)
    last = {goals[anchor] - 1 for anchor in LONGEST_PARTS} | {max(lowest)}
    shares = {page: round((842 - HEAD - low) / HEIGHT, 2) for page, low in lowest.items()}
    assert {p: share for p, share in shares.items() if share < FILLED and p not in last} == {}
    assert list(lowest) == list(range(1, max(lowest) + 1))


def test_no_page_is_empty_where_an_edition_has_no_chart_of_its_key_figure(built):
    pages = {
        piece.page for piece in pdf.structure(built("least") / pdf_name("least", "en")).pieces()
    }
    assert sorted(pages) == list(range(1, max(pages) + 1))


def test_no_heading_stands_at_the_foot_of_a_page(tree):
    order = [e for e in tree.walk() if re.fullmatch("H[1-6]|P|LBody|TOCI|TR", e.tag) and first(e)]
    lonely = [
        one.text
        for one, two in pairwise(order)
        if one.tag[0] == "H" and first(one).page != first(two).page
    ]
    assert lonely == [], lonely


def test_captions_stand_with_their_tables(tree):
    tables = [element for element in tree.walk() if element.tag == "Table"]
    assert tables
    for table in tables:
        rows = [row for row in table.walk() if row.tag == "TR"]
        places = {first(each).page for each in (table, rows[0], rows[1])}
        assert len(places) == 1, table.text[:60]


def lines(element):
    """Yield the lines of an element: its pieces by their place on the page."""
    line: list[pdf.Piece] = []
    for piece in element.pieces():
        if line and (piece.page != line[-1].page or piece.follows(line[-1]) == "below"):
            yield line
            line = []
        line.append(piece)
    if line:
        yield line


def test_lines_are_short_enough_to_read(tree):
    long = []
    for element in tree.walk():
        if element.tag not in ("P", "LBody", "TD", "TH", "Caption"):
            continue
        for line in lines(element):
            text = "".join(piece.text for piece in line).strip()
            han = len(re.findall("[\u3000-\u9fff\uff00-\uffef“”]", text))
            script = "han" if han > len(text) / 2 else "latin"
            letters = han + (len(text) - han) / 2 if script == "han" else len(text)
            limit = LIMITS[script][max(piece.size for piece in line) < 9]
            if letters > limit and not text.startswith("http"):
                long.append((letters, limit, text))
    assert long == [], long
