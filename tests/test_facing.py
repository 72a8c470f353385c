"""The edition in two languages: rows with both sides, one strip for both, the reader's place."""

import re
import shutil
from html.parser import HTMLParser
from itertools import groupby, pairwise

import page as validation
import pikepdf
import pytest

from generator.build import Order, build
from generator.face.facing import Pair, facing_tags
from generator.problem import OutputError
from generator.read.read import read
from generator.records.library import EditionFiles
from generator.verify.verify import verify
from generator.word.language import language_of
from tests import pdf
from tests.projects import LEAST, MADE_UP, ROOT, copy_of, pdf_name, snapshot
from tests.test_html import MEASURE, browser  # noqa: F401

TAGS = ("en", "zh-CN")
PAGE = "bilingual/index.html"


@pytest.fixture
def folder(built):
    """Return the output of the made-up country."""
    return built("quillonia")


class Rows(HTMLParser):
    """The rows of a page: the languages of the cells that stand right inside each."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str]]] = []
        self.rows: list[list[tuple[str, str]]] = []
        self.figures: list[tuple[str, str, str, str]] = []
        self.strips = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        above = self.open[-1][1].get("class", "").split() if self.open else []
        if "pair" in above:
            self.rows[-1].append((given.get("class", "").split()[0], given.get("lang", "")))
        if "pair" in given.get("class", "").split():
            self.rows.append([])
        if tag == "data":
            lang = next(a["lang"] for _, a in reversed(self.open) if "lang" in a)
            self.figures.append(
                (lang, given["data-finding"], given["value"], given["data-qualifier"])
            )
        self.strips += "strip" in given.get("class", "").split()
        if tag not in ("meta", "link", "br", "input"):
            self.open.append((tag, given))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass


def test_each_row_has_both_languages(folder):
    rows = Rows((folder / PAGE).read_text(encoding="utf-8")).rows
    assert len(rows) > 100
    wanted = [("first", TAGS[0]), ("second", TAGS[1])]
    assert [row for row in rows if row != wanted] == []


def test_both_columns_show_the_same_figures_in_the_same_order_as_each_page_alone(folder):
    facing = Rows((folder / PAGE).read_text(encoding="utf-8"))
    sides = {tag: [f[1:] for f in facing.figures if f[0] == tag] for tag in TAGS}
    assert {f[0] for f in facing.figures} == set(TAGS)
    assert sorted(sides["en"]) == sorted(sides["zh-CN"])
    for tag in TAGS:
        alone = Rows((folder / tag / "index.html").read_text(encoding="utf-8"))
        assert sorted(sides[tag]) == sorted(f[1:] for f in alone.figures)
        assert facing.strips == alone.strips  # one strip for both wordings


def test_the_pdf_conforms(folder):
    path = folder / pdf_name("quillonia", "bilingual")
    for profile in ("ua1", "3a"):
        report = validation.validate_pdf(str(path), profile=profile)
        assert [f"{f.rule_id}: {f.message}" for f in report.failures] == []
        assert report.is_compliant
    assert pdf.fonts(path) <= {"Noto-Sans-SC", "Noto-Sans-SC-Bold"}
    levels = pdf.headings(path)
    assert levels.count(1) == 1
    assert [step for step in pairwise(levels) if step[1] > step[0] + 1] == []


def test_title_language_and_bookmarks_are_in_both(folder, golden):
    path = folder / pdf_name("quillonia", "bilingual")
    with pikepdf.open(path) as document:
        assert str(document.Root.Lang) == "en"
        assert (
            str(document.docinfo.Title) == "Libraries of Quillonia, 2031 / 奎隆尼亚图书馆（2031年）"
        )
    marks = pdf.outline(path)
    golden(
        ROOT / "tests/editions/quillonia/expected/outline.bilingual.txt",
        "".join(f"{'  ' * depth}{title}\n" for depth, title, _ in marks),
    )
    assert all(" / " in title for _, title, _ in marks)


def test_text_of_the_pdf(folder, golden):
    text = pdf.text_of(folder / pdf_name("quillonia", "bilingual"))
    golden(ROOT / "tests/editions/quillonia/expected/text.bilingual.txt", text)


def test_no_page_of_the_pdf_is_nearly_empty(built):
    """A page ends early only where the next block is whole, or the report ends."""
    import pypdfium2

    for name in ("quillonia", "2023"):
        document = pypdfium2.PdfDocument(built(name) / pdf_name(name, "bilingual"))
        for number, sheet in list(enumerate(document))[1:-1]:
            feet = [box.get_bounds()[1] for box in sheet.get_objects() if box.get_bounds()[1] > 62]
            filled = (842 - 57 - min(feet)) / (842 - 57 - 62)
            assert filled > 0.3, f"{name}, page {number + 1}: {filled:.0%}"
        document.close()


def test_verify_parses_each_column_by_its_language(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "out", ignore=shutil.ignore_patterns("*.pdf"))
    path = tmp_path / "out" / PAGE
    html = path.read_text(encoding="utf-8")
    for old, new, said in (
        (">over </span>", ">超</span>", "should"),
        ('<span class="u">万册次</span>', '<span class="u"> million</span>', "should say"),
        (" / 超4100座<", " / 超4200座<", "in the drawing"),
    ):
        assert old in html
        path.write_text(html.replace(old, new, 1), encoding="utf-8")
        faults = [str(fault) for fault in verify(MADE_UP, tmp_path / "out", "2031").faults]
        assert any(line.startswith(PAGE) and said in line for line in faults), (old, faults)


def test_a_figure_in_one_column_only(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "out", ignore=shutil.ignore_patterns("*.pdf"))
    path = tmp_path / "out" / PAGE
    html = path.read_text(encoding="utf-8")
    figure = r'<data [^>]*data-finding="lost"[^>]*>(.*?)</data>'
    gone = re.sub(figure, lambda m: m[0] if "1,200" in m[1] else m[1], html)
    assert gone != html
    path.write_text(gone, encoding="utf-8")
    faults = [str(fault) for fault in verify(MADE_UP, tmp_path / "out", "2031").faults]
    assert f"{PAGE}: the figure lost is missing in zh-CN" in faults


def test_bilingual_alone_and_not_at_all(tmp_path):
    files = snapshot(build(Order(MADE_UP, "2031", ("bilingual",), ("html",), tmp_path / "one")))
    assert [name for name in files if name.endswith(".html")] == [PAGE, "index.html"]
    links = re.findall(r'href="([^"#]+)"', files[PAGE].decode())
    assert [link for link in links if link.endswith("index.html")] == []
    project = copy_of(MADE_UP, tmp_path / "project")
    path = project / "data/editions/2031/edition.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("languages: [en, zh-CN]", "languages: [en, zh-CN]\nfacing: []"))
    files = snapshot(build(Order(project, "2031", (), ("html",), tmp_path / "two")))
    assert PAGE not in files
    assert b"bilingual" not in files["index.html"]


def test_which_languages_face_each_other():
    (edition,) = [files.edition for files in editions(MADE_UP)]
    (least,) = [files.edition for files in editions(LEAST)]
    assert facing_tags(edition) == ("en", "zh-CN")
    assert facing_tags(least) == ()
    three = edition.model_copy(update={"languages": ("en", "zh-CN", "fr")})
    assert facing_tags(three) == ("en", "zh-CN")
    assert facing_tags(three.model_copy(update={"facing": ("fr", "en")})) == ("fr", "en")


def editions(project) -> list[EditionFiles]:
    """Return the editions of a project."""
    return list(read(project)[0].editions.values())


def test_a_pair_refuses_what_does_not_face():
    languages = tuple(language_of(tag, ROOT / "templates", ROOT) for tag in TAGS)
    pair = Pair(languages, (("a", "b"), ("c",)))
    with pytest.raises(OutputError, match="en and zh-CN do not show the same: 2 beside 1"):
        list(pair)
    with pytest.raises(OutputError, match="differ"):
        _ = Pair(languages, ("over", "nearly")).same
    with pytest.raises(TypeError):
        str(pair)


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_leaves_the_window(folder, browser, width):  # noqa: F811
    browser.look(width, dark=width == 360)
    browser.open((folder / PAGE).as_uri())
    for shown in ("both", "first", "second"):
        browser.run(f"document.getElementById('show-{shown}').click()")
        seen = browser.run(MEASURE)
        assert (seen["out"], seen["cut"]) == ([], []), shown
        assert seen["page"] <= width
    assert browser.complaints() == []


KEPT = """
(async () => {
  const row = [...document.querySelectorAll('#notes .note')][9];
  row.scrollIntoView();
  scrollBy(0, -100);
  await new Promise(requestAnimationFrame);
  const before = row.getBoundingClientRect().top, from = scrollY;
  const label = document.getElementById('show-second').closest('label');
  label.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true}));
  document.getElementById('show-second').click();
  await new Promise(requestAnimationFrame);
  return {moved: Math.abs(row.getBoundingClientRect().top - before), scrolled: from - scrollY};
})()
"""


def test_the_switch_keeps_the_readers_place(folder, browser):  # noqa: F811
    browser.look(1280)
    browser.open((folder / PAGE).as_uri())
    browser.run("document.fonts.ready.then(() => true)")
    kept = browser.run(KEPT)
    assert kept["moved"] < 40, kept
    assert kept["scrolled"] > 400, "the page above did not change, so nothing was tested"
    shown = browser.run(
        "[...document.querySelectorAll('main .first')].some(e => e.getClientRects().length)"
    )
    assert shown is False


@pytest.mark.parametrize("name", ["en/index.html", PAGE])
def test_links_between_the_languages_lead_to_the_section_that_is_read(folder, browser, name):  # noqa: F811
    browser.look(1280)
    browser.open((folder / name).as_uri())
    links = "[...document.querySelectorAll('a[data-place]')].map(a => a.getAttribute('href'))"
    browser.run(
        "document.getElementById('sources').scrollIntoView();"
        "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    found = browser.run(links)
    assert len(found) == 2
    for link in found:
        path, _, anchor = link.partition("#")
        assert re.match("sources?", anchor), link
        goal = (folder / name).parent / path
        assert f'id="{anchor}"' in goal.read_text(encoding="utf-8")


def test_on_a_phone_the_pairs_stack(folder, browser):  # noqa: F811
    browser.look(360)
    browser.open((folder / PAGE).as_uri())
    tops = browser.run(
        "[...document.querySelectorAll('.pair')].filter(e => e.getClientRects().length).map(e => "
        "[...e.children].map(c => Math.round(c.getBoundingClientRect().bottom)))"
    )
    assert all(first < second for first, second in tops), next(
        key for key, _ in groupby(t for t in tops if t[0] >= t[1])
    )
