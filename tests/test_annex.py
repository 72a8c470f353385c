"""The data annex: what its files say, and that programs written by others can read them."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import frictionless
import jsonschema
import pytest

from generator.annex.annex import annex, csv_of, guarded
from generator.annex.dataset import Column, Dataset, Field
from generator.build import Order, build, source_of
from generator.verify.readback import read_page
from generator.word.wording import plain
from tests.projects import LANGUAGES, PROJECTS, ROOT, snapshot
from tests.test_corrections import VALUE, WORD, country


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file as texts."""
    text = (folder / "data" / f"{name}.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("name", PROJECTS)
@pytest.mark.filterwarnings("ignore")  # of the packages that Frictionless brings along
def test_frictionless_finds_the_package_valid(name, built):
    found = frictionless.validate(str(built(name) / "data/datapackage.json"))
    assert found.flatten(["name", "rowNumber", "fieldName", "note"]) == []
    assert found.valid
    assert found.stats["tasks"] == 10


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("table", "old", "new", "note"),
    [
        ("findings", b",cn_requests,CN,", b",cn_request,CN,", "foreign key"),
        ("findings", b",over,195000,open", b",more,195000,open", "enum"),
    ],
)
def test_frictionless_would_find_a_fault(table, old, new, note, built, tmp_path):
    for path, content in snapshot(built("2023") / "data").items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    path = tmp_path / f"{table}.csv"
    assert old in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old, new))
    found = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert note in str(found.flatten(["type", "note"])).replace("-", " ").lower()


@pytest.mark.parametrize("name", PROJECTS)
def test_each_json_file_fits_its_schema(name, built):
    folder = built(name) / "data"
    tables = [path for path in folder.glob("*.json") if path.name != "datapackage.json"]
    assert len(tables) == 10
    for path in tables:
        content = json.loads(path.read_text(encoding="utf-8"))
        schema = json.loads((folder / content["$schema"]).read_text(encoding="utf-8"))
        check = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
        check.check_schema(schema)
        assert [error.message for error in check.iter_errors(content)] == []
        broken = {**content, "rows": [{"id": 1}]}
        assert list(check.iter_errors(broken))


@pytest.mark.parametrize("name", PROJECTS)
def test_csv_and_json_say_the_same(name, built):
    folder = built(name)
    for path in (folder / "data").glob("*.csv"):
        table = json.loads(path.with_suffix(".json").read_text(), parse_float=Decimal)
        said = [
            {key: "" if cell is None else plain(cell) if isinstance(cell, Decimal) else str(cell)
             for key, cell in row.items()}
            for row in table["rows"]
        ]  # fmt: skip
        assert rows(folder, path.stem) == said


@pytest.mark.parametrize("name", PROJECTS)
def test_every_figure_of_the_pages_is_there_in_the_order_of_the_notes(name, built):
    folder = built(name)
    ids = [row["id"] for row in rows(folder, "findings")]
    tests = [row["id"] for row in rows(folder, "tests")]
    for tag in LANGUAGES[name]:
        page = read_page((folder / tag / "index.html").read_text(encoding="utf-8"))
        shown = {p.attributes["data-finding"] for p in page.pieces if p.tag == "data"}
        assert shown <= set(ids) | set(tests)
        notes = [a.removeprefix("note-") for a in page.anchors if a.startswith("note-")]
        assert [n for n in notes if n in ids] == [i for i in ids if i in notes]


def test_what_a_row_says(built):
    row = {row["id"]: row for row in rows(built("2023"), "findings")}["cn_requests"]
    wanted = {
        "value": "195000", "qualifier": "over", "lower": "195000", "lower_end": "open",
        "upper": "", "upper_end": "unbounded", "unit": "request", "unit_name:zh-CN": "次",
        "words:en": "over 195,000", "words:zh-CN": "超19.5万次", "period": "2023",
        "period_start": "2023-01-01", "period_end": "2023-12-31", "period_basis": "inferred",
        "region": "CN", "source": "cnipa-2024-07-31", "paragraph": "2",
        "as_published": "over 195,000 IP service requests", "query_level": "", "edition": "2023",
        "licence": "https://creativecommons.org/licenses/by/4.0/",
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted


def test_a_doubted_figure_has_no_bounds_and_a_derived_one_its_formula(built):
    found = {row["id"]: row for row in rows(built("2023"), "findings")}
    doubted = [row for row in found.values() if row["query_level"] == "doubt"]
    assert doubted
    for row in doubted:
        assert {row[end] for end in ("lower", "lower_end", "upper", "upper_end")} == {""}
        assert row["query_note:en"]
    derived = [row for row in found.values() if row["kind"] == "derived" and row["rests_on"]]
    assert derived
    for row in derived:
        assert row["formula"].endswith(f"({', '.join(row['rests_on'].split())})")
        assert set(row["rests_on"].split()) <= set(found)
        assert row["grounds"]


def test_a_correction_stands_beside_what_was_published(tmp_path):
    project = country(tmp_path, VALUE, WORD)
    out = build(Order(project, kinds=("data",), out=tmp_path / "out"))
    corrected = [row for row in rows(out, "findings") if row["published_value"]]
    assert [row["id"] for row in corrected] == ["loans"]
    assert (corrected[0]["value"], corrected[0]["qualifier"]) == ("12354000", "nearly")
    assert corrected[0]["published_value"] == "12345000"
    assert corrected[0]["published_qualifier"] == "over"
    made = rows(out, "corrections")
    assert [(row["id"], row["figure"], row["field"]) for row in made] == [
        ("slip", "loans", "value"), ("word", "loans", "qualifier")
    ]  # fmt: skip


GUARDED = [
    ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
    ("-2+3", "'-2+3"), ("\t=1", "'\t=1"), ("-12%", "-12%"), ("-0.5", "-0.5"), ("over 5", "over 5"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "safe"), GUARDED)
def test_no_text_becomes_a_formula(text, safe):
    assert guarded(text) == safe
    words = {"en": "Text"}
    column = Column("text", Field("text", "Text", "Text"), words, words)
    written = csv_of(Dataset("made-up", words, words, (column,), ((text,),)))
    assert list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))[1] == [safe]


def test_a_number_keeps_every_digit():
    words = {"en": "Value"}
    column = Column("value", Field("value", "Value", "Value", "number"), words, words)
    table = Dataset("made-up", words, words, (column,), ((Decimal("123456789012345.123456789"),),))
    assert csv_of(table).decode("utf-8-sig") == "value\r\n123456789012345.123456789\r\n"


def test_data_alone_are_the_same_bytes_as_with_the_pages(built, tmp_path):
    folder = build(Order(ROOT, kinds=("data",), out=tmp_path / "out"))
    alone = snapshot(folder)
    assert "index.html" not in alone
    whole = snapshot(built("2023"))
    made = {name for name in alone if name.startswith("data/")}
    assert {name: whole[name] for name in made} == {name: alone[name] for name in made}
    assert made == {name for name in whole if name.startswith("data/")}
    assert annex(source_of(ROOT, None).settings).keys() == made
