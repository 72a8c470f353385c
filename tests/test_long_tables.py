"""What is longer than a page: a table, a chart, the figures of the title page, on paper."""

import re
from collections import Counter
from xml.etree import ElementTree

import pytest

from generator import api
from generator.compose.compose import compose
from generator.compose.report import Medium
from generator.compose.title_page import ROOM
from generator.draw.draw import PAGE
from generator.render.webfonts import paper_fonts
from scripts.made_up import Size, project
from tests import pdf

SVG = "{http://www.w3.org/2000/svg}"
ROWS = 120
SIZE = Size(figures=ROWS, charts=False)


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return api.derive(project(tmp_path_factory.mktemp("long") / "p", size=SIZE))


@pytest.fixture(scope="module", params=["en", "zh-CN"])
def made(request, source, tmp_path_factory):
    """Yield the PDF of one language, and how often the engine laid out each cell of its table."""
    from weasyprint.layout import block, table

    looked, wanted = Counter[object](), Counter[int]()
    lay, prefer = block.block_container_layout, table.table_and_columns_preferred_widths

    def counted(context, box, *rest, **named):
        if box.element is not None and box.element.tag == "td":
            looked[box.element] += 1
        return lay(context, box, *rest, **named)

    def preferred(context, box, *rest, **named):
        wanted[sum(len(group.children) for group in box.get_wrapped_table().children)] += 1
        return prefer(context, box, *rest, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block, "block_container_layout", counted)
        patch.setattr(table, "table_and_columns_preferred_widths", preferred)
        content = api.typeset(source, request.param)
    path = tmp_path_factory.mktemp("pdf") / "long.pdf"
    path.write_bytes(content)
    return path, looked, wanted


def long_tables(path):
    """Return the tables of a PDF that have more rows than a page has room for."""
    tables = [element for element in pdf.structure(path).walk() if element.tag == "Table"]
    return [t for t in tables if len({piece.page for piece in t.pieces()}) > 2]


def test_it_is_one_table_with_all_rows_in_order(made, source):
    (table,) = long_tables(made[0])
    assert Counter(e.tag for e in table.walk())["THead"] == 1
    rows = [row for row in table.walk() if row.tag == "TR"]
    values = [row.elements[-2].text for row in rows[1:]]
    wanted = [str(finding.value) for finding in source.findings.values()]
    assert [value.removesuffix("口") for value in values] == wanted[:ROWS]


def test_its_columns_stand_under_each_other(made):
    (table,) = long_tables(made[0])
    rows = [row for row in table.walk() if row.tag == "TR"][1:]
    lefts = [{round(next(row.elements[n].pieces()).left) for row in rows} for n in (0, 1, 3)]
    assert [max(each) - min(each) for each in lefts] == pytest.approx([0, 0, 0], abs=1)
    right = {round(list(row.elements[2].pieces())[-1].right) for row in rows}
    assert max(right) - min(right) <= 1
    lines = [{p.baseline for p in cell.pieces()} for row in rows for cell in row.elements]
    assert {len(each) for each in lines} == {1}


def test_each_of_its_pages_has_its_head(made):
    import pypdfium2

    (table,) = long_tables(made[0])
    head = table.elements[1].text.split()[-1]
    document = pypdfium2.PdfDocument(made[0])
    for number in {piece.page for piece in table.pieces()}:
        assert head in document[number - 1].get_textpage().get_text_bounded()


def test_its_caption_stands_above_its_first_rows(made):
    (table,) = long_tables(made[0])
    rows = [row for row in table.walk() if row.tag == "TR"][1:3]
    caption, first, second = (next(element.pieces()) for element in (table.elements[0], *rows))
    assert caption.page == first.page == second.page


def test_the_engine_looks_at_each_cell_once_or_at_a_page_break_again(made):
    _, looked, wanted = made
    cells = [times for cell, times in looked.items() if times]
    assert sum(cells) <= 1.2 * len(cells)
    assert len(cells) >= 3 * ROWS
    assert max(wanted, default=0) < ROWS, "the widths of columns were asked of all cells"


def test_a_screen_shows_one_table_as_ever(source):
    html = api.render(source, "en")["en/index.html"].decode()
    tables = [part.partition("</table>")[0] for part in html.split("<table")[1:]]
    assert [table.count("<tr>") for table in tables if table.count("<tr>") > 40] == [ROWS + 1]
    assert "<colgroup>" not in html


TALL = 31
"""Bars: as many as a country may have provinces."""


@pytest.fixture(scope="module")
def tall(tmp_path_factory):
    """Return the edition of a chart that is taller than a page, in two languages."""
    size = Size(figures=TALL, reported=TALL)
    return api.derive(project(tmp_path_factory.mktemp("tall") / "p", size=size))


def report_of(source):
    return compose(source.setting("en"), source.theme, (), Medium(True, paper_fonts()))


def texts_of(svg):
    return [text.text for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def bars_of(svg):
    """Return the px of each solid bar, from the top."""
    return re.findall(r'd="M0,[\d.]+h([\d.]+)v18h', svg)


def test_a_tall_chart_is_drawn_on_paper_in_pieces_of_one_scale(tall):
    (chart,) = report_of(tall).chapters[0].charts
    drawn = (chart.svg, *chart.pieces)
    heights = [int(ElementTree.fromstring(svg).attrib["height"]) for svg in drawn]
    assert heights[0] > PAGE >= max(heights[1:])
    assert len(bars_of(chart.svg)) == TALL
    assert bars_of(chart.svg) == [bar for piece in chart.pieces for bar in bars_of(piece)]
    said = [words for piece in chart.pieces for words in texts_of(piece)]
    assert sorted(said) == sorted(texts_of(chart.svg))


def test_all_pieces_and_all_strokes_stand_whole_on_their_pages(tall, tmp_path):
    import pypdfium2

    path = tmp_path / "tall.pdf"
    path.write_bytes(api.typeset(tall, "en"))
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]
    figures = [e for e in pdf.structure(path).walk() if e.tag == "Figure"]
    drawn = [piece for figure in figures for piece in figure.pieces()]
    shown = [str(finding.value) for finding in tall.findings.values()]
    (chart,) = report_of(tall).chapters[0].charts
    wanted = "".join("".join(texts_of(svg)) for svg in chart.pieces).replace(" ", "")
    assert sorted(wanted) == sorted("".join(p.text for p in drawn).replace(" ", ""))
    assert all(piece.bottom > 20 and piece.top < 842 - 20 for piece in drawn)
    assert {value for value in shown if value in pages[0].split()} == set(shown)
    captions = [e for e in pdf.structure(path).walk() if e.tag == "Caption"]
    tables = [e for e in pdf.structure(path).walk() if e.tag == "Table" and len(e.elements) == 3]
    assert captions
    for table in tables:
        assert next(table.elements[0].pieces()).page == next(table.elements[2].pieces()).page


def test_a_timeline_that_is_taller_than_a_page_is_made_smaller(tmp_path):
    made = project(tmp_path / "p", size=Size(figures=TALL, languages=("en",)))
    charts = made / "data" / "editions" / "2030" / "charts.yaml"
    charts.write_text(charts.read_text(encoding="utf-8").replace("kind: bars", "kind: timeline"))
    path = tmp_path / "tall.pdf"
    path.write_bytes(api.typeset(api.derive(made), "en"))
    (drawn,) = (e for e in pdf.structure(path).walk() if e.tag == "Figure")
    assert "658" in drawn.text.replace(" ", "")
    assert all(piece.bottom > 20 for piece in drawn.pieces())


@pytest.mark.parametrize(("figures", "drawn"), [(ROOM, ROOM), (TALL, TALL), (60, 2 * ROOM)])
def test_the_title_page_draws_as_many_strokes_as_have_room_and_says_so(figures, drawn, tmp_path):
    size = Size(figures=figures, charts=False, reported=figures)
    page = report_of(api.derive(project(tmp_path / "p", size=size))).title_page
    assert len(page.strokes) == drawn
    assert page.dense == (figures > ROOM)
    assert ("There is room for some figures only" in page.line) == (drawn < figures)
