"""verify reads every figure back: it passes what was built and names whatever was changed."""

import re
import shutil

import pytest

from generator.build import Order, build
from generator.verify.parse import parse_figure
from generator.verify.readback import read_page, read_pdf
from generator.verify.verify import verify
from generator.word.language import language_of
from tests.projects import LEAST, MADE_UP, ROOT, copy_of, pdf_name, run

TEMPLATES = ROOT / "templates"


def changed(folder, target, name, change):
    """Copy the pages of a finished folder and change one file; returns the copy.

    The PDFs and the other page are left behind: reading them takes long and tells nothing here.
    """
    others = {"en/index.html": "zh-CN", "zh-CN/index.html": "en"}
    shutil.copytree(
        folder, target, ignore=shutil.ignore_patterns("*.pdf", "bilingual", others[name])
    )
    path = target / name
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before, "the test changed nothing"
    path.write_text(after, encoding="utf-8")
    return target


def faults(output, edition="2023", project=ROOT):
    """Return the faults of a folder as lines."""
    return [str(fault) for fault in verify(project, output, edition).faults]


@pytest.mark.parametrize(("edition", "project"), [("2023", ROOT), ("2031", MADE_UP)])
def test_what_was_built_agrees_with_the_data(built, edition, project):
    found = verify(project, built("2023" if project == ROOT else "quillonia"), edition)
    assert [str(fault) for fault in found.faults] == []
    pages = [row for row in found.coverage if not row.file.startswith("data/")]
    assert len(pages) == 8
    assert len(found.coverage) == 14
    for row in found.coverage:
        assert row.shown == row.traced == row.verified > (10 if row in pages else 0)


def test_one_digit_in_a_chinese_figure(built, tmp_path):
    figure = '<span class="d">19.5</span>'
    page = changed(
        built("2023"), tmp_path / "out", "zh-CN/index.html",
        lambda text: text.replace(figure, figure.replace("5", "6"), 1),
    )  # fmt: skip
    said = faults(page)
    assert "zh-CN/index.html: this file was changed after it was published" in said
    assert any("“超19.6万次” should say 195000 (cn_requests)" in line for line in said)


def test_another_word_before_a_figure(built, tmp_path):
    page = changed(
        built("2023"), tmp_path / "out", "en/index.html",
        lambda text: text.replace(">over </span>", ">nearly </span>", 1),
    )  # fmt: skip
    assert any("should be worded “over”" in line for line in faults(page))


def test_a_chart_label(built, tmp_path):
    def mend(text):
        start = text.index("<svg")
        return text[:start] + text[start:].replace(">51<", ">57<", 1)

    page = changed(built("2023"), tmp_path / "out", "en/index.html", mend)
    assert any("“57” should say “51” in the drawing" in line for line in faults(page))


def test_a_date_and_a_number_that_no_data_hold(built, tmp_path):
    def mend(text):
        text = re.sub(r'(<time datetime="2020-04-24">)24 ', r"\g<1>25 ", text, count=1)
        return text.replace("</footer>", "<p>7 more</p></footer>")

    said = faults(changed(built("2023"), tmp_path / "out", "en/index.html", mend))
    assert any("“25 April 2020” is not 2020-04-24" in line for line in said)
    assert any("“7 more” holds a number that comes from no data" in line for line in said)


def test_a_digit_in_the_name_of_a_chapter(tmp_path):
    """A link to it says its name inside fixed wording; another digit there is a fault."""
    project = copy_of(LEAST, tmp_path / "project")
    path = next(project.glob("data/editions/*/edition.yaml"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{en: Wells}", '{en: "{=Tier 4}"}'), encoding="utf-8")
    output = build(Order(project, kinds=("html",)))
    assert faults(output, "2030", project) == []
    page = changed(
        output, tmp_path / "out", "en/index.html",
        lambda text: text.replace("Link to this part: Tier 4", "Link to this part: Tier 5"),
    )  # fmt: skip
    wrong = "“Link to this part: Tier 5” holds a number that comes from no data"
    assert any(wrong in line for line in faults(page, "2030", project))


def test_a_pdf_of_other_data(built, tmp_path):
    """The data say other bounds than the finished PDF: each place is named."""
    project = copy_of(MADE_UP, tmp_path / "project")
    path = project / "data/observations/3-readers.csv"
    text = path.read_text(encoding="utf-8")
    assert "8400,stated,100," in text
    path.write_text(text.replace("8400,stated,100,", "8400,stated,200,"), encoding="utf-8")
    said = faults(built("quillonia"), "2031", project)
    name = pdf_name("quillonia", "en")
    assert any(line.startswith(f"{name}, page") and "is not there" in line for line in said)


def test_a_digit_in_the_template_of_the_pdf(built, tmp_path):
    """A number typed into a template is found in the template, before any file is looked at."""
    project = copy_of(ROOT, tmp_path / "project", templates=True)
    page = project / "templates/print.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("{{ report.series }}", "{{ report.series }} 195,001"), "utf-8")
    done = run("--project", project, "verify", built("2023"))
    assert done.returncode == 1
    assert "templates/print.html:" in done.stdout
    assert "195,001" in done.stdout


def test_the_command_prints_its_coverage(built):
    done = run("--project", LEAST, "verify", built("least"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "100.0% traced, 100.0% verified." in done.stdout


def test_a_missing_file_and_a_missing_folder(built, tmp_path):
    shutil.copytree(built("least"), tmp_path / "out")
    (tmp_path / "out" / pdf_name("least", "en")).unlink()
    said = faults(tmp_path / "out", "2030", LEAST)
    assert said[0] == f"{pdf_name('least', 'en')}: this file is missing"
    assert run("verify", tmp_path / "nothing").returncode == 3


def test_both_languages_and_both_formats_show_the_same_figures(built):
    folder = built("2023")
    pages = [read_page((folder / tag / "index.html").read_text()) for tag in ("en", "zh-CN")]
    ids = [
        {piece.attributes["data-finding"] for piece in page.pieces if piece.tag == "data"}
        for page in pages
    ]
    assert ids[0] == ids[1]
    for tag in ("en", "zh-CN"):
        pdf = read_pdf((folder / pdf_name("2023", tag)).read_bytes())
        assert {f"note-{name}" for name in ids[0]} <= set(pdf.anchors)


PARSED = [
    ("en", "over 195,000", "195000", "over"), ("zh-CN", "超19.5万次", "195000", "over"),
    ("en", "400 million", "400000000", "exact"), ("zh-CN", "4亿次", "400000000", "exact"),
    ("en", "nearly 4,000", "4000", "nearly"), ("zh-CN", "近4000场", "4000", "nearly"),
    ("en", "2.25279 million", "2252790", "stated"), ("zh-CN", "225.279万次", "2252790", "stated"),
    ("en", "Nine", "9", "exact"), ("zh-CN", "约4万元/亩", "40000", "about"),
    ("en", "at most 60", "60", "at_most"), ("zh-CN", "至多60家", "60", "at_most"),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "words", "value", "qualifier"), PARSED)
def test_words_are_parsed_as_a_reader_takes_them(tag, words, value, qualifier):
    said = parse_figure(words, language_of(tag, TEMPLATES, ROOT))
    assert said is not None
    assert said.value == int(value)
    assert qualifier in said.qualifiers
