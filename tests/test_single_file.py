"""One file with everything in it: it says what the page says, and asks for nothing else."""

import re
import shutil
from base64 import b64decode
from posixpath import join, normpath

import pytest

from generator.render.single_file import single_files
from generator.verify.verify import verify
from tests.browser import Browser
from tests.projects import MADE_UP, pdf_name, run


@pytest.fixture(scope="module")
def single(tmp_path_factory):
    """Return the output of a made-up edition, built with single files."""
    out = tmp_path_factory.mktemp("single") / "out"
    done = run("--project", MADE_UP, "build", "--single-file", "--only", "html,data", "--out", out)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def file_of(out, tag):
    """Return the single file of a language."""
    return out / pdf_name("quillonia", tag).replace(".pdf", ".html")


@pytest.mark.parametrize("tag", ["en", "zh-CN"])
def test_it_opens_alone_in_an_empty_folder(single, tag, tmp_path):
    alone = tmp_path / "alone.html"
    shutil.copy(file_of(single, tag), alone)
    with Browser(tmp_path / "chromium") as browser:
        browser.look(1280)
        browser.open(alone.as_uri())
        assert {url.partition(":")[0] for url in browser.asked()} == {"file", "data"}
        assert [url for url in browser.asked() if url.startswith("file")] == [alone.as_uri()]
        assert browser.complaints() == []
        assert browser.fonts() == {("Noto Sans SC", True)}
        said = browser.run("document.body.innerText")
        browser.open((single / tag / "index.html").as_uri())
        assert browser.run("document.body.innerText") == said


@pytest.mark.parametrize("tag", ["en", "zh-CN"])
def test_what_it_holds_is_what_lies_beside_the_page(single, tag):
    page = (single / tag / "index.html").read_text(encoding="utf-8")
    whole = file_of(single, tag).read_text(encoding="utf-8")
    embedded = re.findall(r'href="data:[^;]+;base64,([^"]+)"[^>]* download="([^"]+)"', whole)
    held = {name: b64decode(data) for data, name in embedded}
    addresses = re.findall(r'<a [^>]*href="([^"#:]+)"', page)
    linked = {normpath(join(tag, address)) for address in addresses}
    linked -= {f"{t}/index.html" for t in ("en", "zh-CN", "bilingual")}
    linked -= {file_of(single, t).name for t in ("en", "zh-CN", "bilingual")}
    assert set(held) == {path.rpartition("/")[2] for path in linked}
    assert {"datapackage.json", "findings.csv", "loans-squares.vl.json"} <= set(held)
    for path in linked:
        assert held[path.rpartition("/")[2]] == (single / path).read_bytes()
    assert "../" not in re.sub(r"base64,[^\")]*", "", whole)


def test_links_between_languages_lead_to_the_other_single_file(single):
    whole = file_of(single, "en").read_text(encoding="utf-8")
    assert f'href="{file_of(single, "zh-CN").name}" hreflang="zh-CN"' in whole


def test_figures_in_it_are_verified(single):
    done = run("--project", MADE_UP, "verify", single)
    assert done.returncode == 0, done.stdout
    assert f"{file_of(single, 'en').name} " in done.stdout
    path = file_of(single, "en")
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(<data [^>]*>[^<0-9]*)[0-9]", r"\g<1>7", text, count=1), "utf-8")
    found = verify(MADE_UP, single, "2031").faults
    path.write_text(text, encoding="utf-8")
    said = [str(fault) for fault in found]
    assert any(line.startswith(path.name) and "should say" in line for line in said), said


def test_links_that_lead_elsewhere_stay():
    page = '<a href="https://a.example/b.css">x</a> <a href="#part">y</a> <a href="gone.pdf">z</a>'
    names = {"en/index.html": "report.html"}
    assert single_files({"en/index.html": page.encode()}, names) == {"report.html": page.encode()}


def test_a_pdf_and_a_font_go_inside():
    page = b'<style>@font-face{src:url("fonts/a.woff2")}</style><a href="../r.pdf">PDF</a>'
    files = {"en/index.html": page, "r.pdf": b"%PDF", "en/fonts/a.woff2": b"wOF2"}
    assert single_files(files, {"en/index.html": "r.html"})["r.html"].decode() == (
        '<style>@font-face{src:url("data:font/woff2;base64,d09GMg==")}</style>'
        '<a href="data:application/pdf;base64,JVBERg==" download="r.pdf">PDF</a>'
    )


def test_it_needs_html():
    done = run("--project", MADE_UP, "build", "--single-file", "--only", "pdf")
    assert done.returncode == 2
    assert "--single-file needs html" in done.stderr
