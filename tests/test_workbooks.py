"""The workbooks of the data annex, and how verify reads the annex back, cell by cell."""

import csv
import io
import json
import re
import shutil
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from generator.annex.archive import archive, members
from generator.annex.dataset import Cell, Kind
from generator.annex.ods import column_name, ods
from generator.annex.rights import rights_of
from generator.annex.worksheet import Worksheet
from generator.annex.xlsx import xlsx
from generator.build import Order, Source, build, source_of
from generator.verify.annex_cells import cell_text, grids
from generator.verify.annex_reading import read_annex
from tests.projects import MADE_UP, ROOT, run, snapshot

BOOKS = ["tisc-china-2023.xlsx", "tisc-china-2023.ods"]
TABLES = ["findings", "tests", "indicators", "units", "regions", "sources", "queries", "evidence",
          "corrections", "terms"]  # fmt: skip
NS = {
    "s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "t": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "c": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
}
DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    """Return a finished folder that holds the annex of 2023 alone."""
    return build(Order(ROOT, kinds=("data",), out=tmp_path_factory.mktemp("annex") / "out"))


@pytest.fixture(scope="module")
def source() -> Source:
    return source_of(ROOT, None)


@pytest.mark.parametrize("name", BOOKS)
def test_a_workbook_holds_what_the_csv_files_hold(name, output):
    with CalamineWorkbook.from_path(output / "data" / name) as book:
        assert book.sheet_names == ["notes", "columns", *TABLES]
        for table in TABLES:
            said = book.get_sheet_by_name(table).to_python(skip_empty_area=False)[1:]
            path = output / "data" / f"{table}.csv"
            rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))[1:]
            assert [[cell_text(cell) for cell in row] for row in said] == rows
            assert rows or table == "corrections"


@pytest.mark.parametrize("name", BOOKS)
def test_numbers_are_numbers_and_days_are_days(name, output):
    with CalamineWorkbook.from_path(output / "data" / name) as book:
        head, *rows = book.get_sheet_by_name("findings").to_python(skip_empty_area=False)
    value = head.index("Value (in the unit of the row) / 数值（单位见本行）")
    start = head.index("First day / 起始日")
    assert all(isinstance(row[value], float) for row in rows)
    dated = [row[start] for row in rows if row[start]]
    assert dated
    assert all(hasattr(day, "isoformat") for day in dated)


def test_each_sheet_of_the_xlsx_is_a_named_table_with_a_frozen_head(output):
    files = members((output / "data" / BOOKS[0]).read_bytes())
    sheets = [name for name in files if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 2 + len(TABLES)
    for name in sheets:
        sheet = ElementTree.fromstring(files[name])
        pane = sheet.find(".//s:pane", NS)
        assert pane is not None
        assert (pane.get("state"), pane.get("ySplit"), pane.get("xSplit")) == ("frozen", "1", "1")
        assert sheet.find("s:mergeCells", NS) is None
        assert len(sheet.findall("s:tableParts/s:tablePart", NS)) == 1
        assert not sheet.findall(".//s:f", NS)
    named = [files[name] for name in files if name.startswith("xl/tables/")]
    names = {ElementTree.fromstring(table).get("displayName") for table in named}
    assert names == {"notes", "columns", *TABLES}
    core = ElementTree.fromstring(files["docProps/core.xml"])
    assert core.findtext(f"{DC}title") == "TISCs in China, 2023"
    assert core.findtext(f"{DC}creator") == "The tisc-snapshot project"
    assert core.findtext(f"{DC}language") == "en"


def test_each_sheet_of_the_ods_is_a_named_range_with_a_frozen_head(output):
    files = members((output / "data" / BOOKS[1]).read_bytes())
    assert next(iter(files)) == "mimetype"
    content = ElementTree.fromstring(files["content.xml"])
    named = [n.get(f"{{{NS['t']}}}name") for n in content.findall(".//t:named-range", NS)]
    assert named == ["notes", "columns", *TABLES]
    assert len(content.findall(".//t:table-header-rows", NS)) == len(named)
    assert not [e for e in content.iter() if any("spanned" in name for name in e.attrib)]
    assert not [e for e in content.iter() if any(name.endswith("}formula") for name in e.attrib)]
    settings = files["settings.xml"].decode()
    assert settings.count('"VerticalSplitMode" config:type="int">2<') == len(named)
    meta = ElementTree.fromstring(files["meta.xml"])
    assert [meta.findtext(f".//{DC}{name}") for name in ("title", "creator", "language")] == [
        "TISCs in China, 2023", "The tisc-snapshot project", "en",
    ]  # fmt: skip
    assert re.search(r'language-asian="zh" style:country-asian="CN"', files["styles.xml"].decode())


@pytest.mark.parametrize("make", [xlsx, ods])
def test_what_a_spreadsheet_would_run_or_round_stays_text(make, source, tmp_path):
    cells: tuple[Cell, ...] = (
        "=1+1", "+1", "-2+3", "@SUM(A1)", "<b>&amp;", "https://example.org", "001",
        Decimal("123456789012345.123456789"), Decimal("0.1"), "1899-12-31", None,
    )  # fmt: skip
    text: Kind = "text"
    kinds: list[Kind] = [*[text] * 7, "number", "number", "day", "address"]
    head = tuple(f"Column {number}" for number in range(len(cells)))
    sheet = Worksheet("made_up", head, tuple(kinds), (cells, cells))
    path = tmp_path / f"book.{make.__name__}"
    path.write_bytes(make([sheet], rights_of(source.settings)))
    (grid,) = grids(path, "book")
    assert grid.rows[1] == tuple(cell_text(cell) for cell in cells)


def test_a_zip_knows_no_clock_and_keeps_its_order():
    files = {"b": b"two", "a": b"one"}
    assert members(archive(files)) == files
    assert list(members(archive(files))) == ["b", "a"]
    assert archive(files) == archive(dict(files))


def test_how_a_spreadsheet_calls_its_columns():
    assert [column_name(n) for n in (1, 26, 27, 52, 53, 702, 703)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


def test_the_annex_as_built_agrees_with_the_data(output, source):
    faults, coverage = read_annex(output, source)
    assert [str(fault) for fault in faults] == []
    assert {row.file.rpartition("/")[2] for row in coverage} == {
        *BOOKS, "findings.csv", "findings.json", "tests.csv", "tests.json",
    }  # fmt: skip
    for row in coverage:
        assert row.shown == row.traced == row.verified > 0


def changed_book(content, old, new):
    """Return a workbook in which the only text `old` became `new`."""
    files = members(content)
    inside = [name for name, text in files.items() if old in text]
    assert inside
    return archive({name: text.replace(old, new, 1) if name == inside[0] else text
                    for name, text in files.items()})  # fmt: skip


SAYS = "should say"
OTHER = "is not what the data give"
XLSX, ODS = (f"data/{name}!findings" for name in BOOKS)
CHANGES = [
    ("findings.csv", b",195000,,over,", b",195001,,over,", "data/findings.csv!E", SAYS),
    ("findings.json", b'"value": 195000,', b'"value": 195001,', "data/findings.json!rows[", SAYS),
    (BOOKS[0], b"<v>195000</v>", b"<v>195001</v>", f"{XLSX}!E", "“195001” should say “195000”"),
    (BOOKS[1], b'office:value="195000"', b'office:value="195001"', f"{ODS}!E", SAYS),
    (BOOKS[1], "超19.5万次".encode(), "超19.6万次".encode(), f"{ODS}!P", "“超19.6万次” should"),
    ("units.csv", b"acre,acres", b"acre,akers", "data/units.csv!B", "“akers” should say “acres”"),
    ("README.en.md", b"## findings", b"## figures", "data/README.en.md:", OTHER),
    ("datapackage.json", b'"bytes": ', b'"bytes": 1', "data/datapackage.json:", OTHER),
    ("findings.json", b'"version": "1.0"', b'"version": "1.1"', "data/findings.json:", OTHER),
    ("findings.csv", b"\r\n", b"\r\nmore\r\n", "data/findings.csv!A51", "51 rows instead of 50"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "place", "what"), CHANGES)
def test_a_changed_cell_is_named(name, old, new, place, what, output, source, tmp_path):
    shutil.copytree(output, tmp_path / "out")
    path = tmp_path / "out" / "data" / name
    before = path.read_bytes()
    is_book = name in BOOKS
    after = changed_book(before, old, new) if is_book else before.replace(old, new, 1)
    assert after != before
    path.write_bytes(after)
    said = [str(fault) for fault in read_annex(tmp_path / "out", source)[0]]
    assert [line for line in said if line.startswith(place) and what in line], said


@pytest.mark.parametrize("name", [*BOOKS, "findings.json", "findings.csv"])
def test_a_damaged_file_is_a_fault(name, output, source, tmp_path):
    shutil.copytree(output, tmp_path / "out")
    path = tmp_path / "out" / "data" / name
    path.write_bytes(path.read_bytes()[:999] + b"\xff")
    said = [str(fault) for fault in read_annex(tmp_path / "out", source)[0]]
    assert [line for line in said if line.startswith(f"data/{name}: it cannot be read: ")], said


def test_figures_are_read_apart_from_how_they_are_written(output, source, monkeypatch):
    """A fault of the writer itself is found, too: the words are parsed, the bounds compared."""
    from generator.annex import rows as annex_rows

    monkeypatch.setattr(annex_rows, "_outward", lambda end, _: end and end + 1)
    monkeypatch.setattr(annex_rows, "plain", str)
    folder = build(Order(ROOT, kinds=("data",), out=output.parent / "wrong"))
    said = [str(fault) for fault in read_annex(folder, source)[0]]
    assert any("its lower bound should be 195000" in line for line in said)
    assert any("its upper bound should be 4000" in line for line in said)


def test_the_command_tells_which_cell_and_ends_with_3(output, tmp_path):
    shutil.copytree(output, tmp_path / "out")
    path = tmp_path / "out/data/findings.json"
    path.write_bytes(path.read_bytes().replace(b'"lower": 195000', b'"lower": 190000'))
    done = run("verify", tmp_path / "out")
    assert done.returncode == 3, done.stdout + done.stderr
    assert re.search(r"data/findings.json!rows\[\d+\]\.lower: “190000” should", done.stdout, re.M)


def test_another_hash_seed_and_clock_make_the_same_workbooks(tmp_path):
    made = []
    for seed in ("1", "2"):
        target = tmp_path / seed
        env = {"PYTHONHASHSEED": seed, "TZ": "Asia/Shanghai" if seed == "1" else "UTC"}
        done = run("--project", MADE_UP, "build", "--only", "data", "--out", target, env=env)
        assert done.returncode == 0, done.stdout + done.stderr
        made.append(snapshot(target))
    assert made[0] == made[1]


def test_json_of_the_annex_is_json(output):
    rows = json.loads((output / "data/findings.json").read_text(encoding="utf-8"))["rows"]
    assert {row["id"]: row["value"] for row in rows}["cn_requests"] == 195000
