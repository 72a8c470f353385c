"""Results: the same Problems as text, JSON, workflow commands, SARIF and a summary."""

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from generator import commands
from generator.checkers.checker import Outcome
from generator.cli import main
from generator.problem import Place, Problem
from generator.said import Said, speaking
from generator.tell.account import Account
from generator.tell.codes import codes
from generator.tell.programs import as_json, as_sarif
from generator.tell.summary import MOST, as_markdown
from generator.tell.text import as_github, as_text
from generator.verify.reading import Coverage, Fault
from generator.verify.verdict import Verdict
from tests.projects import LEAST, MADE_UP, ROOT, copy_of

SCHEMA = json.loads((ROOT / "tests/sarif.json").read_text(encoding="utf-8"))
UGLY = Problem(
    Place("data/ä b,c:d.yaml", 3, 7), "bad-value", Said("100%\n::error::owned | `a` <b>\r"),
    Said("Mend it."), "warning",
)  # fmt: skip
CELL = Problem(Place("data/more.xlsx!Sheet1", 14, 4, cell=True), "cell-type", Said("a date"))


@pytest.fixture
def mistaken(tmp_path) -> Path:
    """Return a project with an error in a row, and one in a unit."""
    project = copy_of(MADE_UP, tmp_path / "in here" / "project")
    rows = project / "data/observations/1-libraries.csv"
    rows.write_text(rows.read_text("utf-8").replace("XQ-IN", "XQ-IM", 1), "utf-8")
    units = project / "data/units.yaml"
    units.write_text(units.read_text("utf-8").replace("factor:", "facter:", 1), "utf-8")
    return project


def told(capsys, project: Path, *words: str) -> tuple[int, str, str]:
    """Return exit code, output and error stream of a command."""
    code = main(["--project", str(project), *words])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def sarif(text: str) -> dict[str, Any]:
    """Return the only run of a log, which has to fit the schema."""
    log = json.loads(text)
    jsonschema.Draft7Validator(SCHEMA).validate(log)
    run: dict[str, Any] = log["runs"][0]
    return run


def test_each_form_has_the_same_problems(mistaken, capsys, monkeypatch):
    monkeypatch.setenv("GITHUB_WORKSPACE", str(mistaken.parent))
    code, text, err = told(capsys, mistaken, "check")
    lines = text.splitlines()
    assert (code, err) == (1, f"{len(lines)} problems. Nothing was written.\n")
    assert len(lines) > 1
    code, text, err = told(capsys, mistaken, "check", "--format", "json")
    found = json.loads(text)
    assert (code, found["exit"], found["errors"], found["warnings"]) == (1, 1, len(lines), 0)
    assert [
        f"{p['place']}: {p['level']}[{p['code']}]: {p['what']}{' ' if p['fix'] else ''}{p['fix']}"
        for p in found["problems"]
    ] == lines
    code, text, _ = told(capsys, mistaken, "check", "--format", "sarif")
    run = sarif(text)
    assert code == run["invocations"][0]["exitCode"] == 1
    assert run["invocations"][0]["executionSuccessful"]
    rules = run["tool"]["driver"]["rules"]
    for problem, result in zip(found["problems"], run["results"], strict=True):
        where = result["locations"][0]["physicalLocation"]
        assert where["artifactLocation"]["uri"] == f"project/{problem['path']}"
        region = {"startLine": problem["line"], "startColumn": problem["column"]}
        assert where["region"] == region
        assert result["ruleId"] == problem["code"] == rules[result["ruleIndex"]]["id"]
        assert rules[result["ruleIndex"]]["fullDescription"]["text"] == codes()[problem["code"]]
    code, text, _ = told(capsys, mistaken, "check", "--format", "github")
    assert code == 1
    assert [line.partition(" ")[0] for line in text.splitlines()] == ["::error"] * len(lines)
    assert text.startswith("::error file=project/data/")


def test_the_same_in_chinese(mistaken, capsys):
    _, english, _ = told(capsys, mistaken, "check", "--format", "json")
    code, chinese, err = told(capsys, mistaken, "check", "--format", "json", "--messages", "zh-CN")
    assert code == 1
    assert err.endswith("个问题。未写出任何内容。\n")
    one, other = json.loads(english), json.loads(chinese)
    assert (one["language"], other["language"]) == ("en", "zh-CN")
    for mine, theirs in zip(one["problems"], other["problems"], strict=True):
        assert (mine["place"], mine["code"]) == (theirs["place"], theirs["code"])
        assert mine["what"] != theirs["what"]


def test_what_is_told_can_end_no_command_of_the_host(monkeypatch, tmp_path):
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    account = Account("check", tmp_path, (UGLY, CELL))
    assert as_github(account).splitlines() == [
        "::warning file=data/ä b%2Cc%3Ad.yaml,line=3,col=7,title=bad-value::"
        "100%25%0A::error::owned | `a` <b>%0D Mend it.",
        "::error file=data/more.xlsx,title=cell-type::data/more.xlsx!Sheet1!D14: a date",
    ]


def test_a_cell_has_a_name_and_no_line(monkeypatch, tmp_path):
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    account = Account("check", tmp_path, (UGLY, CELL))
    ugly, cell = sarif(as_sarif(account))["results"]
    assert ugly["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": "data/%C3%A4%20b%2Cc%3Ad.yaml"
    }
    assert cell["locations"] == [
        {
            "physicalLocation": {"artifactLocation": {"uri": "data/more.xlsx"}},
            "logicalLocations": [{"fullyQualifiedName": "data/more.xlsx!Sheet1!D14"}],
        }
    ]
    assert json.loads(as_json(account))["problems"][1]["path"] == "data/more.xlsx!Sheet1"


def test_a_fingerprint_stays_when_lines_are_added_and_in_another_language(tmp_path):
    def prints(place: Place) -> Any:
        problem = Problem(place, "bad-value", Said("this file is missing."))
        log = sarif(as_sarif(Account("check", tmp_path, (problem,))))
        return log["results"][0]["partialFingerprints"]

    here = prints(Place("data/a.yaml", 3, 1))
    assert prints(Place("data/a.yaml", 9, 1)) == here != prints(Place("data/b.yaml", 3, 1))
    with speaking("zh-CN"):
        assert prints(Place("data/a.yaml", 3, 1)) == here


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["build", "2099"], 2), (["build", "--only", "pdx"], 2),
        (["verify", "nowhere"], 3), (["check"], 0),
    ],
)  # fmt: skip
def test_a_program_gets_its_form_however_a_command_ends(words, code, capsys):
    assert told(capsys, LEAST, *words, "--format", "json")[0] == code
    main(["--project", str(LEAST), *words, "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert (found["exit"], bool(found["end"])) == (code, code != 0)
    main(["--project", str(LEAST), *words, "--format", "sarif"])
    invocation = sarif(capsys.readouterr().out)["invocations"][0]
    assert invocation["executionSuccessful"] == (code in (0, 3))
    assert ("toolExecutionNotifications" in invocation) == (code == 2)


def test_a_summary_is_added_to_a_file_and_to_the_page_of_the_job(
    mistaken, tmp_path, capsys, monkeypatch
):
    here, page = tmp_path / "a.md", tmp_path / "job.md"
    page.write_text("before\n", encoding="utf-8")
    told(capsys, mistaken, "check", "--summary", str(here))
    text = here.read_text(encoding="utf-8")
    assert text.startswith("## tisc-snapshot check\n\nErrors: ")
    assert "| place | code | what |\n| --- | --- | --- |\n| data/" in text
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    told(capsys, mistaken, "check")
    assert page.read_text(encoding="utf-8") == "before\n"
    told(capsys, mistaken, "check", "--format", "github")
    assert page.read_text(encoding="utf-8") == "before\n" + text


def test_a_summary_shows_words_as_they_are_and_not_without_end(tmp_path):
    text = as_markdown(Account("check", tmp_path, (UGLY,)))
    assert "warning: bad\\-value | 100% ::error::owned \\| \\`a\\` &lt;b&gt; Mend it. |" in text
    many = tuple(Problem(Place("a", n), "bad-value", Said("x")) for n in range(1, MOST + 6))
    text = as_markdown(Account("check", tmp_path, many))
    assert text.count("\n| a:") == MOST
    assert "And 5 more." in text


def test_faults_of_finished_files_are_problems_too(tmp_path):
    faults = (
        Fault("en/index.html:12:5", Said("“{text}” leads to no note", text="3")),
        Fault("a.pdf, page 2", Said("“{between}” stands there, and not on the page", between="x")),
        Fault("data/all.xlsx!figures!B7", Said("“{cell}” should say “{said}”", cell=1, said=2)),
    )
    outcome = Outcome("qpdf", "a.pdf", "failed", ("page 1: broken",))
    verdict = Verdict(faults, (Coverage("en/index.html", 4, 3, 2),), (outcome,))
    found = list(verdict.problems(tmp_path / "output", tmp_path))
    assert [str(problem) for problem in found] == [
        "output/en/index.html:12:5: error[output-fault]: en/index.html:12:5: “3” leads to no note",
        "output/a.pdf:1:1: error[output-fault]: "
        "a.pdf, page 2: “x” stands there, and not on the page",
        "output/data/all.xlsx:1:1: error[output-fault]: "
        "data/all.xlsx!figures!B7: “1” should say “2”",
        "output/a.pdf:1:1: error[checker-complaint]: qpdf: page 1: broken",
    ]
    assert [[str(cell) for cell in row] for row in verdict.figures()[1]] == [
        ["en/index.html", "4", "3", "2"], ["all files", "4", "3", "2"],
    ]  # fmt: skip


def test_verify_tells_a_fault_in_every_form(built, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("generator.checkers.checkers.check_all", lambda folder: [])
    folder = tmp_path / "output"
    shutil.copytree(built("least"), folder)
    code, text, _ = told(capsys, LEAST, "verify", str(folder), "--format", "json")
    found = json.loads(text)
    assert (code, found["problems"], found["faults"]) == (0, [], [])
    assert found["figures"]
    (folder / "index.html").write_text("changed", encoding="utf-8")
    page = tmp_path / "summary.md"
    code, text, err = told(capsys, LEAST, "verify", str(folder), "--summary", str(page))
    assert code == 3
    assert "index.html:1:1: error[output-fault]: index.html: this file was changed" in text
    assert err.endswith("tisc-snapshot: 1 faults in the output.\n")
    assert "| file | shown | traced | verified |" in page.read_text(encoding="utf-8")
    code, text, _ = told(capsys, LEAST, "verify", str(folder), "--format", "sarif")
    [result] = sarif(text)["results"]
    assert (code, result["ruleId"]) == (3, "output-fault")


def test_text_is_what_an_account_says(tmp_path):
    account = Account("check", tmp_path, (CELL,), "then this")
    assert as_text(account) == "data/more.xlsx!Sheet1!D14: error[cell-type]: a date\nthen this"


def test_a_reader_who_has_enough_ends_the_command_without_a_word():
    read, write = os.pipe()
    os.close(read)  # before the first word
    command = [sys.executable, "-m", "generator", "explain", "wish", "cover"]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (done.stderr, done.returncode) == (b"", 141)


def test_another_pipe_that_breaks_is_told(monkeypatch, capfd):
    """A worker's, say: nobody has stopped to read, so the command must not end without a word."""

    def breaks(options):
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr(commands, "check", breaks)
    assert main(["check"]) == 4
    assert capfd.readouterr().err == (
        "tisc-snapshot: a process that worked for this one ended too early. Try it again.\n"
    )
