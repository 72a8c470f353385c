"""Comparability: what may be put together or share an axis, and breaks. All data are made up."""

import re
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from generator.check.chart import chart_problems
from generator.draw.draw import draw
from generator.records.edition import Chart
from generator.records.period import parse_period
from tests.drawings import COLOURS, THEME, bar, boxes, drawing, elements
from tests.made_up import WORDS, codes, library, row
from tests.projects import MADE_UP, copy_of, run

OPS = ("sum", "difference", "growth", "share", "ratio")
LATER = {"period": "2032"}


@pytest.mark.parametrize("op", OPS)
def test_like_figures_are_computed(op):
    assert codes(op, row("made", 9), row("made", 3)) == []
    assert codes(op, row("kin", 9), row("made", 3)) == []


@pytest.mark.parametrize("op", OPS)
@pytest.mark.parametrize("other", [row("made", 3, region="XQ-A"), row("scoped", 3)])
def test_another_region_or_scope_is_refused_except_in_a_test(op, other):
    assert codes(op, row("made", 9), other) == ["unlike-scope"]
    assert codes(op, row("made", 9), other, test=True) == []


@pytest.mark.parametrize("op", OPS)
def test_only_growth_and_difference_of_one_indicator_go_over_time(op):
    refused = [] if op in ("growth", "difference") else ["unlike-period"]
    assert codes(op, row("made", 9, **LATER), row("made", 3)) == refused
    assert codes(op, row("made", 9, **LATER), row("kin", 3)) == ["unlike-period"]
    assert codes(op, row("made", 9, **LATER), row("kin", 3), test=True) == []


def test_a_flow_grows_between_periods_of_the_same_length():
    year, month = row("made", 9), row("made", 3, period="2030-06")
    assert codes("growth", year, month) == ["unlike-period"]
    assert codes("growth", row("stock", 9), row("stock", 3, period="2030-06")) == []


@pytest.mark.parametrize("test", [False, True])
@pytest.mark.parametrize("op", ["growth", "difference"])
def test_nothing_grows_from_an_unknown_period(op, test):
    unknown = row("made", 3, period_basis="unknown")
    assert codes(op, row("made", 9, **LATER), unknown, test=test) == ["unknown-period"]
    assert codes(op, unknown, row("made", 9, **LATER), test=test) == ["unknown-period"]


def test_an_unknown_period_may_be_added_in_the_same_year():
    assert codes("sum", row("made", 9), row("kin", 3, period_basis="unknown")) == []


@pytest.mark.parametrize("test", [False, True])
@pytest.mark.parametrize("op", OPS)
def test_a_shared_figure_is_never_split(op, test):
    for pair in (("both", "made"), ("sold", "both")):
        told = codes(op, *(row(name, 9) for name in pair), test=test)
        assert told == ["shared-figure"]


def test_a_shared_figure_may_be_counted():
    assert codes("count", row("both", 9), row("made", 3)) == []


@pytest.mark.parametrize("test", [False, True])
@pytest.mark.parametrize("op", ["growth", "difference"])
def test_no_change_goes_across_a_break(op, test):
    before, after = row("made", 3), {"period": "2033"}
    between = row("made", 5, **LATER, **{"break": "yes"})
    assert codes(op, row("made", 9, **after, **{"break": "yes"}), before, test=test) == [
        "series-break"
    ]
    assert codes(op, row("made", 9, **after), between, test=test) == []
    assert codes(op, row("made", 9, **LATER), row("made", 3, **{"break": "yes"}), test=test) == []


def test_only_a_test_divides_unlike_quantities():
    assert codes("ratio", row("income", 9), row("land", 3)) == ["wrong-dimension"]
    assert codes("ratio", row("income", 9), row("land", 3), test=True) == []


def axis(kind, *figures, steps=(), tests=()):
    """Return the codes of a chart of made-up rows; `tests` are conversions of a row, by name."""
    names = {"made": row("made", 9), "kin": row("kin", 9), "sold": row("sold", 3),
             "land": row("land", 3), "fields": row("fields", 3)}  # fmt: skip
    made = [
        {"id": f"as_mu_{name}", "name": WORDS, "op": "convert", "of": [name], "unit": "mu"}
        for name in tests
    ]
    query = {"id": "q", "on": ["land"], "tests": made}
    about = library(names.values(), [query] if made else [])
    chart = {"id": "c", "kind": kind, "figures": figures, "steps": steps,
             "title": WORDS, "subtitle": WORDS}  # fmt: skip
    files: Any = SimpleNamespace(
        edition=SimpleNamespace(period=parse_period("2031")), derived={},
        charts={"c": Chart.model_validate(chart)},
    )  # fmt: skip
    return [problem.code for problem in chart_problems(files, about)]


@pytest.mark.parametrize("kind", ["bars", "timeline"])
def test_unlike_quantities_never_share_an_axis(kind):
    assert axis(kind, "made", "kin") == []
    assert axis(kind, "made", "sold") == ["unlike-axis"]
    assert axis(kind, "made", "kin", "sold") == ["unlike-axis"]
    assert axis(kind, "made", steps=["sold"]) == []
    assert axis(kind, "made", steps=["land"]) == ["unlike-axis"]
    assert axis(kind, "fields", "as_mu_land", tests=["land"]) == []
    assert axis("squares", "made") == []


def signs(svg):
    """Return the middles (x, y) of the slanted strokes of a drawing, from the top."""
    found = []
    for element, given in elements(svg):
        if element.tag.endswith("line") and given.get("stroke") == COLOURS.ink:
            x, y = map(float, re.findall(r"[-\d.]+", given["transform"]))
            dx, dy = float(given.get("x2", 0)), float(given.get("y2", 0))
            if dx and dy:
                found.append((x + dx / 2, y + dy / 2))
    return sorted(found, key=lambda place: place[1])


def test_a_break_is_drawn_on_the_axis_between_its_figures():
    bars = [bar(17, period="2029", name="a"), bar(51, period="2030", name="b"),
            bar(101, period="2031", name="c")]  # fmt: skip
    assert not signs(draw("timeline", drawing(*bars), THEME).svg)
    after = [*bars[:2], replace(bars[2], after_break=True)]
    svg = draw("timeline", drawing(*after), THEME).svg
    (x, one), (same, other) = signs(svg)
    assert x == same == pytest.approx(years_at(svg), abs=0.1)
    middles = sorted(top + tall / 2 for _, top, _, tall in boxes(svg, COLOURS.mark))
    assert middles[1] < one < other < middles[2]
    assert (one + other) / 2 == pytest.approx((middles[1] + middles[2]) / 2, abs=1)


def years_at(svg):
    """Return where the line of the years stands, in px from the left."""
    (line,) = (
        given["d"] for element, given in elements(svg)
        if element.tag.endswith("path") and given.get("stroke") == COLOURS.rule
    )  # fmt: skip
    return float(re.findall(r"M([\d.]+)", line)[0])


def broken_country(tmp_path, period):
    """Return the made-up country in which the definition of libraries changed at this row."""
    project = copy_of(MADE_UP, tmp_path)
    path = project / "data" / "observations" / "1-libraries.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    marked = [f"{row},{'yes' * row.startswith(f'libraries,,{period}')}" for row in rows]
    path.write_text("\n".join([f"{head},break", *marked]), encoding="utf-8")
    return project


def test_a_break_is_said_in_table_note_and_alternative_text(tmp_path):
    project, out = broken_country(tmp_path, "2031"), tmp_path / "out"
    assert run("--project", project, "build", "--only", "html", "--out", out).returncode == 0
    for tag, words, note in (
        ("en", "2031</time> (definition changed)", "the definition changed with this figure"),
        ("zh-CN", "2031年</time>（口径变更）", "自本数字起统计口径变更"),
    ):
        page = (out / tag / "index.html").read_text(encoding="utf-8")
        page = re.sub(r'<span class="nb">([^<]*)</span>', r"\1", page)
        assert page.count(words) == 1
        assert page.count(note) == 1
        assert re.search(rf"<desc[^>]*>[^<]*{words[-5:-1]}", page)


def test_growth_across_a_break_stops_the_build(tmp_path):
    done = run("--project", broken_country(tmp_path, "2030-09"), "check")
    assert done.returncode == 1
    assert re.findall(r"error\[([a-z-]+)\]", done.stdout) == ["series-break", "series-break"]


def test_a_cell_of_break_says_yes_or_nothing(tmp_path):
    project = broken_country(tmp_path, "2031")
    path = project / "data" / "observations" / "1-libraries.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",yes", ",no"), encoding="utf-8")
    assert "error[bad-choice]" in run("--project", project, "check").stdout
