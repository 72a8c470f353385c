"""Charts: what the drawing says must be what the figure says. All figures here are made up."""

import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import altair as alt
import pytest
import vl_convert
from jsonschema.exceptions import ValidationError

from generator.draw.draw import draw
from generator.draw.figure import Step
from generator.draw.grammar import AIRS, CLEAR, DISSOLVE, GAP, LINE, OVERSHOOT, SLATS
from generator.draw.lettering import BOLD, shifts, text_width, wrapped
from generator.draw.steps import owners
from tests.drawings import (
    CHARTS,
    COLOURS,
    ROOT,
    THEME,
    bar,
    boxes,
    drawing,
    elements,
    figure,
    one,
    squares,
    svg_of,
    texts,
    timeline,
    unit,
)

WIDTHS = (472, 288)


@pytest.mark.parametrize(
    ("qualifier", "before", "after"),
    [("exact", 0, 0), ("stated", 0, 0), ("over", 0, 5), ("at_least", 0, 5), ("nearly", 5, 0),
     ("under", 5, 0), ("about", 5, 5)],
)  # fmt: skip
def test_a_bar_ends_plainly_only_where_an_end_was_stated(qualifier, before, after):
    (solid,), line, slats_before, slats_after = one(qualifier)
    assert (len(slats_before), len(slats_after)) == (before, after)
    back = CLEAR + (DISSOLVE if before else 0)
    assert solid[0] + solid[2] == pytest.approx(line - back, abs=0.02)


@pytest.mark.parametrize("value", [60, 175, 399])
def test_a_dissolve_has_one_length_whatever_the_value(value):
    _, line, before, after = one("about", value)
    assert [mark[2] for mark in after] == pytest.approx(SLATS, abs=0.01)
    assert [mark[2] for mark in before] == pytest.approx(SLATS, abs=0.01)
    ends = [line + LINE / 2, *(mark[0] + mark[2] for mark in after)]
    airs = [mark[0] - end for mark, end in zip(after, ends, strict=False)]
    assert airs == pytest.approx(AIRS, abs=0.02)
    assert before[0][0] == pytest.approx(line - CLEAR - DISSOLVE + AIRS[0], abs=0.02)
    assert after[-1][0] + after[-1][2] == pytest.approx(line + LINE / 2 + DISSOLVE, abs=0.02)


def test_the_line_is_longer_than_its_bar_and_stands_off_it():
    svg = svg_of("bars", drawing(bar(300)))
    (body,), (line,) = boxes(svg, COLOURS.data), boxes(svg, COLOURS.mark)
    assert line[0] - body[0] - body[2] == pytest.approx(GAP, abs=0.02)
    assert (body[1] - line[1], line[3] - body[3]) == (OVERSHOOT, 2 * OVERSHOOT)


def test_a_doubted_figure_has_no_body_but_dashed_edges_and_a_line():
    svg = svg_of("bars", drawing(bar(200, "over", doubted=True)))
    assert not boxes(svg, COLOURS.data)
    assert len(boxes(svg, COLOURS.mark)) == 1
    dashed = [given for _, given in elements(svg) if given.get("stroke-dasharray")]
    assert len({given["transform"] for given in dashed if "transform" in given}) == 2
    words = [given for element, given in elements(svg) if element.text == "over 200"]
    assert [(w["fill"], w["font-weight"]) for w in words] == [(COLOURS.mark, "400")]


def test_our_test_is_an_outline_without_a_line():
    svg = svg_of("bars", drawing(bar(200, test=True)))
    assert not boxes(svg, COLOURS.data)
    assert COLOURS.mark not in svg
    assert COLOURS.ink_2 in {given.get("stroke") for _, given in elements(svg)}


def test_too_short_for_slats_before_the_line_means_words_alone():
    svg = svg_of("bars", drawing(bar(9, "nearly"), bar(400, name="most")))
    assert len(boxes(svg, COLOURS.data)) == len(boxes(svg, COLOURS.mark)) == 1
    assert "nearly 9" in [words for *_, words in texts(svg)]


def test_rows_stand_at_true_dates():
    drawn = draw("timeline", timeline(), THEME)
    rows = drawn.specification["data"]["values"]
    days = ["2020-04-24", "2020-11-15", "2021-11-25", "2023-12-31"]
    assert [row["row"] for row in rows] == [row["day"] for row in rows] == days
    middles = sorted(top + tall / 2 for _, top, _, tall in boxes(drawn.svg, COLOURS.mark))
    ordinals = [date.fromisoformat(day).toordinal() for day in days]
    px = (middles[-1] - middles[0]) / (ordinals[-1] - ordinals[0])
    true = [middles[0] + (ordinal - ordinals[0]) * px for ordinal in ordinals]
    assert middles == pytest.approx(true, abs=1)


def test_the_axis_grows_so_that_rows_keep_their_true_dates():
    bars = [bar(9, "exact", f"2023-0{month}-01", name=f"n{month}") for month in (2, 4, 6)]
    drawn = draw("timeline", drawing(*bars, bar(9, "exact", "2024-12-31")), THEME)
    assert all(row["row"] == row["day"] for row in drawn.specification["data"]["values"])
    tops = sorted(top for _, top, _, _ in boxes(drawn.svg, COLOURS.mark))
    assert min(two - one for one, two in pairwise(tops)) >= 33


def test_dates_too_close_are_moved_apart_and_say_so():
    bars = [bar(9, "exact", f"2023-06-0{day}", name=f"n{day}") for day in (1, 2, 3)]
    drawn = draw("timeline", drawing(*bars), THEME)
    tops = sorted(top for _, top, _, _ in boxes(drawn.svg, COLOURS.mark))
    assert all(two - one >= 26 for one, two in pairwise(tops))
    rows = drawn.specification["data"]["values"]
    assert [row["row"] != row["day"] for row in rows] == [False, True, True]
    assert drawn.height < 300


def test_a_step_ends_at_its_first_operand_or_its_date_or_the_next_bar():
    given = timeline()
    assert {place: step.words for place, step in owners(given.bars, given.steps).items()} == {
        1: "+34",
        2: "+50 †",
    }
    assert owners(given.bars, given.steps[1:]) == {2: given.steps[1]}
    lost = Step(figure(1, "exact"), "+1", False)
    assert owners(given.bars, (lost,)) == {1: lost}
    assert len(boxes(svg_of("timeline", given), COLOURS.on_data)) == 3


@pytest.mark.parametrize(("value", "whole"), [(195000, 195), (193000, 193), (193400, 193)])
def test_squares_are_as_many_as_the_value_and_a_rest_is_drawn_in_part(value, whole):
    marks = boxes(svg_of("squares", squares(value)), COLOURS.data)
    side = max(mark[3] for mark in marks)
    full = [mark for mark in marks if mark[2] == pytest.approx(side, abs=0.02)]
    assert len(full) == whole
    lefts = sorted({mark[0] for mark in full})
    assert min(two - one - side for one, two in pairwise(lefts)) > 1.5
    assert len(marks) - len(full) - 25 == (value % 1000 > 0)  # 25: five slats in five rows


def test_every_word_comes_from_the_drawing():
    for kind, make in CHARTS.items():
        given = make()
        said = {bar.phrase.text for bar in given.bars} | {step.words for step in given.steps}
        said |= {bar.date for bar in given.bars} | {str(year) for year in range(2020, 2024)}
        for *_, words in texts(svg_of(kind, given)):
            longer = (given.caveat, *(bar.label for bar in given.bars))
            assert words in said or any(words in text for text in longer)


@pytest.mark.parametrize("kind", CHARTS)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_meets_another_or_leaves_the_chart(kind, width):
    drawn = draw(kind, CHARTS[kind](), THEME, width)
    found = texts(drawn.svg)
    for left, top, right, bottom, words in found:
        assert left >= -0.01, words
        assert top >= 0, words
        assert right <= width + 0.01, words
        assert bottom <= drawn.height, words
    for place, (left, top, right, bottom, words) in enumerate(found):
        for other in found[place + 1 :]:
            apart = right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
            assert apart, (words, other[4])


@pytest.mark.parametrize("kind", CHARTS)
def test_the_svg_is_named_first_and_holds_nothing_foreign(kind):
    given = CHARTS[kind]()
    svg = svg_of(kind, given)
    root = ElementTree.fromstring(svg)
    assert root.attrib["role"] == "img"
    assert [child.tag.rpartition("}")[2] for child in root][:2] == ["title", "desc"]
    assert (root[0].text, root[1].text) == (given.title, given.alt)
    assert root.attrib["aria-labelledby"].split() == [child.attrib["id"] for child in root[:2]]
    assert not re.search(r"[gG]radient|clip|class=|aria-(?!labelledby)|opacity|\d\.\d{3}", svg)


def test_ids_differ_between_languages_widths_and_charts():
    other = replace(timeline(), title="标题")
    made = [svg_of(kind, make(), w) for kind, make in CHARTS.items() for w in WIDTHS]
    ids = re.findall(r' id="([^"]+)"', "".join([*made, svg_of("timeline", other)]))
    assert len(ids) == len(set(ids)) == 14


@pytest.mark.parametrize("kind", CHARTS)
def test_vega_warns_of_nothing(kind, capfd):
    specification = draw(kind, CHARTS[kind](), THEME).specification
    vl_convert.vegalite_to_svg(specification, allowed_base_urls=[], show_warnings=True)
    assert capfd.readouterr().err == ""


def test_unlike_measures_share_no_axis():
    acre = bar(9, name="acre")
    acre = replace(acre, finding=replace(acre.finding, unit=unit("area")))
    with pytest.raises(ValueError, match="acre"):
        draw("bars", drawing(bar(9), acre), THEME)
    with pytest.raises(ValueError, match="one quantity"):
        draw("squares", drawing(bar(9), bar(8, name="g")), THEME)


def test_daggers_and_quotes_are_narrow_beside_latin_letters_only():
    assert any(shifts("+50 †", 11, BOLD))
    assert not any(shifts("见“中文”†", 11))
    assert 'dx="0 0 0 0 -2.06"' in svg_of("timeline", timeline())


def test_lines_break_as_chinese_does_and_never_inside_a_figure():
    lines = wrapped("截至去年，来源只公布“超100家”，未说明其余。" * 3, 120, 11, keep=["超100家"])
    assert len(lines) > 3
    assert not any(re.match("[，。”]", line) or line.endswith("“") for line in lines)
    assert sum("超100家" in line for line in lines) == 3
    assert max(text_width(line, 11) for line in lines) <= 120


def digests(order):
    """Return a digest of each kind of chart, drawn in this order."""
    drawn = {kind: svg_of(kind, CHARTS[kind]()).encode() for kind in order}
    return [hashlib.sha256(drawn[kind]).hexdigest() for kind in CHARTS]


def in_python(code, **place):
    """Run code in a Python of its own, in this environment; return what it prints."""
    place = os.environ | {"PYTHONPATH": str(ROOT)} | place
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, env=place, capture_output=True, check=True).stdout


def test_what_was_drawn_before_changes_no_byte():
    assert digests(CHARTS) == digests(reversed(CHARTS))


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York"])
def test_neither_the_time_zone_nor_the_hash_seed_changes_a_byte(zone):
    code = "from tests.test_draw import CHARTS, digests; print(*digests(CHARTS))"
    made = in_python(code, TZ=zone, PYTHONHASHSEED=str(len(zone)))
    assert made.decode().split() == digests(CHARTS)


def test_nothing_of_altair_is_imported_before_something_is_drawn():
    code = "import sys, generator.draw.draw; print({'altair', 'vl_convert'} & set(sys.modules))"
    assert in_python(code).strip() == b"set()"


@pytest.mark.parametrize("tag", ["en", "zh-CN"])
def test_each_specification_keeps_to_its_schema(built, tag):
    """A build does not ask the schema again: it takes as long as drawing."""
    found = sorted((built("2023") / tag / "charts").glob("*.vl.json"))
    assert len(found) >= 3
    for path in found:
        specification = json.loads(path.read_text(encoding="utf-8"))
        alt.LayerChart.from_dict(specification, validate=True)
        del specification["layer"][0]["mark"]
        with pytest.raises(ValidationError):
            alt.LayerChart.from_dict(specification, validate=True)
