"""CLREQ's basic level on finished pages: what may not begin or end a line, and what stays whole.

Once over the shipped pages, and once over a text that is made to break at every character.
"""

import html
import re

import pytest

from generator.render.ties import tied, with_air
from generator.typeset.typeset import typeset
from generator.word.language import language_of
from tests.browser import Browser
from tests.lines import JS, LOOSE, NO_END, NO_START, faults, pdf_lines
from tests.projects import ROOT, pdf_name

# The engine leaves a file of its own open.
pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014.icc:ResourceWarning"),
    pytest.mark.filterwarnings(
        "ignore:Exception ignored in.*sRGB2014.icc:pytest.PytestUnraisableExceptionWarning"
    ),
]
CSS = (ROOT / "templates" / "css" / "common.css").read_text(encoding="utf-8")
RULES = "".join(re.findall(r"^(?:data,\.nb|\.air|\.air-first)\{.*\}$", CSS, re.MULTILINE))
FILLER = "国家知识产权局公共服务司机构名录"
WRAPS = (
    "<p>{a}{c}{b}</p>", "<p><data>{a}</data>{c}{b}</p>", "<p>{a}<strong>{c}</strong>{b}</p>",
    "<p>{a}<a href='#x'>{c}{b}</a></p>", "<p style='text-align:justify'>{a}{c}{b}</p>",
)  # fmt: skip
PHRASES = (
    "2023年", "11月", "第12段", "图3", "超19.5万次", "近4000场", "100万人次", "1.0版", "甲——乙",
    "甲……乙", "万元/亩", "约翰·史密斯", "TISC网络", "31个省", "5.2万亩",
)  # fmt: skip


@pytest.fixture(scope="module")
def prefixes() -> str:
    return language_of("zh-CN", ROOT / "templates", ROOT).tied


@pytest.fixture(scope="module")
def torture(prefixes) -> str:
    """Return a page in a narrow column where each mark comes to the end of a line, and past it."""
    rows = [
        wrap.format(a=FILLER[:place], c=html.escape(mark), b=FILLER[place:])
        for wrap in WRAPS for mark in sorted(NO_START | NO_END) for place in (6, 7, 8)
        if mark not in LOOSE or "{a}{c}{b}" in wrap
    ]  # fmt: skip
    rows += [f"<p>{FILLER[:n]}{phrase}{FILLER[n:]}</p>" for phrase in PHRASES for n in range(2, 9)]
    style = (
        f"{RULES}html{{font:10pt 'Noto Sans SC'}}p{{width:8.2em;margin:0 0 9pt}}@page{{size:A4}}"
    )
    page = "".join(rows)
    return with_air(tied(
        f"<!doctype html><html lang='zh-CN'><head><title>t</title><style>{style}</style></head>"
        f"<body><h1 id='x'>t</h1>{page}</body></html>", prefixes,
    ))  # fmt: skip


def test_nothing_goes_wrong_in_a_narrow_column(torture, tmp_path):
    path = tmp_path / "torture.pdf"
    path.write_bytes(typeset(torture))
    blocks = list(pdf_lines(path))
    assert sum(len(lines) > 1 for lines in blocks) > 800
    assert [fault for lines in blocks for fault in faults(lines)] == []


@pytest.mark.parametrize("edition", ["2023", "quillonia"])
def test_the_shipped_pdf(edition, built):
    blocks = list(pdf_lines(built(edition) / pdf_name(edition, "zh-CN")))
    assert sum(len(lines) > 1 for lines in blocks) > 20
    assert [fault for lines in blocks for fault in faults(lines)] == []


def test_on_a_screen(torture, built, tmp_path):
    (tmp_path / "torture.html").write_text(torture, encoding="utf-8")
    page = built("2023") / "zh-CN" / "index.html"
    with Browser(tmp_path / "chromium") as browser:
        for path, width in ((tmp_path / "torture.html", 800), (page, 360), (page, 1280)):
            browser.look(width)
            browser.open(path.as_uri())
            blocks = browser.run(JS)
            assert sum(len(lines) > 1 for lines in blocks) > 40
            assert [fault for lines in blocks for fault in faults(lines)] == [], (path, width)


BROKEN = (
    "机构名录|，共 begins", "称“|覆盖 ends", "等—|—乙 split", "等…|…甲 split", "2023|年 split",
    "超19.5万|次 split", "超|19.5万次 split", "图|3 split", "19.|5万次 split", "元/|亩 split",
    "来源S1|称", "https://a/1|2", "2023年|报告", "19.5万次|服务",
)  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_the_tests_can_fail(case):
    lines, _, said = case.partition(" ")
    found = list(faults(lines.split("|")))
    assert any(said in fault for fault in found) if said else found == []
