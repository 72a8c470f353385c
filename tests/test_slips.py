"""Slips of the hand, one at a time: each is told at its very place, with what to do about it.

A slip in a text is a change of some words of a file; `at` are words of the changed file, and the
Problem has to stand where these begin (`a|b`: where b begins inside a). An override is written
whole. A slip in a spreadsheet is told by sheet and cell. More overrides: tests/test_overrides.py.
"""

import pytest

from generator.cli import main
from tests.projects import MADE_UP, copy_of
from tests.workbooks import WRITERS

ZH = "templates/locale/zh-CN/LC_MESSAGES/messages.po"
EDITION = "data/editions/2031/edition.yaml"
CHARTS = "data/editions/2031/charts.yaml"
SCREEN, CHAPTER = "templates/screen.html", "templates/chapter.html"
THEME, LANGUAGE = "templates/theme.yaml", "templates/locale/en/language.yaml"

TEXTS = [
    # file, words, what stands there instead, where it is told, code, what the fix says
    # templates
    (SCREEN, "report.document_title }}</title>", "report.document_titel }}</title>",
     "document_titel", "unknown-field", '"document_title"'),
    (SCREEN, "{% for link in report.languages %}", "{% for link in report.langages %}",
     "langages", "unknown-field", '"languages"'),
    (SCREEN, '<a href="{{ link.href }}"', '<a href="{{ link.hreff }}"',
     "hreff", "unknown-field", '"href"'),
    (SCREEN, "|replace('-', '_')", "|replce('-', '_')", "replce", "unknown-name", '"replace"'),
    (SCREEN, "|replace('-', '_')", "|replace('-')", "replace('-')", "wrong-arguments",
     "replace(old, new, count)"),
    (SCREEN, "{% if report.corrected %}", "{% if report.corrected is tru %}", "tru %",
     "unknown-name", '"true"'),
    (SCREEN, '{% include "css/dark.css" %}', '{% include "css/drak.css" %}',
     "css/drak", "unknown-template", '"css/dark.css"'),
    (SCREEN, "{% endfor %}", "{% endfro %}", "endfro", "bad-template", '"endfor"'),
    (SCREEN, "<footer><p>", "<footer><p>Typed here ", "Typed", "typed-text", '_("Typed here")'),
    (SCREEN, '<h2 id="contents-head">{{ _("Contents") }}</h2>',
     '<h2 id="contents-head">{{ _("Contnets") }}</h2>',
     '_("Contnets")', "unknown-string", '"Contents"'),
    (CHAPTER, "{{ chapter.number }}</span>", "{{ chapter.numbr }}</span>",
     "numbr", "unknown-field", '"number"'),
    (CHAPTER, "{{ draw_chart(chart) }}", "{{ draw_chart() }}",
     "{{ draw_chart() }}", "wrong-arguments", "chart(chart, level)"),
    (CHAPTER, "{% block cards scoped %}", "{% block charts scoped %}",
     "charts scoped %}\n{% if chapter.cards", "duplicate-block", "another name"),
    (CHAPTER, "{{ card(item) }}", "{{ crad(item) }}", "crad", "unknown-name", '"card"'),
    (CHAPTER, "{{ card(item) }}", "{{ card(item }}", "{{ card(item }}", "bad-template", "}}"),
    (CHAPTER, "{{ chapter.text.lead }}", "{{ chapter.text.lead + 1 }}",
     "lead + 1", "not-a-number", "~"),
    (CHAPTER, "{% for chart in chapter.charts %}", "{% for chart in chapter.name.charts %}",
     "charts %}\n{{ draw", "unknown-field", "It has"),
    # fixed wording
    (ZH, 'msgstr "图{number}"', 'msgstr "图{nummer}"', 'msgid "Figure {number}"',
     "unlike-translation", "same figures"),
    (ZH, 'msgid "Figure {number}"\nmsgstr "图{number}"', 'msgid "Figure {number}"\nmsgstr ""',
     'msgid "Figure {number}"', "missing-string", "Add it"),
    (ZH, 'msgstr "图{number}"', 'msgstr "图{number}', 'msgstr "图{number}\n', "bad-po",
     "PO editor"),
    (ZH, 'msgid "Figure {number}"', '#, fuzzy\nmsgid "Figure {number}"', 'msgid "Figure {number}"',
     "fuzzy-translation", "fuzzy"),
    (ZH, 'msgstr "图{number}"', 'msgstr "图12{number}"', "12{number}", "orphan-numeral", "{=12}"),
    # theme, and how a language is written
    (THEME, '"#1B4B66"', "azure", "azure", "bad-colour", "#1B4B66"),
    (THEME, "    panel: ", "    pannel: ", "pannel", "unknown-key", '"panel"'),
    (THEME, '    mark: "#BF3A1B"', "    # mark", "paper", "missing-field", "mark"),
    (THEME, "  light:\n", "  light: [\n", "panel", "bad-yaml", "quotes"),
    (THEME, '"#555B62"', '"#BBBBBB"', '"#BBBBBB"', "low-contrast", "darker"),
    (THEME, "default: Noto Sans SC", "default: Comic Sans", "Comic Sans", "bad-font",
     "Noto Sans SC"),
    (LANGUAGE, "fonts: default", "fonts: defualt", "defualt", "bad-font", '"default"'),
    (LANGUAGE, "direction: ltr", "direction: left", "left", "bad-choice", "ltr"),
    (LANGUAGE, 'over: "over {n}"', 'over: "over n"', "exact: ", "no-number", "{n}"),
    (LANGUAGE, "babel: en", "babel: english", "english", "unknown-locale", "pt_BR"),
    (LANGUAGE, "join: ", "jion: ", "jion", "unknown-key", '"join"'),
    # charts, and what an edition names
    (CHARTS, "kind: squares", "kind: sqares", "sqares", "bad-choice", '"squares"'),
    (CHARTS, "  unit_square: 100000\n", "", "kind: squares|squares", "no-unit-square",
     "unit_square"),
    (CHARTS, "figures: [loans]", "figures: [lones]", "lones", "unknown-figure", '"loans"'),
    (CHARTS, "subtitle: {en: Public", "subtitel: {en: Public", "subtitel", "unknown-key",
     '"subtitle"'),
    (CHARTS, "- id: loans-squares", '- {id: libraries-by-date, kind: squares, figures: [loans], '
     'unit_square: 9, title: {en: A, zh-CN: 甲}, subtitle: {en: B, zh-CN: 乙}}\n'
     "- id: loans-squares",
     "libraries-by-date, kind", "duplicate-id", "another"),
    (CHARTS, "steps: [libraries_rise]", "steps: [libraries_rice]", "libraries_rice",
     "unknown-figure", '"libraries_rise"'),
    (CHARTS, '"{loans} loans on paper"', '"{loans:shorter} loans on paper"',
     "{loans:shorter}", "unknown-variant", '"short"'),
    (CHARTS, '"{loans} loans on paper"', '"12 loans on paper"', "12 loans", "orphan-numeral",
     "{=12}"),
    (CHARTS, "rank: 1", "rank: first", "first", "bad-choice", "1, 2"),
    (CHARTS, "  kind: timeline\n", "", "id: libraries-by-date", "missing-field", "kind"),
    (EDITION, "loans-squares", "loans-square", "loans-square", "unknown-chart",
     '"loans-squares"'),
]  # fmt: skip

HEAD = '{% extends "default:chapter.html" %}\n'
WRITTEN = [
    # override, its text, where it is told, code, what the fix says
    ("chapter.html", HEAD + "{% block body %}{% endblock %}\n{% block body %}{% endblock %}",
     "3:10", "duplicate-block", "another name"),
    ("chapter.html", HEAD + "{% block body %}{{ chapter.name|uper }}{% endblock %}",
     "2:33", "unknown-name", '"upper"'),
    ("chapter.html", HEAD + "{% block body %}{% filter uper %}{% endfilter %}{% endblock %}",
     "2:27", "unknown-name", '"upper"'),
    ("chapter.html", HEAD + '{% import "parts/figure.html" as parts %}{% block body %}'
     "{{ parts.crad() }}{% endblock %}", "2:67", "unknown-field", '"card"'),
    ("chapter.html", HEAD + "{% block body %}\n{{ _('Contentz') }}{% endblock %}",
     "3:4", "unknown-string", '"Contents"'),
    ("chapter-lendng.html", HEAD, "1:1", "unknown-chapter", '"lending"'),
    ("theme.yaml", "colours:\n  light:\n    data: #0B5D3B\n", "3:10", "bad-value", "needs quotes"),
    ("theme.yaml", "colurs: {}\n", "1:1", "unknown-key", '"colours"'),
    ("charts/loans-squares.json", '{"layer":\n {"wrds": {}}}', "2:3", "unknown-part", '"words"'),
    ("charts/loans-square.json", "{}", "1:1", "unknown-chart", '"loans-squares"'),
    ("css/own.css", ".lead{\n  color: var(--inc)\n}\n", "2:14", "unknown-variable", '"--ink"'),
    ("locale/zh-CN/LC_MESSAGES/messages.po", 'msgid "Table {number}"\nmsgstr "表{numer}"\n',
     "1:1", "wrong-parts", "in braces"),
]  # fmt: skip

COLUMNS = ["indicator", "region", "period", "period_basis", "value", "qualifier", "precision",
           "source", "paragraph", "as_published"]  # fmt: skip
GOOD = ["libraries", "XQ-IN", "2030", "stated", 600, "exact", "", "gazette-2030", "", ""]
CELLS = [
    # column, what is typed there, the cell, code, what the fix says
    ("indicator", "librarys", "A2", "unknown-indicator", '"libraries"'),
    ("region", "XQ-ZZ", "B2", "unknown-region", '"XQ-'),
    ("period", "in 2030", "C2", "bad-period", "2030"),
    ("period_basis", "guessed", "D2", "bad-choice", "inferred"),
    ("value", "6,000", "E2", "grouped-digits", "6000"),
    ("value", "", "E2", "missing-field", "value"),
    ("value", True, "E2", "cell-type", "text"),
    ("value", 600.5, "E2", "broken-count", "whole"),
    ("qualifier", "circa", "F2", "bad-qualifier", "about"),
    ("precision", 100, "G2", "bad-precision", "stated"),
    ("source", "gazete-2030", "H2", "unknown-source", '"gazette-2030"'),
    ("paragraph", "two", "I2", "bad-value", "digits only"),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return copy_of(MADE_UP, tmp_path_factory.mktemp("slips") / "project", templates=True)


@pytest.fixture
def told(project, capsys):
    """Return what tells a slip: the check with a file as it is not meant to be."""

    def check(name: str, write) -> str:
        path = project / name
        good = path.read_bytes() if path.exists() else None
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            write(path)
            assert main(["--project", str(project), "check"]) == 1
        finally:
            path.write_bytes(good) if good else path.unlink()
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return str(said.out)

    return check


def is_told(said: str, place: str, code: str, fix: str) -> None:
    """Assert that one thing is told, at this place, and what to do about it."""
    lines = said.splitlines()
    assert lines[0].startswith(f"{place}: error[{code}]: "), said
    assert fix in lines[0].removeprefix(place), said
    assert {line.partition(": ")[0] for line in lines} == {place}, "nothing else is wrong"


def place(name: str, text: str, at: str) -> str:
    """Return path:line:column of words in a file; `a|b`: of b inside a."""
    around, _, inner = at.partition("|")
    assert around in text, at
    offset = text.index(around) + (around.index(inner) if inner else 0)
    before = text[:offset]
    return f"{name}:{before.count(chr(10)) + 1}:{offset - before.rfind(chr(10))}"


@pytest.mark.parametrize(("name", "old", "new", "at", "code", "fix"), TEXTS)
def test_a_slip_in_a_text_is_told_at_its_place(told, project, name, old, new, at, code, fix):
    good = (project / name).read_text(encoding="utf-8")
    assert old in good
    slipped = good.replace(old, new, 1)
    said = told(name, lambda path: path.write_text(slipped, encoding="utf-8"))
    is_told(said, place(name, slipped, at), code, fix)


@pytest.mark.parametrize(("name", "text", "at", "code", "fix"), WRITTEN)
def test_a_slip_in_an_override_is_told_at_its_place(told, name, text, at, code, fix):
    path = f"templates/overrides/{name}"
    is_told(told(path, lambda path: path.write_text(text)), f"{path}:{at}", code, fix)


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize(("column", "typed", "cell", "code", "fix"), CELLS)
def test_a_slip_in_a_spreadsheet_is_told_at_its_cell(told, ending, column, typed, cell, code, fix):
    line = [typed if name == column else good for name, good in zip(COLUMNS, GOOD, strict=True)]
    name = f"data/observations/more{ending}"
    said = told(name, lambda path: WRITERS[ending](path, {"Towns": [COLUMNS, line]}))
    is_told(said, f"{name}!Towns!{cell}", code, fix)


@pytest.mark.parametrize("ending", WRITERS)
def test_a_slip_in_a_heading_is_told_at_its_cell(told, ending):
    header = ["perod" if name == "period" else name for name in COLUMNS]
    name = f"data/observations/more{ending}"
    said = told(name, lambda path: WRITERS[ending](path, {"Towns": [header, GOOD]}))
    is_told(said, f"{name}!Towns!C1", "unknown-column", '"period"')


def test_without_a_slip_nothing_is_told(project, capsys):
    assert main(["--project", str(project), "check"]) == 0
    slips = {row[:3] for row in TEXTS} | {row[:2] for row in WRITTEN} | {row[:2] for row in CELLS}
    assert len(slips) >= 40
