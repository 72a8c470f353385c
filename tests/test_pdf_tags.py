"""The structure tree of the PDFs: what PDF/UA asks for and no validator looks at."""

import re
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from tests import pdf
from tests.projects import PAGES, pdf_name

HAN = re.compile("[\u3400-\u9fff]")
WORDS = re.compile(r"(?<![\w./:@-])[a-z]{4,}(?: [a-z]{4,})+")
"""Two Latin words or more that are not names."""


@pytest.fixture(params=PAGES, ids="-".join)
def edition(request):
    return request.param


@pytest.fixture
def path(edition, built):
    name, tag = edition
    return built(name) / pdf_name(name, tag)


@pytest.fixture
def document(path):
    with pikepdf.open(path) as opened:
        yield opened


def elements(document):
    """Return all structure elements, in reading order."""

    def below(node: Any):
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                yield from below(kid)

    return list(below(document.Root.StructTreeRoot))


def test_no_element_is_empty_but_cells(document):
    empty = [str(e.S) for e in elements(document) if "/K" not in e]
    assert set(empty) <= {"/TD", "/TH"}


def test_a_table_is_one_table_on_however_many_pages(path):
    tables = [element for element in pdf.structure(path).walk() if element.tag == "Table"]
    for table in tables:
        rows = [row.elements for row in table.walk() if row.tag == "TR"]
        assert len({len(row) for row in rows}) == 1, table.text[:60]
        assert sum(element.tag == "THead" for element in table.walk()) == 1


def test_the_long_table_goes_over_a_page(built):
    tree = pdf.structure(built("2023") / pdf_name("2023", "en"))
    tables = [element for element in tree.walk() if element.tag == "Table"]
    assert any(len({piece.page for piece in table.pieces()}) > 1 for table in tables)


def test_table_heads_say_what_they_head(path):
    rows = [element for element in pdf.structure(path).walk() if element.tag == "TR"]
    for row in rows:
        scopes = {cell.attributes.get("/Scope") for cell in row.elements if cell.tag == "TH"}
        all_heads = all(cell.tag == "TH" for cell in row.elements)
        assert scopes == {"/Column" if all_heads else "/Row"}, row.text


def test_notes_and_sources_are_notes_with_their_ids(document, path):
    notes = [e for e in elements(document) if e.S == "/Note"]
    ids = [str(note.ID) for note in notes]
    goals = pdf.destinations(path)
    assert set(ids) == {goal for goal in goals if goal.startswith(("note-", "source-"))}
    assert len(ids) == len(set(ids))
    tree: Any = pikepdf.NameTree(document.Root.StructTreeRoot.IDTree)
    assert {str(name) for name in tree} == set(ids)


def test_links_say_where_they_lead(document):
    links = [e for e in elements(document) if e.S == "/Link"]
    assert links
    for link in links:
        kids = link.K if isinstance(link.K, pikepdf.Array) else [link.K]
        areas = [kid.Obj for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid]
        assert areas
        assert len(areas) < len(kids), "a link without text"
        for area in areas:
            words = str(area.Contents)
            assert words.startswith("http") or not re.fullmatch(r"[\w@-]+-[\w@-]+", words), words
            assert inner(link) or "/A" in area


def inner(link):
    """Tell whether a link leads to a place in the report: it stands in a Reference then."""
    return link.P.S == "/Reference"


def test_words_of_another_language_say_so(edition, path):
    wanted = edition[1]

    def check(element, lang):
        lang = element.lang or lang
        own = "".join(part.text for part in element.parts if isinstance(part, pdf.Piece))
        foreign = WORDS.search(own) if lang == "zh-CN" else HAN.search(own)
        if foreign and not own.strip().startswith("http") and lang in ("en", "zh-CN"):
            strange.append((lang, own))
        for below in element.elements:
            check(below, lang)

    strange: list[tuple[str, str]] = []
    check(pdf.structure(path), wanted)
    assert strange == []


def test_numbers_in_pieces_are_said_whole(built):
    tree = pdf.structure(built("2023") / pdf_name("2023", "en"))
    spoken = {element.spoken for element in tree.walk()}
    assert {"over 195,000", "nearly 4,000", "208,063 million yuan", "2.25279 million"} <= spoken


def test_what_is_not_text_is_told_apart(document):
    kinds = {
        (str(step.operands[1].get("/Type")), str(step.operands[1].get("/Subtype")))
        for page in document.pages
        for step in pikepdf.parse_content_stream(page)
        if str(step.operator) == "BDC" and step.operands[0] == "/Artifact"
    }
    assert {("/Layout", "None"), ("/Pagination", "/Footer")} <= kinds
    bare = [
        s
        for p in document.pages
        for s in pikepdf.parse_content_stream(p)
        if str(s.operator) == "BMC"
    ]
    assert bare == []


def test_what_screen_readers_skip_is_no_part_of_the_text(built):
    text = pdf.text_of(built("2023") / pdf_name("2023", "en"))
    assert "Not comparable" in text
    assert "≠" not in text


def test_page_labels_and_view(document, edition):
    labels = [str(page.label) for page in document.pages]
    assert labels[0] == {"en": "Title page", "zh-CN": "封面"}[edition[1]]
    assert labels[1:] == [str(n) for n in range(2, len(labels) + 1)]
    root = document.Root
    assert (root.PageMode, root.PageLayout) == ("/UseOutlines", "/TwoPageRight")
    assert root.OpenAction[0].objgen == document.pages[0].objgen
    assert root.OpenAction[1] == "/Fit"
    assert bool(root.ViewerPreferences.DisplayDocTitle)


def test_no_stream_ends_like_a_line(path):
    ends = [before[-2:] for before in path.read_bytes().split(b"endstream")[:-1]]
    assert all(end[1:] == b"\n" and end[:1] not in b"\r\n" for end in ends)


def test_headings_have_the_levels_of_the_outline(path):
    levels = pdf.headings(path)
    assert all(two <= one + 1 for one, two in pairwise(levels))
