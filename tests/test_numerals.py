"""Orphan numerals: a number that somebody types is found, at the very character; a word is not.

All numbers planted here are made up.
"""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.check.numerals import numeral_problems, wording_problems
from generator.problem import Problem
from generator.read.located import read_yaml
from generator.read.read import read
from generator.read.sheet import read_csv
from generator.records.records import Label
from generator.word.numerals import Finder, Numerals
from generator.word.typed import typed_catalogue, typed_label, typed_markdown, typed_template
from tests.projects import ROOT, copy_of

TEXTS = "data/editions/2023/text"
LOCALE = "templates/locale/{}/LC_MESSAGES/messages.po"
PLANTS = [
    # file, what stands after it, what is planted, the numeral in that
    (f"{TEXTS}/services.en.md", "The sectors that were analyzed", "Some 4,711 things. ", "4,711"),
    (f"{TEXTS}/services.en.md", "> **Definition:**", "> In Twenty-one ways.\n\n", "Twenty-one"),
    (f"{TEXTS}/world.en.md", "Inquiries are another", "Nearly two million. ", "two million"),
    (f"{TEXTS}/world.en.md", "TISCs in {world_countries}", "a dozen ", "dozen"),
    (f"{TEXTS}/world.zh-CN.md", "更早的统计", "约三百二十家。", "三百二十"),
    (f"{TEXTS}/services.zh-CN.md", "出具报告是否", "共１２家，", "１２"),
    (f"{TEXTS}/transfer.zh-CN.md", "对接活动和知识产权", "占百分之三十，", "百分之三十"),
    (f"{TEXTS}/exchange.zh-CN.md", "活动场次、举办", "超19.5万人，", "19.5万"),
    # Labels: in a line of their own, folded over lines, in quotes, in a line with others.
    ("data/indicators.yaml", "Counted in different words", "In 17 ways. ", "17"),
    ("data/indicators.yaml", "各来源用语不同，不", "共六处，", "六"),
    ("data/queries.yaml", "original of the case was", "seven ", "seven"),
    ("data/queries.yaml", "The units of area", "Forty ", "Forty"),
    ("data/editions/2023/charts.yaml", "The line marks", "In 5: ", "5"),
    ("data/editions/2023/charts.yaml", "TISCs in China, as each", "Three ", "Three"),
    ("data/editions/2023/cases.yaml", "Vegetables in the Gobi", "Nine ", "Nine"),
    ("data/editions/2023/cases.yaml", "戈壁蔬菜}", "四种", "四"),
    ("data/editions/2023/edition.yaml", "How many centers each", "Exactly 31 of them. ", "31"),
    ("data/editions/2023/findings.yaml", "figures in the reported", "thirty ", "thirty"),
    ("data/glossary.yaml", "search report", "2 ", "2"),
    ("data/sources.yaml", "China News Service", "Channel 9 ", "9"),
    ("data/units.yaml", "yuan per mu, zh-CN", "a thousand ", "thousand"),
    ("data/regions.yaml", "Beijing", "1 ", "1"),
    # Notes of rows: plain, and in a quoted cell.
    ("data/observations/8-cases.csv", "Cumulative;", "Over ten years. ", "ten"),
    ("data/observations/1-world.csv", "in a sentence about that", "in all 8 chapters and ", "8"),
    ("data/observations/8-cases.csv", "为累计数", "十年，", "十"),
    # Templates and fixed wording.
    ("templates/back.html", "{% for query in report.queries %}", "<b>All 12</b>", "12"),
    ("templates/parts/chart.html", "<summary>", "两张图", "两"),
    ("templates/screen.html", '<main id="main">', "<p aria-label='6 parts'></p>", "6"),
    (LOCALE.format("en"), 'Lower end"\n\nmsgid "Meaning', "One ", "One"),
    (LOCALE.format("zh-CN"), "此为列表", "共三十一行，", "三十一"),
    (LOCALE.format("zh-CN"), "跳到正文", "100个", "100"),
]


def problems(project: Path) -> list[Problem]:
    """Return the orphan numerals of a project that has templates of its own."""
    library, refused = read(project)
    assert not refused, refused
    return sorted({*numeral_problems(library), *wording_problems(library, project)})


def lists_of(project: Path) -> dict[str, Numerals]:
    """Return the number words of each language."""
    return {tag: known for tag, known in read(project)[0].numerals.items() if known}


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    return copy_of(ROOT, tmp_path_factory.mktemp("shipped") / "project", templates=True)


def test_the_shipped_project_has_none(shipped):
    assert problems(shipped) == []


@pytest.mark.parametrize(("file", "before", "planted", "numeral"), PLANTS)
def test_a_planted_numeral_is_found_where_it_stands(shipped, file, before, planted, numeral):
    path = shipped / file
    text = path.read_bytes().decode()
    assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times in {file}"
    start = text.index(before)
    spot = start + planted.index(numeral)
    try:
        path.write_bytes((text[:start] + planted + text[start:]).encode())
        found = problems(shipped)
        head = path.read_bytes().decode()[:spot]
    finally:
        path.write_bytes(text.encode())
    line, column = head.count("\n") + 1, len(head) - head.rfind("\n")
    assert [str(problem.place) for problem in found] == [f"{file}:{line}:{column}"]
    assert found[0].code == "orphan-numeral"
    assert f"“{numeral}”" in found[0].what


ORDINARY = {
    "en": "No one and one another; often eight-sided is not 'someone' of the network. On the one "
    "hand GB/T 2260 and ISO 3166-2, on the other CC BY 4.0 and PDF/A-3a; the first of both.",
    "zh-CN": "统一口径，进一步与第三方一致；之一，唯一，万一，一定，同一，另一，逐一，百分比，"
    "四川，四舍五入，第一批，第十二批；按GB/T 15834和ISO 3166排列。几家、数家、若干家、多数。",
}


@pytest.mark.parametrize("tag", ORDINARY)
def test_ordinary_words_and_names_are_no_numerals(shipped, tag):
    finder = Finder(lists_of(shipped)[tag])
    # “eight-sided” holds a number word, and is one: the test must be able to fail.
    found = [numeral.written for numeral in finder.numerals(ORDINARY[tag])]
    assert found == (["eight"] if tag == "en" else [])


def test_each_declared_word_is_found_and_each_exception_is_needed(shipped):
    for tag, known in lists_of(shipped).items():
        words = Finder(Numerals(words=known.words, ordinary=(), names=()))
        for word in known.words:
            assert [n.written for n in words.numerals(f"({word})")] == [word], (tag, word)
            assert [n.written for n in Finder(known).numerals(f"({word})")] == [word], (tag, word)
        for word in (*known.ordinary, *known.names):
            assert list(words.numerals(word)), f"{tag}: “{word}” needs no exception"
            assert not list(Finder(known).numerals(f"({word})")), (tag, word)


def found(text: str, **lists: tuple[str, ...]) -> list[tuple[int, str]]:
    """Return (offset, numeral) in a text, by these lists."""
    finder = Finder(Numerals.model_validate(lists))
    return [(numeral.offset, numeral.written) for numeral in finder.numerals(text)]


def test_a_row_of_number_words_is_one_numeral():
    words = ("fourteen", "thousand", "five", "hundred")
    assert found("Fourteen thousand five hundred came", words=words) == [
        (0, "Fourteen thousand five hundred")
    ]
    assert found("thousand-five or\nfive, five", words=words) == [
        (0, "thousand-five"),
        (17, "five"),
        (23, "five"),
    ]


def test_a_western_word_counts_only_as_a_whole():
    assert found("someone, oneself, ones, one", words=("one",)) == [(24, "one")]
    assert found("TISC一家one家", words=("one", "一")) == [(4, "一"), (6, "one")]


def test_without_lists_only_digits_count_but_those_of_every_script():
    typed = ["٣", "१", "３", "½", "²", "Ⅳ", "③", "㈡", "12 000"]
    assert [written for _, written in found(f"two, 二, {', '.join(typed)}.")] == typed
    assert found("1,234.5 and 2.") == [(0, "1,234.5"), (12, "2")]


def test_an_exception_hides_only_itself():
    assert found("CC BY 4.0 and 4.0", names=("CC BY 4.0",)) == [(14, "4.0")]
    assert found("ACC BY 4.01", names=("CC BY 4.0",)) == [(7, "4.01")]
    assert found("三百万元", words=("三", "百", "万"), names=("百万元",)) == [(0, "三百万")]


def test_tokens_and_marks_of_markdown_are_not_typed():
    text = "# {two:short} {=2} {quote:a-1:7 of 9}\n\n1. [x](https://a.org/1) y\n> 2) z 3\n"
    assert found(typed_markdown(text)) == [(text.index("3"), "3")]
    assert len(typed_markdown(text)) == len(text)
    assert found(typed_label("{n} of 2 {=3}")) == [(7, "2")]


def test_of_a_template_only_what_a_reader_meets_is_typed():
    template = """{# 1 #}<style>p{margin:2px}</style><script>3</script><!-- 4 -->
<p class="c5 {{ "x" if a == 6 else "7" }}" title="8">{{ x[9] }}{% set y = 10 %}&#8217;11</p>
<img alt='12 "twelve"' data-x=13 width="14">{% if x > 15 %}16{% endif %}"""
    assert [written for _, written in found(typed_template(template))] == ["8", "11", "12", "16"]
    assert len(typed_template(template)) == len(template)


def test_of_a_catalogue_only_the_wordings_are_typed():
    catalogue = r"""# 1
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"

#, python-brace-format
msgid "2 {n}"
msgstr "3 {n4} \"5\" \x6"

msgid ""
"7"
msgstr ""
"8 and "
"9"

msgid "a"
msgid_plural "b"
msgstr[0] "10"
msgstr[1] "11"
"""
    typed = typed_catalogue(catalogue)
    assert [written for _, written in found(typed)] == ["3", "5", "6", "8", "9", "10", "11"]
    assert [catalogue[at] for at, _ in found(typed)] == ["3", "5", "6", "8", "9", "1", "1"]


def test_a_refused_list_is_told_once(shipped, tmp_path):
    project = copy_of(shipped, tmp_path / "project", templates=True)
    (project / "data" / "numerals.en.yaml").write_text("wrods: [two]\n")
    library, refused = read(project)
    assert [problem.code for problem in refused] == ["unknown-key"]
    (project / "data" / "numerals.en.yaml").write_text("words: two\n")
    text = project / TEXTS / "world.en.md"
    text.write_text(text.read_text() + "\nNo list says whether 7 is a name.\n")
    library, refused = read(project)
    assert [problem.code for problem in refused] == ["not-a-list"]
    assert library.numerals["en"] is None
    assert list(numeral_problems(library)) == []
    assert list(wording_problems(library, project)) == []


def test_a_numbered_list_with_links_is_not_typed(shipped):
    path = shipped / TEXTS / "world.en.md"
    text = path.read_text()
    try:
        path.write_text(text + "\n1. [A list](https://example.org/2031)\n2. of two kinds\n")
        assert [problem.what[:5] for problem in problems(shipped)] == ["“two”"]
    finally:
        path.write_text(text)


def test_templates_of_the_package_are_not_the_projects_own(shipped, tmp_path):
    page = shipped / "templates" / "screen.html"
    text = page.read_text()
    try:
        page.write_text(text.replace("<main", "7<main"))
        library = read(shipped)[0]
        assert list(wording_problems(library, shipped))
        assert not list(wording_problems(library, tmp_path))
    finally:
        page.write_text(text)


STYLES = st.sampled_from([None, "'", '"', ">", "|"])
WORDS = st.text(st.sampled_from("ab 1二三:#'\"\\{}[]-,，。\n"), min_size=1, max_size=120)


@given(words=WORDS, style=STYLES, data=st.data())
def test_a_character_of_yaml_is_found_in_every_style(tmp_path_factory, words, style, data):
    folder = tmp_path_factory.mktemp("spot")
    written = {"first": "x", "list": [{"en": words}]}
    text = yaml.dump(written, default_style=style, allow_unicode=True, width=30, sort_keys=False)
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    located, refused = read_yaml(folder / "a.yaml", folder)
    assert not refused
    if located.value["list"][0]["en"] != words:  # a plain number or nothing: no words
        return
    label = Label.model_validate({"en": words}).placed(located, ("list", 0))
    at = data.draw(st.integers(0, len(words) - 1))
    place = label.spot(("en",), words, at)
    if not words[at].isspace():
        assert text.split("\n")[place.line - 1][place.column - 1] == words[at]


@pytest.mark.parametrize(
    ("written", "words", "line", "column"),
    [
        (">-\n  - it\n  has\n  2\n", "- it has 2", 5, 3),
        ("|2-\n  2 it\n", "2 it", 3, 3),
        ('"a\\n b: \\"2\\""\nen: 2\n', 'a\n b: "2"', 2, 15),
        ("'it''s\n  2'\n", "it's 2", 3, 3),
    ],
)
def test_a_character_of_yaml_is_found_at_its_very_place(tmp_path, written, words, line, column):
    (tmp_path / "a.yaml").write_text(f"# 2\nen: {written}")
    located, _ = read_yaml(tmp_path / "a.yaml", tmp_path)
    label = Label.model_validate({"en": words}).placed(located, ())
    place = label.spot(("en",), words, max(words.find("2"), 0))
    assert (place.line, place.column) == (line, column)


def test_a_character_of_a_cell_is_found_over_lines_and_doubled_quotes(tmp_path):
    text = 'a,note:en\n"o, 3","one ""two""\nand 3"\n'
    (tmp_path / "a.csv").write_text(text)
    rows, refused = read_csv(tmp_path / "a.csv", tmp_path, ("a", "note:en"))
    assert not refused
    words = rows[0].cells["note:en"]
    label = Label.model_validate({"en": words}).placed(rows[0].located, ("note",))
    places = [label.spot(("en",), words, words.index(word)) for word in ("one", "two", "3")]
    assert [(place.line, place.column) for place in places] == [(2, 9), (2, 15), (3, 5)]


def test_columns_count_characters_even_after_a_byte_order_mark(shipped):
    path = shipped / TEXTS / "world.zh-CN.md"
    text = path.read_text()
    try:
        path.write_bytes(b"\xef\xbb\xbf" + text.replace("# ", "# 全球7", 1).encode())
        assert [str(problem.place) for problem in problems(shipped)] == [
            f"{TEXTS}/world.zh-CN.md:5:5"
        ]
    finally:
        path.write_text(text)


def test_every_number_word_that_stands_in_the_shipped_texts_is_marked_on_purpose(shipped):
    marked = set()
    for path in sorted((shipped / "data").rglob("*.*")):
        marked |= set(re.findall(r"\{=([^{}]*)\}", path.read_text()))
    lists = lists_of(shipped).values()
    names = {name for known in lists for name in known.names}  # marked, a name stays on one line
    finders = [Finder(known) for known in lists]
    assert marked
    assert [
        word for word in marked - names if not any(list(f.numerals(word)) for f in finders)
    ] == []
