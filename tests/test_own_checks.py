"""Our own checks of finished files: what was built passes, and each of them sees a fault."""

import shutil
from itertools import pairwise
from random import Random
from string import ascii_letters

import pikepdf
import pytest

from generator.checkers import papers, screens
from generator.checkers.checkers import OWN, check_all
from tests.projects import pdf_name

PAGE = "en/index.html"


@pytest.fixture
def copied(built, tmp_path):
    """Return a copy of a small edition's output, to be broken."""
    shutil.copytree(built("least"), tmp_path / "out")
    return tmp_path / "out"


@pytest.mark.parametrize("name", ["2023", "quillonia", "least"])
def test_what_was_built_passes(name, built):
    outcomes = check_all(built(name), OWN)
    assert {outcome.checker for outcome in outcomes} == {checker.name for checker in OWN}
    assert [(o.checker, o.file, o.complaints) for o in outcomes if o.state != "passed"] == []


@pytest.mark.parametrize(("check", "old", "new", "said"), [
    (screens.links, 'href="#main"', 'href="#mian"', "#mian: there is no such anchor"),
    (screens.links, 'id="sources"', 'id="main"', "#main is there 2 times"),
    (screens.links, '.en.pdf">', '.fr.pdf">', "there is no such file"),
    (screens.links, 'href="https://', 'href="https:// x', "is no web address"),
    (screens.links, 'href="https://', 'href="http://local host/', "is no web address"),
    (screens.headings, "<h1", "<h5", "0 headings of the first level"),
    (screens.headings, "<h2", "<h4", "a heading of level 4 stands under one of level 1"),
    (screens.alternatives, "</h1>", '</h1><img src="a.png">', "no alternative text: a.png"),
    (screens.alternatives, "</h1>", '</h1><svg id="bar"></svg>', "has no name: bar"),
    (screens.contrast, "--ink-2:#555B62", "--ink-2:#9A9A9A", "light: ink_2 on paper is"),
    (screens.contrast, "--data:#8FC1DA", "--data:#223344", "dark: data on paper is"),
    (screens.linked_data, '"@type":"Dataset"', '"@type":"Data"', "Dataset has no name"),
    (screens.linked_data, '"license":"http', '"licence":"http', "Report has no license"),
    (screens.linked_data, '{"@context"', '["@context"', "cannot be read"),
    (screens.linked_data, "application/ld+json", "application/json", "has no JSON-LD"),
])  # fmt: skip
def test_a_broken_page_is_seen(copied, check, old, new, said):
    path = copied / PAGE
    html = path.read_text(encoding="utf-8")
    assert old in html
    path.write_text(html.replace(old, new, 1), encoding="utf-8")
    found = check(copied, [PAGE])[PAGE]
    assert any(said in fault for fault in found), found


def test_a_heavy_page_is_seen(copied):
    path = copied / PAGE
    noise = "".join(Random(1).choices(ascii_letters, k=300_000))
    path.write_text(f"{path.read_text(encoding='utf-8')}<!--{noise}-->", encoding="utf-8")
    (fault,) = screens.first_view(copied, [PAGE])[PAGE]
    assert fault.endswith("and 200000 are the most")


def without_font(document):
    font = next(iter(document.pages[0].Resources.Font.values()))
    del font.DescendantFonts[0].FontDescriptor[next(
        key for key in font.DescendantFonts[0].FontDescriptor if "FontFile" in key
    )]  # fmt: skip


def without_glyph(document):
    page = document.pages[1]
    parts = pikepdf.parse_content_stream(page)
    shown = next(part for part in parts if str(part[1]) == "TJ")
    shown[0][0][0] = pikepdf.String(b"\0\0")
    page.Contents = document.make_stream(pikepdf.unparse_content_stream(parts))


def elements(document, tag):
    return (e for e in papers._below(document.Root.StructTreeRoot.K) if tag == e.S)


def without_alternative(document):
    next(elements(document, "/H1")).S = pikepdf.Name.Figure


def without_level(document):
    for element in elements(document, "/H2"):
        element.S = pikepdf.Name.H4


def link(document):
    return next(note for page in document.pages for note in page.get("/Annots", []))


def without_goal(document):
    link(document).Dest = pikepdf.String("nowhere")


def without_words(document):
    del link(document)["/Contents"]


def with_a_broken_address(document):
    link(document).A = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("htp:/x"))


@pytest.mark.parametrize(("check", "spoil", "said"), [
    (papers.fonts, without_font, "is not inside"),
    (papers.fonts, without_glyph, "page 2: a character has no glyph"),
    (papers.structure, without_alternative, "a figure has no alternative text"),
    (papers.structure, without_level, "a heading of level 4 stands under one of level 1"),
    (papers.links, without_goal, "a link leads nowhere: nowhere"),
    (papers.links, without_words, "a link is not described"),
    (papers.links, with_a_broken_address, "“htp:/x” is no web address"),
])  # fmt: skip
def test_a_broken_pdf_is_seen(built, tmp_path, check, spoil, said):
    name = pdf_name("least", "en")
    with pikepdf.open(built("least") / name) as document:
        spoil(document)
        document.save(tmp_path / name)
    found = check(tmp_path, [name])[name]
    assert any(said in fault for fault in found), found


def test_levels_of_headings():
    assert list(screens.skipped([1, 2, 3, 2, 3, 4, 2])) == []
    faults = list(screens.skipped([2, 1, 3, 1]))
    assert len(faults) == len(list(pairwise("abc")))
