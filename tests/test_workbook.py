"""Observations in XLSX and ODS: the same figures as in CSV, and mistakes by sheet and cell."""

import csv
import datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from generator.build import source_of
from generator.cli import main
from generator.problem import column_letters
from tests.projects import MADE_UP, copy_of
from tests.workbooks import WRITERS, write_xlsx

OBSERVATIONS = sorted((MADE_UP / "data" / "observations").glob("*.csv"))


def lines_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def typed(cell: str) -> object:
    """Return a cell as a spreadsheet keeps it when somebody types this: numbers become numbers."""
    try:
        return float(cell)
    except ValueError:
        return cell


def project_with(tmp_path: Path, ending: str, change=lambda lines: lines, notes=()) -> Path:
    """Return the made-up country with its observations in one workbook, a sheet for each file."""
    project = copy_of(MADE_UP, tmp_path / "project")
    folder = project / "data" / "observations"
    sheets = {"Read me": [list(notes) or ["Made up."]]}
    for path in OBSERVATIONS:
        lines = [[typed(cell) for cell in line] for line in lines_of(path)]
        sheets[path.stem] = change(lines) if path == OBSERVATIONS[0] else lines
        (folder / path.name).unlink()
    WRITERS[ending](folder / f"all{ending}", sheets)
    return project


@pytest.mark.parametrize("ending", WRITERS)
def test_a_workbook_gives_the_same_figures_as_the_csv_files(tmp_path, ending):
    expected = source_of(MADE_UP, None).findings
    found = source_of(project_with(tmp_path, ending), None).findings
    assert found.keys() == expected.keys()
    for name, finding in found.items():
        assert finding.value == expected[name].value
        assert finding.qualifier == expected[name].qualifier
        assert finding.period == expected[name].period


def cell(column: str, value: object, row: int = 2):
    """Return a change of one cell: the first sheet's column, in a row counted from 1."""

    def change(lines):
        lines[row - 1][lines[0].index(column)] = value
        return lines

    return change


def address(column: str, row: int = 2) -> str:
    return f"{column_letters(lines_of(OBSERVATIONS[0])[0].index(column) + 1)}{row}"


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("indicator", "no_such_thing", "unknown-indicator"),
        ("source", "no_such_source", "unknown-source"),
        ("qualifier", "roughly", "bad-qualifier"),
        ("value", "12,345", "grouped-digits"),
        ("value", "many", "bad-number"),
        ("value", -3.0, "negative-value"),
        ("period", datetime.datetime(2030, 11, 1), "cell-type"),
        ("period", "20300", "bad-period"),
        ("period_basis", True, "cell-type"),
    ],
)
def test_a_mistake_is_told_by_sheet_and_cell(tmp_path, capsys, ending, column, value, code):
    project = project_with(tmp_path, ending, cell(column, value))
    assert main(["--project", str(project), "check"]) == 1
    told = capsys.readouterr().out.splitlines()
    place = f"data/observations/all{ending}!{OBSERVATIONS[0].stem}!{address(column)}: error[{code}]"
    assert any(line.startswith(place) for line in told), told


def test_numbers_are_read_as_they_were_typed(tmp_path):
    path = tmp_path / "numbers.xlsx"
    typed_in = ["0.1", "19.5", "2252790", "400000000", "0.07", "123456789012345", "1e21"]
    write_xlsx(path, {"n": [[float(text) for text in typed_in]]})
    from generator.read.workbook import _text

    cells = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("n").to_python()[0]
    assert [_text(c) for c in cells] == [*typed_in[:-1], "1000000000000000000000"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"made up"])
def test_a_broken_workbook_is_a_problem(tmp_path, capsys, content):
    project = copy_of(MADE_UP, tmp_path / "project")
    (project / "data" / "observations" / "more.xlsx").write_bytes(content)
    assert main(["--project", str(project), "check"]) == 1
    assert "more.xlsx:1:1: error[bad-workbook]" in capsys.readouterr().out


def test_a_workbook_without_a_table_is_a_problem(tmp_path, capsys):
    project = copy_of(MADE_UP, tmp_path / "project")
    write_xlsx(project / "data" / "observations" / "more.xlsx", {"Sheet1": [["libraries", 3]]})
    assert main(["--project", str(project), "check"]) == 1
    assert "error[no-table]: no sheet of this workbook" in capsys.readouterr().out


def test_the_file_that_a_spreadsheet_keeps_beside_an_open_one_is_passed_over(tmp_path):
    project = copy_of(MADE_UP, tmp_path / "project")
    (project / "data" / "observations" / "~$more.xlsx").write_bytes(b"held open")
    assert main(["--project", str(project), "check"]) == 0


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA")])
def test_columns_have_letters(number, letters):
    assert column_letters(number) == letters
