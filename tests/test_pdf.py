"""The finished PDFs: conformance, structure, metadata, links and figures, as others read them."""

import re
from itertools import pairwise, takewhile
from typing import Any

import pikepdf
import pytest

from tests import pdf
from tests.projects import LANGUAGES, PAGES, pdf_name

TITLES = {
    ("2023", "en"): "TISCs in China, 2023",
    ("2023", "zh-CN"): "在华TISC（2023年）",
    ("quillonia", "en"): "Libraries of Quillonia, 2031",
    ("quillonia", "zh-CN"): "奎隆尼亚图书馆（2031年）",
    ("least", "en"): "Wells of Leastholm, 2030",
}
CONTENTS = {"en": "Contents", "zh-CN": "目录"}


@pytest.fixture(params=PAGES, ids="-".join)
def edition(request) -> Any:
    """Return an edition and one of its languages."""
    return request.param


@pytest.fixture
def path(edition, built) -> Any:
    """Return the PDF of an edition in one language."""
    name, tag = edition
    return built(name) / pdf_name(name, tag)


def destinations(document: pikepdf.Pdf) -> dict[str, int]:
    """Return the page (from 1) of each named destination."""
    pages = {sheet.objgen: number for number, sheet in enumerate(document.pages, 1)}
    names: Any = pikepdf.NameTree(document.Root.Names.Dests)
    return {str(name): pages[goal[0].objgen] for name, goal in names.items()}


def test_fonts_are_ours_and_embedded(path):
    assert pdf.fonts(path) <= {"Noto-Sans-SC", "Noto-Sans-SC-Bold"}


def test_title_language_and_paper(path, edition):
    with pikepdf.open(path) as document, document.open_metadata() as metadata:
        assert str(document.Root.Lang) == edition[1]
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        assert bool(document.Root.MarkInfo.Marked)
        assert str(document.docinfo.Title) == TITLES[edition]
        assert metadata["dc:title"] == TITLES[edition]
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        sizes = {tuple(round(float(x)) for x in page.mediabox) for page in document.pages}
    assert sizes == {(0, 0, 595, 842)}


def test_each_figure_says_what_it_shows(path):
    assert all(len(said.split()) > 1 or len(said) > 4 for said in pdf.figures(path))


def test_the_edition_has_figures_to_say_so(built):
    assert len(pdf.figures(built("2023") / pdf_name("2023", "en"))) >= 4


def test_no_level_of_headings_is_skipped(path):
    levels = pdf.headings(path)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [step for step in pairwise(levels) if step[1] > step[0] + 1] == []


def test_bookmarks_are_the_contents_with_their_pages(path, edition):
    head = CONTENTS[edition[1]]
    lines = iter(pdf.text_of(path).splitlines())
    assert f"H2 {head}" in lines  # goes on to it
    listed = list(takewhile(lambda line: line[:2] not in ("H2", "H3"), lines))
    shown = [re.fullmatch(r"TOCI (.+?) ?([0-9]+)", line) for line in listed if line[0] == "T"]
    assert all(shown), listed
    entries = [(match[1].replace(" ", ""), int(match[2])) for match in shown if match]
    marks = [
        (title.replace(" ", ""), page) for depth, title, page in pdf.outline(path) if not depth
    ]
    assert [mark for mark in marks[1:] if mark[0] != head] == entries


def test_figures_and_tables_are_listed_with_their_pages(edition, path):
    lines = pdf.text_of(path).splitlines()
    heads = {"en": ("List of figures", "List of tables"), "zh-CN": ("图目录", "表目录")}[edition[1]]
    wanted = [
        (page, number)
        for number, page in sorted(
            (int(goal.removeprefix("table-")), page)
            for goal, page in pdf.destinations(path).items()
            if goal.startswith("table-")
        )
    ]
    if not wanted:
        assert not set(lines) & {f"H3 {head}" for head in heads}
        return
    assert f"H3 {heads[0]}" in lines
    after = iter(lines[lines.index(f"H3 {heads[1]}") + 1 :])
    listed = [re.findall("[0-9]+", line) for line in takewhile(lambda s: s[:4] == "TOCI", after)]
    assert [(int(numbers[-1]), int(numbers[0])) for numbers in listed] == wanted


def test_each_link_leads_somewhere(path):
    inner, outer = 0, 0
    with pikepdf.open(path) as document:
        known = destinations(document)
        for sheet in document.pages:
            for note in sheet.get("/Annots", []):
                if note.Subtype != "/Link":
                    continue
                assert str(note.Contents)
                if "/A" in note and note.A.S == "/URI":
                    outer += 1
                    assert re.fullmatch(r"https?://\S+", str(note.A.URI))
                else:
                    inner += 1
                    assert str(note.get("/Dest") or note.A.D) in known
    assert inner > 10
    assert outer > 0


@pytest.mark.parametrize("name", [name for name, tags in LANGUAGES.items() if len(tags) > 1])
def test_both_languages_have_the_same_notes_and_figures(name, built):
    found = []
    for tag in LANGUAGES[name]:
        path = built(name) / pdf_name(name, tag)
        with pikepdf.open(path) as document:
            goals = set(destinations(document))
        found.append((goals, len(pdf.figures(path)), [depth for depth, _, _ in pdf.outline(path)]))
    assert found[0] == found[1]
    assert len([goal for goal in found[0][0] if goal.startswith("note-")]) > 15


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("en", ["over 195,000", "nearly 4,000", "over 400 million", "2.25279 million",
                "52,000 acres", "208,063 million yuan", "over 100", "Hong Kong, Macao and Taiwan"]),
        ("zh-CN", ["超19.5万", "近4000", "超4亿", "225.279万", "52,000英亩", "208,063百万元",
                   "超100家", "不含港澳台"]),
    ],
)  # fmt: skip
def test_what_the_report_says(tag, words, built):
    text = pdf.text_of(built("2023") / pdf_name("2023", tag))
    assert [word for word in words if word not in text] == []
    assert "10000万" not in text
    assert "{" not in text


def test_english_and_chinese_stay_apart(built):
    english = pdf.text_of(built("2023") / pdf_name("2023", "en"))
    chinese = pdf.text_of(built("2023") / pdf_name("2023", "zh-CN"))
    assert not re.search(r"\bover [0-9]", chinese)
    assert "超19.5万" not in english
