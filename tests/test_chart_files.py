"""The files behind each chart: what they hold, and that a wrong figure in them is found."""

import csv
import io
import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import altair as alt
import pytest
import vl_convert
from PIL import Image

from generator.build import source_of
from generator.draw.chart_files import chart_files, scale_of
from generator.draw.svg import SVG
from generator.verify.chart_readback import FoundFile
from tests.browser import Browser
from tests.projects import PROJECTS

TAGS = ("en", "zh-CN")
MARGINS = """
(() => {
  const boxes = [...document.querySelectorAll('text')].map(t => t.getBoundingClientRect());
  const {width, height} = document.documentElement.viewBox.baseVal;
  return boxes.flatMap(b => [b.left, b.top, width - b.right, height - b.bottom]);
})()
"""


@pytest.fixture(scope="module")
def source():
    return source_of(PROJECTS["quillonia"], None)


@pytest.fixture(scope="module", params=TAGS)
def files(request, source):
    """Return the files of all charts in one language, by name."""
    made = chart_files(source.setting(request.param), source.theme)
    return {file.href: file for of in made.values() for file in of}


def ending(files, end):
    return [file for name, file in files.items() if name.endswith(end)]


def words(svg):
    """Return all text of a picture."""
    return [text.text for text in ElementTree.fromstring(svg).iter(f"{{{SVG}}}text")]


def test_a_very_large_picture_has_fewer_dots():
    assert scale_of('<svg xmlns="x" width="472" height="212" viewBox="">') == 2
    assert 472 * 60_000 * scale_of('<svg xmlns="x" width="472" height="60000">') ** 2 <= 40_000_001


def test_each_chart_has_four_files_and_the_page_links_them(files, built, source):
    charts = {file.href.rpartition("/")[2].partition(".")[0] for file in files.values()}
    assert charts == set(source.files.charts)
    assert len(files) == 4 * len(charts) > 4
    folder = built("quillonia")
    tag = ending(files, ".svg")[0].content.decode().split('lang="')[1].split('"')[0]
    page = (folder / tag / "index.html").read_text(encoding="utf-8")
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8")
    for name, file in files.items():
        assert f'href="{name}" type="{file.mime}" download>{file.words}</a>' in page
        assert str(-(-len(file.content) // 1000)) in file.words
        assert f"  {tag}/{name}\n" in sums
        assert (folder / tag / name).read_bytes() == file.content  # two processes, one result


def test_a_picture_says_all_and_asks_for_nothing(files, tmp_path_factory):
    with Browser(tmp_path_factory.mktemp("chromium")) as browser:
        for file in ending(files, ".svg"):
            text = file.content.decode()
            root = ElementTree.fromstring(file.content)
            assert [child.tag.rpartition("}")[2] for child in root][:3] == [
                "title",
                "desc",
                "style",
            ]
            assert root.attrib["lang"] in TAGS
            assert not re.findall(r'(?:href|src)="|url\((?!data:|#)|@import', text)
            path = tmp_path_factory.mktemp("picture") / "chart.svg"
            path.write_bytes(file.content)
            browser.look(600)
            browser.open(path.as_uri())
            browser.run("document.fonts.ready.then(() => true)")
            loaded = "[...document.fonts].filter(f => f.status === 'loaded').length"
            assert browser.run(loaded) == 2
            assert min(browser.run(MARGINS)) >= 20
            asked = [url for url in browser.asked() if not url.startswith("data:")]
            assert asked == [path.as_uri()]


def test_the_picture_in_dots_is_the_same_at_twice_the_size(files):
    for file in ending(files, ".png"):
        svg = ElementTree.fromstring(files[file.href.replace(".png", ".svg")].content)
        with Image.open(io.BytesIO(file.content)) as picture:
            assert picture.size == tuple(2 * int(svg.attrib[side]) for side in ("width", "height"))
            assert picture.convert("RGB").getpixel((3, 3)) == (255, 255, 255)
            assert len(set(picture.convert("L").get_flattened_data())) > 20
        assert len(file.content) < 120_000


def test_the_specification_is_valid_and_draws_the_picture_by_itself(files):
    for file in ending(files, ".vl.json"):
        specification = json.loads(file.content)
        assert specification["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
        alt.Chart.from_dict(specification).to_dict()
        assert '"url"' not in file.content.decode()
        drawn = vl_convert.vegalite_to_svg(specification, allowed_base_urls=[])
        assert words(drawn) == words(files[file.href.replace(".vl.json", ".svg")].content)
        for row in specification["data"]["values"]:
            assert {"finding", "value", "qualifier", "lower", "upper", "unit"} <= row.keys()


def test_the_table_says_what_the_data_annex_says(files, built):
    annex = (built("quillonia") / "data" / "findings.csv").read_bytes().decode("utf-8-sig")
    figures = {row["id"]: row for row in csv.DictReader(io.StringIO(annex, newline=""))}
    compared = 0
    for file in ending(files, ".csv"):
        assert file.content.startswith(b"\xef\xbb\xbf")
        for row in csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"), newline="")):
            for name, cell in row.items():
                if not name.startswith("source_names") and row["id"] in figures:
                    assert figures[row["id"]][name] == cell
                    compared += 1
            assert next(cell for name, cell in row.items() if name.startswith("source_names"))
    assert compared > 50


CHANGES = [
    (".svg", lambda text: re.sub(r">(\D{0,12})(\d)", lambda m: f">{m[1]}{9 - int(m[2])}", text)),
    (".csv", lambda text: re.sub(r"(?m)^((?:[^,]*,){3})(\d)", r"\g<1>9\2", text)),
    (".csv", lambda text: re.sub(r"(exact|stated|over|nearly),", "about,", text)),
    (".csv", lambda text: re.sub(r"(,)(\d+)(,(?:open|closed),)", r"\g<1>9\2\3", text)),
    (".vl.json", lambda text: re.sub(r'"value": (\d+),\n', r'"value": 9\1,\n', text)),
    (".vl.json", lambda text: "[]" + text),
]


@pytest.mark.parametrize(("end", "change"), CHANGES)
def test_a_changed_figure_is_found(end, change, files, source):
    tag = ending(files, ".svg")[0].content.decode().split('lang="')[1].split('"')[0]
    found = 0
    for file in ending(files, end):
        read = FoundFile(
            file.href, file.content, file, source.findings, source.language(tag)
        )  # fmt: skip
        assert list(read.faults()) == []
        assert read.figures() > 0
        changed = change(file.content.decode()).encode()
        if changed != file.content:
            found += bool(list(replace(read, found=changed).faults()))
    assert found > 0


def test_a_mark_that_says_another_figure_is_found_though_each_text_is_known(files, source):
    """Two labels that change places are the texts of the drawing still, but not at their marks."""
    file = next(f for f in ending(files, ".svg") if f.content.count(b"data-finding") > 4)
    tag = file.content.decode().split('lang="')[1].split('"')[0]
    names = list(dict.fromkeys(re.findall(r'data-finding="([^"]+)"', file.content.decode())))
    swapped = file.content.decode().replace(names[0], "@@").replace(names[1], names[0])
    swapped = swapped.replace("@@", names[1]).encode()
    read = FoundFile(file.href, swapped, file, source.findings, source.language(tag))
    assert [fault for fault in read.faults() if names[0] in fault.what]
