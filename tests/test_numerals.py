"""Orphan numerals: a number that somebody types is found, at the very character; a word is not.

All numbers planted here are made up.
"""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.check_numerals import numeral_problems, wording_problems
from generator.located import read_csv, read_yaml
from generator.numerals import Finder, Numerals
from generator.problem import Problem
from generator.read import read
from generator.records import Label
from generator.spot import spot
from generator.typed import typed_catalogue, typed_label, typed_markdown, typed_template
from tests.projects import MADE_UP, ROOT, copy_of

TEXTS = "data/editions/2023/text"
LOCALE = "templates/locale/{}/LC_MESSAGES/messages.po"


def problems(project: Path) -> list[Problem]:
    """Return the orphan numerals of a project that has templates of its own."""
    library, refused = read(project)
    assert not refused, refused
    found = {
        *numeral_problems(library),
        *wording_problems(library, project / "templates", project),
    }
    return sorted(found)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    return copy_of(ROOT, tmp_path_factory.mktemp("shipped") / "project", templates=True)


PLANTS = [
    # file, where in it, what is planted, the numeral in it
    (f"{TEXTS}/services.en.md", "The sectors that were analyzed", "Some 4,711 things. ", "4,711"),
    (f"{TEXTS}/services.en.md", "> **Definition**", "> In Twenty-one ways.\n\n", "Twenty-one"),
    (f"{TEXTS}/world.en.md", "Inquiries are another", "Nearly two million. ", "two million"),
    (f"{TEXTS}/world.en.md", "TISCs in {world_countries}", "half a dozen ", "half"),
    (f"{TEXTS}/world.zh-CN.md", "更早的统计", "约三百二十家。", "三百二十"),
    (f"{TEXTS}/services.zh-CN.md", "出具报告是否", "共１２家，", "１２"),
    (f"{TEXTS}/transfer.zh-CN.md", "对接活动和知识产权", "占百分之三十，", "百分之三十"),
    (f"{TEXTS}/exchange.zh-CN.md", "活动共多少场", "超19.5万人，", "19.5万"),
    # labels: in a block, folded over lines, in quotes, in a line with others
    ("data/indicators.yaml", "Counted in different words", "In 17 ways. ", "17"),
    ("data/indicators.yaml", "各来源用语不同，不", "共六处，", "六"),
    ("data/queries.yaml", "original of the case was", "seven ", "seven"),
    ("data/queries.yaml", "The units of area", "Forty ", "Forty"),
    ("data/editions/2023/charts.yaml", "place. " if False else "The line marks", "5 of 6: ", "5"),
    ("data/editions/2023/charts.yaml", "TISCs in China, as each", "Three ", "Three"),
    ("data/editions/2023/cases.yaml", "Vegetables in the Gobi", "Nine ", "Nine"),
    ("data/editions/2023/cases.yaml", "戈壁蔬菜}", "四种", "四"),
    ("data/editions/2023/edition.yaml", "A list, not a map", "Exactly 31 of them. ", "31"),
    ("data/editions/2023/findings.yaml", "figures in the reported", "thirty ", "thirty"),
    ("data/glossary.yaml", "search report", "2 ", "2"),
    ("data/sources.yaml", "China News Service", "Channel 9, ", "9"),
    ("data/units.yaml", "yuan per mu, zh-CN", "a thousand ", "thousand"),
    ("data/regions.yaml", "Beijing", "1 ", "1"),
    # notes of rows: plain, and in a quoted cell
    ("data/observations/8-cases.csv", "Cumulative;", "Over ten years. ", "ten"),
    ("data/observations/1-world.csv", "in a sentence about that", "in all 8 chapters, ", "8"),
    ("data/observations/8-cases.csv", "为累计数", "十年，", "十"),
    # templates and fixed wording
    ("templates/back.html", "{% for query in report.queries %}", "<b>All 12</b>", "12"),
    ("templates/parts/chart.html", "<figure>", "两张图", "两"),
    ("templates/screen.html", '{{ _("Contents") }}</h2>', "<p aria-label='6 parts'>", "6"),
    (LOCALE.format("en"), 'Lower bound"\n\nmsgid "Not comparable', "One ", None),
    (LOCALE.format("zh-CN"), "此为列表", "共三十一行，", "三十一"),
    (LOCALE.format("zh-CN"), "的数字“" if False else "公布数字\"", "100个", "100"),
]  # fmt: skip
