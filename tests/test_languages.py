"""A third language is data: a complete pseudo-language builds, leaves no English, and has room."""

import json
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest

from generator.draw.lettering import lettered_in, text_width
from generator.read.located import read_yaml
from generator.read.read import read
from generator.records.library import Library
from generator.typeset.glyphs import missing
from generator.verify.readback import VOID, read_page
from generator.word.written import written
from tests import pdf
from tests.browser import SETTLED, Browser
from tests.projects import PROJECTS
from tests.pseudo import OWN_FAMILY, OWN_LETTER, OWN_WIDTH, PSEUDO, own_font, pseudo
from tests.test_html import MEASURE

WORD = re.compile(r"[A-Za-z]{2,}")
FORMATS = {"PDF", "CSV", "JSON", "XLSX", "ODS", "SVG", "PNG", "BibTeX", "RIS"}
"""Names of formats stay in every language."""
NOTATION = {"light dark", "dark", "article", "summary_large_image", "en_XA", "en_XB"}
"""What metadata say to programs, not to readers."""
SHORTENED = "SPAN.now"
"""The head's name of the current part, which ends in dots where it is long."""
POINTS = 72 / 25.4
"""A millimetre."""
MARGIN, AIR = 20 * POINTS, 3
"""Of a page; a letter may reach so far beyond."""


@pytest.fixture(params=PSEUDO)
def name(request) -> Any:
    """Return the name of a project in a pseudo-language."""
    return request.param


@pytest.fixture
def output(name, built) -> Any:
    """Return what was built of it."""
    return built(name)


@pytest.fixture
def page(output, name) -> Any:
    """Return its page."""
    return output / PSEUDO[name][1] / "index.html"


@pytest.fixture
def paper(output) -> Any:
    """Return its PDF."""
    (path,) = output.glob("*.pdf")
    return path


class Unforeign(HTMLParser):
    """The text of a page without what stands in another language, or is quoted."""

    def __init__(self, html: str, tag: str) -> None:
        super().__init__()
        self.tag, self.open, self.texts = tag, list[tuple[str, bool]](), list[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        foreign = (given.get("lang") or self.tag) != self.tag or given.get("class") == "quote"
        if tag not in VOID:
            self.open.append((tag, foreign))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass  # nothing is inside

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        names = {tag for tag, _ in self.open}
        if not any(foreign for _, foreign in self.open) and not names & {"style", "script", "pre"}:
            self.texts.append(data)


def names_in(library: Library) -> str:
    """Return what stays as it is: titles, addresses and quotations of sources."""
    kept = ["https"]
    for source in library.sources.values():
        kept += [source.title or "", source.url or "", source.mirror or ""]
    for files in library.editions.values():
        kept.append(files.edition.imprint.licence_url)
    for text in written(library):
        kept += re.findall(r"\{quote:[^:}]*:([^}]*)\}", text.words)
    return "\n".join(kept)


def english_in(texts: Iterable[str], kept: str = "", *, broken: bool = False) -> list[str]:
    """Return the English words of texts, but for what is kept; its words, in `broken` lines."""
    phrases = sorted(filter(None, kept.split("\n")), key=len, reverse=True)
    known = {*FORMATS, *(WORD.findall(kept) if broken else ())}
    found = []
    for text in texts:
        bare = text
        for phrase in phrases:
            bare = bare.replace(phrase, " ")
        found += [f"{w}: {text[:60]}" for w in WORD.findall(bare) if w not in known]
    return found


@pytest.fixture
def kept(name) -> str:
    """Return the names that stay in every language."""
    project = PROJECTS[PSEUDO[name][0]]
    library, _ = read(project)
    path = project / "data" / "numerals.en.yaml"
    standards = read_yaml(path, project)[0].value["names"] if path.is_file() else []
    return "\n".join([names_in(library), *standards])


def test_the_pseudo_language_is_strange_and_long():
    assert pseudo("Key figures") == "Κéý φîγûяéσéöé"
    assert pseudo("over {n} of {=two}") == "öνéяéö {n} öφ {=τωö}"
    assert not WORD.search(pseudo("The quick brown fox jumps over the lazy dog"))


def test_no_english_word_is_left_in_the_page(page, name, kept):
    html = page.read_text(encoding="utf-8")
    reader = Unforeign(html, PSEUDO[name][1])
    assert len(reader.texts) > 300
    assert english_in(reader.texts, kept) == []
    pieces = read_page(html).pieces
    spoken = [p.text for p in pieces if p.tag == "spoken" and p.text not in NOTATION]
    assert len(spoken) > 30
    assert english_in(spoken, kept) == []


def test_no_english_word_is_left_in_chooser_and_metadata(output):
    pieces = read_page((output / "index.html").read_text(encoding="utf-8")).pieces
    assert english_in([p.text for p in pieces if p.text not in NOTATION]) == []


def test_no_english_word_is_left_in_the_pdf(paper, kept):
    lines = pdf.text_of(paper).splitlines()
    bare = [re.sub(r"^[A-Z][A-Za-z0-9]* ", "", line) for line in lines]  # without the element
    assert len(bare) > 200
    assert english_in(bare, kept, broken=True) == []
    assert english_in([title for _, title, _ in pdf.outline(paper)]) == []
    assert english_in(pdf.figures(paper)) == []


def test_metadata_of_the_pdf_are_in_its_language(paper, name):
    tag = PSEUDO[name][1]
    with pikepdf.open(paper) as document, document.open_metadata() as metadata:
        assert str(document.Root.Lang) == tag
        assert metadata["dc:language"] == {tag}
        said = [str(document.docinfo[key]) for key in ("/Title", "/Author", "/Subject")]
        assert metadata["dc:title"] == said[0]
        assert document.Root.Metadata.read_bytes().decode().count(f'xml:lang="{tag}"') == 2
    assert english_in(said) == []
    assert tag in paper.name


def test_each_plural_form_is_met(page):
    figures = [
        p.text for p in read_page(page.read_text(encoding="utf-8")).pieces if p.tag == "data"
    ]
    ends = {text[-1] for text in figures}
    assert len(ends & set("αεηι")) >= 2


# What leaves the drawing that it stands in.
DRAWINGS = """
[...document.querySelectorAll('svg text')].filter(t => {
  if (!t.checkVisibility()) return false;
  const box = t.getBoundingClientRect(), svg = t.closest('svg').getBoundingClientRect();
  return box.width && (box.left < svg.left - 1 || box.right > svg.right + 1);
}).map(t => t.textContent)
"""


def test_longer_words_leave_no_window(page, tmp_path):
    faults = []
    with Browser(tmp_path) as browser:
        browser.open(page.as_uri())
        for width in (320, 360, 1280):
            browser.look(width)
            browser.run(SETTLED)
            seen = browser.run(MEASURE)
            cut = [text for text in seen["cut"] if not text.startswith(SHORTENED)]
            faults += [f"{width} px: {text} is outside" for text in (*seen["out"], *cut)]
            faults += [f"{width} px: {text}" for text in browser.run(DRAWINGS)]
            assert seen["page"] <= width, json.dumps(seen["out"])
            assert seen["texts"] > 300
    assert faults == []


def boxes(sheet: Any) -> Iterator[tuple[float, float, float, float, str]]:
    """Yield (left, bottom, right, top, text) of the texts of a page, those of drawings left out."""
    held = sheet.get_textpage()
    for thing in sheet.get_objects([pdfium.raw.FPDF_PAGEOBJ_TEXT], max_depth=1, textpage=held):
        left, bottom, right, top = thing.get_bounds()
        if right - left > 0.1:
            yield left, bottom, right, top, thing.extract()


def test_longer_words_leave_no_page_and_cover_no_other(paper):
    document, faults = pdfium.PdfDocument(paper), []
    for number, sheet in enumerate(document):
        wide, placed = sheet.get_width(), list(boxes(sheet))
        edge = MARGIN - AIR if number else 0
        faults += [f"{number + 1}: {b[4]}" for b in placed if b[0] < edge or b[2] > wide - edge]
        for i, one in enumerate(placed):
            for two in placed[i + 1 :]:
                over = min(one[2], two[2]) - max(one[0], two[0])
                tall = min(one[3], two[3]) - max(one[1], two[1])
                if over > 1 and tall > 1:
                    faults.append(f"{number + 1}: {one[4]} lies on {two[4]}")
    document.close()
    assert faults == []


# Where things stand on a page that runs from the right.
SIDES = """
(() => {
  const box = (s, i = 0) => document.querySelectorAll(s)[i].getBoundingClientRect();
  const block = [...document.querySelectorAll('.block')].find(
    b => b.querySelector(':scope > .margin') && b.querySelector(':scope > .main'));
  const side = (s) => block.querySelector(':scope > ' + s).getBoundingClientRect();
  const svg = document.querySelector('.wide-drawing svg');
  return {
    dir: getComputedStyle(document.body).direction,
    margin: side('.margin').left > side('.main').right,
    strip: box('.card .strip .line').right <= box('.card .strip .run').left + 2,
    cards: box('.cards.three > .card', 0).left > box('.cards.three > .card', 1).right,
    figure: box('td.n').left < box('tbody th').left,
    drawn: svg.querySelector('g').getAttribute('transform'),
    years: [...svg.querySelectorAll('text')].filter(t => /^20\\d\\d$/.test(t.textContent))
      .every(t => t.getBoundingClientRect().left > svg.getBoundingClientRect().left + 300),
  };
})()
"""


def test_a_page_that_runs_from_the_right_is_mirrored(built, tmp_path):
    page = built("quillonia-mirrored") / "en-XB" / "index.html"
    with Browser(tmp_path) as browser:
        browser.look(1280)
        browser.open(page.as_uri())
        seen = browser.run(SIDES)
    assert seen.pop("dir") == "rtl"
    assert re.fullmatch(r"translate\(\d+,0\) scale\(-1,1\)", seen.pop("drawn"))
    assert [place for place, mirrored in seen.items() if not mirrored] == []


def test_paper_that_runs_from_the_right_is_mirrored(built):
    (path,) = built("quillonia-mirrored").glob("*.pdf")
    document = pdfium.PdfDocument(path)
    for number, sheet in enumerate(document, 1):
        if number == 1:
            continue
        placed, wide = list(boxes(sheet)), sheet.get_width()
        foot = min(box for box in placed if box[4].strip() == str(number))
        assert foot[0] < MARGIN + 5 * POINTS  # a page's number stands where lines end
        assert max(box[2] for box in placed) > wide - MARGIN - 2 * POINTS  # and they begin here
    assert number > 8
    document.close()


def test_a_language_brings_its_own_font(built, tmp_path):
    """The mirrored language has a letter that only the project's own font file has."""
    folder = built("quillonia-mirrored")
    page = folder / "en-XB" / "index.html"
    assert OWN_LETTER in page.read_text(encoding="utf-8")
    assert missing(OWN_LETTER) == [OWN_LETTER]
    with Browser(tmp_path) as browser:
        browser.look(1280)
        browser.open(page.as_uri())
        used = {family for family, brought in browser.fonts() if brought}
    assert OWN_FAMILY in used
    assert used <= {OWN_FAMILY, "Noto Sans SC"}
    (path,) = folder.glob("*.pdf")
    names = {name.replace("-", "").replace("Bold", "") for name in pdf.fonts(path)}
    assert names == {OWN_FAMILY.replace(" ", ""), "NotoSansSC"} or names == {"QuillonSans"}


def test_charts_are_measured_in_the_font_of_their_language(tmp_path):
    own_font(tmp_path / "fonts" / "own.ttf")
    pinned = text_width("öνé", 20)
    with lettered_in({400: tmp_path / "fonts" / "own.ttf"}):
        assert text_width("öνé", 20) == pytest.approx(pinned * OWN_WIDTH, rel=0.01)
        assert text_width("中öνé", 20) == pytest.approx(20 + pinned * OWN_WIDTH, rel=0.01)
    assert text_width("öνé", 20) == pinned
