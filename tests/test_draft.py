"""A draft: the original stands in for what is not translated, marked, in its own language."""

import json
import re
import subprocess
from dataclasses import replace as replaced
from zipfile import ZipFile

import pytest
from pikepdf import Pdf

from generator.build import source_of
from generator.checkers.pdf import page_validation
from generator.cli import main
from generator.compose.compose import compose
from generator.compose.report import Medium
from generator.render.social_card import drawing
from generator.render.theme import theme_of
from generator.translate.stand_in import END, ENGLISH_WORDING, ORIGINAL, marked, shown
from generator.word.language import language_of
from tests.projects import MADE_UP, ROOT, copy_of, run

ENGLISH = language_of("en", ROOT / "templates", ROOT)
SPAN = '<span lang="en" dir="ltr" data-original="">'


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def unfinished(tmp_path_factory):
    """Return a project in which translations are stale, missing or fuzzy."""
    project = copy_of(MADE_UP, tmp_path_factory.mktemp("draft") / "project", templates=True)
    edition = project / "data/editions/2031"
    replace(edition / "text/lending.en.md", "were lost.", "were lost in {edition:period}.")
    replace(edition / "edition.yaml", "name: {en: Lending,", "name: {en: Lending out,")
    (edition / "text/readers.zh-CN.md").unlink()
    replace(project / "data/indicators.yaml", "{en: visits, zh-CN: 到馆}", "{en: visits}")
    catalogue = project / "templates/locale/zh-CN/LC_MESSAGES/messages.po"
    replace(catalogue, 'msgid "Contents"', '#, fuzzy\nmsgid "Contents"')
    return project


def test_only_a_draft_is_built(unfinished, capsys):
    assert main(["--project", str(unfinished), "build", "--only", "html"]) == 1
    assert capsys.readouterr().out.count("-translation]") == 5


@pytest.fixture(scope="module")
def draft(unfinished):
    """Return the folder of a draft, made in a process of its own: the PDF leaves files open."""
    folder = unfinished.parent / "out"
    done = run("--project", unfinished, "build", "--draft", "--lang", "zh-CN", "--out", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_every_page_and_file_of_a_draft_says_so(draft):
    said, pdf = "草稿，请勿发布", draft / "libraries-quillonia-2031.zh-CN.draft.pdf"
    with Pdf.open(pdf) as file:
        assert str(file.docinfo["/Title"]).startswith(f"{said}：")
        assert str(file.docinfo["/Keywords"]) == said
        pages = len(file.pages)
    for number in range(1, pages + 1):
        only = ["-f", str(number), "-l", str(number), str(pdf), "-"]
        done = subprocess.run(["pdftotext", *only], capture_output=True, text=True, check=True)
        assert said in done.stdout, number
    assert page_validation(draft, [pdf.name]) == {pdf.name: []}
    for name in ("index.html", "zh-CN/index.html"):
        page = (draft / name).read_text(encoding="utf-8")
        assert re.search(f'class="stamp"[^>]*>(<p>)?{said}<', page)
        assert f"<title>{said}：" in page
        assert '<meta name="robots" content="noindex">' in page
    assert f'"creativeWorkStatus":"{said}"' in page
    described = json.loads((draft / "data/datapackage.json").read_text(encoding="utf-8"))
    assert "请勿发布" in described["status"] or "Not for publication" in described["status"]
    with ZipFile(draft / "data/libraries-quillonia-2031.draft.xlsx") as book:
        assert described["status"] in book.read("docProps/core.xml").decode()


def test_the_social_card_of_a_draft_says_so(unfinished):
    setting = source_of(unfinished, None, draft=True).setting("zh-CN")
    theme = theme_of(unfinished / "templates", unfinished)
    report = compose(setting, theme, (), Medium(False, {}))
    assert "草稿，请勿发布" in drawing(report)
    assert "草稿" not in drawing(replaced(report, stamp=""))


def test_a_draft_shows_the_original_and_is_verified(unfinished, draft, capsys):
    folder = draft
    page = (folder / "zh-CN/index.html").read_text(encoding="utf-8")
    assert f"{SPAN}visits</span>" in page
    # Its figures are worded in its own language, too.
    chapter = page.partition('id="chapter-lending"')[2]
    sentence = re.search(rf"<p>{re.escape(SPAN)}(.*?)</span></p>", chapter)
    assert sentence
    assert re.sub("<[^>]*>", "", sentence[1]) == "At most 1,200 volumes were lost in 2031."
    link = '<a href="#chapter-lending"[^>]* lang="en" [^>]*data-original="">Lending out</a>'
    assert re.search(link, page)
    assert f"{SPAN}Contents</span>" in page
    assert "遗失图书<data" not in page
    endings = (".html", ".csv", ".json", ".svg")
    made = [path for path in folder.rglob("*.*") if path.suffix in endings]
    for path in made:
        assert not set(f"{ORIGINAL}{ENGLISH_WORDING}{END}") & set(path.read_text("utf-8")), path
    assert json.loads((folder / "manifest.json").read_text())["state"] == "draft"
    assert main(["--project", str(unfinished), "verify", str(folder)]) == 0
    assert "100.0% traced, 100.0% verified" in capsys.readouterr().out


def test_a_language_begun_today_has_a_draft(tmp_path, capsys):
    project = copy_of(MADE_UP, tmp_path / "project")
    assert main(["--project", str(project), "translate", "add", "fr"]) == 0
    words = ["build", "--draft", "--lang", "fr", "--only", "html", "--out", str(tmp_path / "out")]
    assert main(["--project", str(project), *words]) == 0
    page = (tmp_path / "out/fr/index.html").read_text(encoding="utf-8")
    assert '<html lang="fr"' in page
    assert f"{SPAN}Contents</span>" in page
    assert main(["--project", str(project), "verify", str(tmp_path / "out")]) == 0


@pytest.mark.parametrize(
    ("html", "page"),
    [
        ("<p>plain</p>", "<p>plain</p>"),
        (f"<p>{marked('one')}, two</p>", f"<p>{SPAN}one</span>, two</p>"),
        (
            f"<p>{marked('one <b>two</b>')}</p>",
            f"<p>{SPAN}one <b>two</b></span></p>",
        ),
        (f"<p>{marked('one', ENGLISH_WORDING)}</p>", f"<p>{SPAN}one</span></p>"),
        (f"<title>{marked('one')}</title>", "<title>[one]</title>"),
        (f'<b title="{marked("one")}">x</b>', '<b title="one">x</b>'),
        (
            f'<a href="#x">{marked("one")}</a>',
            '<a href="#x" lang="en" dir="ltr" data-original="">one</a>',
        ),
        (f"<svg><text>{marked('one')}</text></svg>", "<svg><text>[one]</text></svg>"),
    ],
)
def test_marks_become_elements(html, page):
    assert shown(html, ENGLISH) == page
