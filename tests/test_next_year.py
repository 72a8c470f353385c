"""`data new`: next year's skeleton hinders nothing, is filled in, and then is an edition."""

import re
import zipfile
from decimal import Decimal

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from generator.cli import main
from generator.derive.derive import derive
from generator.read.read import read
from tests.projects import MADE_UP, ROOT, copy_of, snapshot

FORM = "data/observations/2032.xlsx"


@pytest.fixture
def begun(tmp_path, capsys):
    """Return a copy of the made-up country in which the next year was begun, and what was said."""
    project = copy_of(MADE_UP, tmp_path / "project")
    assert main(["--project", str(project), "data", "new", "2032"]) == 0
    return project, capsys.readouterr().out


def sheets(path):
    """Return the lines of each sheet of a workbook, as typed."""
    with CalamineWorkbook.from_path(str(path)) as book:
        return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def filled(path, change):
    """Fill in a form: `change` gives the cells of a row, by column, from those that it has."""
    tables = sheets(path)
    with xlsxwriter.Workbook(path) as book:
        for name, (head, *rows) in tables.items():
            page = book.add_worksheet(name)
            page.write_row(0, 0, head)
            for line, cells in enumerate(rows, 1):
                row = dict(zip(head, cells, strict=True))
                row |= change(row) if row.get("last:value") else {}
                page.write_row(line, 0, [row[column] for column in head])


def as_last_year(row):
    """Return what a source might have published: a little more than last year, in other words."""
    value = Decimal(row["last:value"])
    more = f"{value + max(Decimal(1), value // 10):f}"
    return {"value": more, "qualifier": row["last:qualifier"], "period_basis": "stated",
            "source": row["last:source"], "paragraph": "1", "as_published": more}  # fmt: skip


def test_it_says_what_to_do_next_and_all_else_is_as_before(begun, capsys, tmp_path):
    project, said = begun
    assert FORM in said
    assert "data/editions/2032/" in said
    before = copy_of(MADE_UP, tmp_path / "before")
    new = {*snapshot(project)} - {*snapshot(before)}
    assert FORM in new
    assert all(name.startswith("data/editions/2032/") for name in new - {FORM})
    for folder in (before, project):
        assert main(["--project", str(folder), "build", "--only", "data"]) == 0
    made = [snapshot(folder / "output" / "2031" / "data") for folder in (before, project)]
    assert made[0] == made[1], "the edition that is there does not notice"


def test_check_lists_the_cells_that_wait_and_the_edition_waits_for_them(begun, capsys):
    project, _ = begun
    assert main(["--project", str(project), "check"]) == 0
    listed = re.findall(
        rf"^{FORM}!([^!]+)!\w+: warning\[not-filled-in\]: [^:]+: (.+?)\.", capsys.readouterr().out,
        re.MULTILINE,
    )  # fmt: skip
    waiting = {
        (sheet, row[head.index("last:value")])
        for sheet, (head, *rows) in sheets(project / FORM).items() if "last:value" in head
        for row in rows if row[head.index("last:value")]
    }  # fmt: skip
    assert sum(len(cells.split(", ")) for _, cells in listed) == len(waiting) > 3
    assert main(["--project", str(project), "build", "2032"]) == 1
    assert "error[not-filled-in]" in capsys.readouterr().out


def test_filled_in_it_is_checked_and_built(begun, capsys):
    project, _ = begun
    filled(project / FORM, as_last_year)
    library, problems = read(project)
    assert [str(problem) for problem in problems] == []
    assert {row.place().path.partition("!")[0] for row in library.observations} >= {FORM}
    told = main(["--project", str(project), "check"])
    assert told == 0, capsys.readouterr().out
    assert main(["--project", str(project), "build", "--only", "html"]) == 0
    page = (project / "output" / "2032" / "en" / "index.html").read_text(encoding="utf-8")
    value = next(row for row in library.observations if row.period.year == 2032).value
    assert f'value="{value}"' in page


def test_a_row_that_is_begun_is_checked_at_its_cell(begun, capsys):
    project, _ = begun
    filled(project / FORM, lambda row: {"value": "many", "qualifier": "over"})
    assert main(["--project", str(project), "check"]) == 1
    said = capsys.readouterr().out
    assert re.search(rf"{FORM}![^!]+!\w+2: error\[bad-number\]", said)
    assert re.search(rf'{FORM}![^!]+!\w+2: error\[missing-field\]: "source"', said)


def test_nothing_is_overwritten(begun, capsys):
    project, _ = begun
    before = snapshot(project)
    assert main(["--project", str(project), "data", "new", "2032"]) == 2
    assert "there already" in capsys.readouterr().err
    assert snapshot(project) == before


@pytest.mark.parametrize(("year", "said"), [
    ("32", "four digits"), ("2031", "there already"), ("1999", "no edition reports a year before"),
])  # fmt: skip
def test_a_year_that_cannot_begin_is_told(tmp_path, capsys, year, said):
    project = copy_of(MADE_UP, tmp_path / "project")
    before = snapshot(project)
    assert main(["--project", str(project), "data", "new", year]) == 2
    assert said in capsys.readouterr().err
    assert snapshot(project) == before


def test_the_form_of_the_shipped_edition(tmp_path, capsys):
    project = copy_of(ROOT, tmp_path / "project")
    year = max(int(folder.name) for folder in (ROOT / "data" / "editions").iterdir()) + 1
    assert main(["--project", str(project), "data", "new", str(year)]) == 0
    with zipfile.ZipFile(project / f"data/observations/{year}.xlsx") as book:
        parts = {name: book.read(name).decode() for name in book.namelist() if "xl/" in name}
    pages = [text for name, text in parts.items() if "worksheets/sheet" in name]
    themes = [text for text in pages if "dataValidation " in text]
    assert len(themes) > 3
    for text in themes:
        rules = re.findall(r"<dataValidation .*?</dataValidation>", text)
        assert sum('"exact,stated,over,nearly,about,at_most"' in rule for rule in rules) == 1
        assert sum('"stated,inferred,unknown"' in rule for rule in rules) == 1
        for column in "ACE":  # indicators, regions, sources
            assert sum(f"'-'!${column}$2:" in rule for rule in rules) == 1
    notes = "".join(text for name, text in parts.items() if "comments" in name)
    assert "How the value is stated" in notes
    assert "限定语" in notes
    words = parts["xl/sharedStrings.xml"]
    assert "How to fill this in" in words
    assert "填写说明" in words
    _, problems = read(project)
    assert problems == []


def test_a_figure_of_the_editions_own_period_is_found_by_its_date():
    """So a query may name `loans@2031` and be right in every edition."""
    library, _ = read(MADE_UP)
    findings = derive(library.editions["2031"], library)
    rows = {name: finding.observation for name, finding in findings.items()}
    dated = {library.full_name(row): name for name, row in rows.items() if row}
    dated = {full: name for full, name in dated.items() if full != name}
    assert dated
    for full, name in dated.items():
        assert findings[full] is findings[name]
        assert full not in list(findings)
