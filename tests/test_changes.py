"""Thresholds on changes: what one edition says otherwise needs a signed note, and only that."""

import csv
import re

import pytest

from generator.cli import main
from generator.read.changes import COLUMNS
from tests.next_edition import NOTES, next_edition, two_editions
from tests.projects import LEAST, copy_of


@pytest.fixture
def told(capsys):
    """Return a function that gives what check finds: (code, figure, the rest of the line)."""

    def found(project):
        main(["--project", str(project), "check"])
        lines = re.findall(r"error\[([a-z-]+)\]: (.*)", capsys.readouterr().out)
        return [(code, *(re.findall(r"on: ([\w@-]+)", rest) or [""]), rest) for code, rest in lines]

    return found


def sign(project, content):
    """Write the thresholds and notes."""
    (project / "data/changes.yaml").write_text(content, encoding="utf-8")


def note(change, on, expect):
    """Return a file with one note."""
    said = f"edition: 2031, change: {change}, on: {on}, expect: {expect}"
    rest = "reason: made up, by: editor, date: 2032-01-31"
    return f"thresholds: {{stock: 2}}\nnotes:\n  - {{{said}, {rest}}}\n"


@pytest.mark.parametrize(
    ("value", "thresholds", "found"),
    [(7, "stock: 2", 1), (6, "stock: 2", 0), (7, "stock: 3", 0), (1, "stock: 2", 1),
     (7, "flow: 2", 0), (0, "stock: 2", 1)],
)  # fmt: skip
def test_a_value_beyond_its_factor_needs_a_note(value, thresholds, found, tmp_path, told):
    project = two_editions(tmp_path / "least", value=value, thresholds=thresholds)
    assert [(code, on) for code, on, _ in told(project)] == [("unsigned-change", "wells")] * found


def test_a_note_signs_one_value_and_no_other(tmp_path, told):
    project = two_editions(tmp_path / "least")
    sign(project, note("value", "wells", "exact 7 well"))
    assert told(project) == []
    sign(project, note("value", "wells", "exact 8 well"))
    ((code, _, rest),) = told(project)
    assert code == "stale-note"
    assert "“exact 7 well” now, which nobody has signed" in rest
    sign(project, note("definition", "wells", "exact 7 well"))
    assert sorted(code for code, *_ in told(project)) == ["stale-note", "unsigned-change"]


def test_two_notes_on_one_change_are_one_too_many(tmp_path, told):
    project = two_editions(tmp_path / "least")
    one = note("value", "wells", "exact 7 well")
    sign(project, one + one.partition("notes:\n")[2])
    assert [code for code, *_ in told(project)] == ["stale-note"]


def test_a_break_needs_a_note_whatever_the_value(tmp_path, told):
    project = two_editions(tmp_path / "least", breaks=True, value=3)
    ((code, on, rest),) = told(project)
    assert (code, on) == ("unsigned-change", "wells")
    assert "change: definition" in rest
    sign(project, note("definition", "wells", "exact 3 well"))
    assert told(project) == []
    sign(project, "thresholds: {definition: false}\n")
    assert told(project) == []


def test_what_is_asked_for_signs_as_it_is_told(tmp_path, told):
    """Each note that the fix gives, taken as it stands, with reason, role and date: no Problem."""
    project = next_edition(tmp_path / "next")
    sign(project, NOTES.partition("notes:")[0])
    found = told(project)
    assert [(code, on) for code, on, _ in found] == [
        ("unsigned-change", "cn_exchange"), ("unsigned-change", "hexi_area"),
        ("unsigned-change", "cn_institutions@2022-07-13"), ("unsigned-change", "cn_reports"),
    ]  # fmt: skip
    words = [re.findall("`(.*)`", rest)[0] for *_, rest in found]
    signed = "".join(f"  - {{{w}, reason: x, by: editor, date: 2025-02-03}}\n" for w in words)
    sign(project, NOTES.partition("notes:")[0] + "notes:\n" + signed)
    assert told(project) == []


def test_what_a_build_says_is_what_it_was_published_with(built, tmp_path, told):
    """The annex of a build is kept as it is; a correction signs by itself, an edit does not."""
    project = copy_of(LEAST, tmp_path / "least")
    kept = (built("least") / "data/findings.csv").read_bytes()
    assert set(COLUMNS) < set(next(csv.reader(kept.decode("utf-8-sig").splitlines())))
    (project / "data/editions/2030/published.csv").write_bytes(kept)
    sign(project, "thresholds: {}\n")
    assert told(project) == []
    (project / "data/corrections.yaml").write_text(
        "- {id: miscounted, on: wells@2030, field: value, expect: 3, value: 4, by: editor,\n"
        "   reason: {en: made up}, date: 2031-02-01}\n", encoding="utf-8"
    )  # fmt: skip
    assert told(project) == []
    (project / "data/corrections.yaml").unlink()
    rows = project / "data/observations/wells.csv"
    text = rows.read_text(encoding="utf-8")
    rows.write_text(text.replace(",3,exact", ",4,exact").replace("three", "four"), encoding="utf-8")
    assert [(code, on) for code, on, _ in told(project)] == [("unsigned-change", "wells")]
