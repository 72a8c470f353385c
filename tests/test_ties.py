"""Ties and air: spans in the right places, and the text stays what it was."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.ties import tied, with_air, with_ends
from tests.projects import ROOT


@pytest.mark.parametrize(("html", "kept"), [
    ("截至2023年底", ["2023年"]), ("2021年11月25日为", ["2021年", "11月", "25日"]),
    ("见图3", ["图3"]), ("第12段", ["第12段"]), ("约19.5万次", ["约19.5万次"]),
    ("15亩合1公顷", ["15亩", "1公"]), ("元/亩", ["元/亩"]), ("约翰·史密斯", ["翰·史"]),
    ("5～9", ["5～9"]), ("GB/T 2260", []), ("S1", []), ("in 2023 the", []),
    ("<a href='#x'>2023年</a>", ["2023年"]), ("<title>2023年</title>", []),
    ("<time>2023年</time>", ["2023年"]),
])  # fmt: skip
def test_what_stays_together(html, kept):
    assert re.findall(r'<span class="nb">(.*?)</span>', tied(html, "第图表约近超")) == kept


@pytest.mark.parametrize(("html", "aired"), [
    ("在华TISC网络", [("air", "华"), ("air", "C")]), ("超19.5万次", []), ("TISC，", []),
    ("<title>在华TISC</title>", []),
    ("<p><data>9家</data>TISC</p>", [("air-first", "T")]), ("<p>在华</p><p>TISC</p>", []),
    ("<strong>网络</strong>TISC", [("air-first", "T")]), ("<svg><text>在华TISC</text></svg>", []),
    ("<p>TISC<strong>网络</strong></p>", [("air-first", "网")]),
])  # fmt: skip
def test_where_there_is_air(html, aired):
    assert re.findall(r'<span class="(air\S*)">(.*?)</span>', with_air(html)) == aired


@pytest.mark.parametrize(("html", "kept"), [
    ("<p>有关中国的数字中，“请求”如何界定，各来源均未见公布。</p>", ["见公布。"]),
    ("<p>The figure says how many there are, and that is it.</p>", ["is it."]),
    ("<p>Nowhere has anyone published the definition.</p>", []),
    ("<p>Ten centers of<b> the one kind</b></p>", []), ("<p>未见公布。</p>", []),
])  # fmt: skip
def test_what_ends_no_paragraph_alone(html, kept):
    assert re.findall(r'<span class="nb">(.*?)</span>', with_ends(html)) == kept


@given(st.text("在华ab1.2年图·/ ", max_size=20), st.text("在华ab1.2年图·/ ", max_size=20))
def test_no_character_comes_or_goes(first, second):
    html = f"<p>{first}<b>{second}</b></p>"
    plain = re.sub("<[^>]*>", "", with_air(with_ends(tied(html, "图"))))
    assert plain == first + second


def test_no_italics():
    css = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "templates/css").iterdir())
    assert "em,i,cite{font-style:normal}" in css
    assert "italic" not in css
    assert "oblique" not in css
