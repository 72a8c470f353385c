"""Twelve mistakes at once in a copy of the real data: one run tells all twelve, each once."""

import re
from pathlib import Path

import pytest

from tests.projects import ROOT, copy_of, run, snapshot

EDITION = "data/editions/2023"
PROBLEM = re.compile(
    r"(?P<path>[^:\s]+):(?P<line>\d+):(?P<column>\d+): error\[(?P<code>[a-z0-9-]+)\]: .+"
)

# file, the first such words in it, what is written instead, the code of the Problem
MISTAKES = [
    ("data/observations/3-services.csv", ",195000,over,", ',"195,000",over,', "grouped-digits"),
    ("data/observations/4-transfer.csv", ",12000,over,", ",12000,ovr,", "bad-qualifier"),
    ("data/observations/5-platforms.csv", ",400000000,", ",4０0000000,", "full-width-digits"),
    ("data/observations/7-exchange.csv", ",2023,inferred,", ",2023-13,inferred,", "bad-period"),
    ("data/observations/8-cases.csv", ",9,exact,", ",9.5,exact,", "broken-count"),
    ("data/observations/1-world.csv", ",wipo-2024,", ",wipo-2042,", "unknown-source"),
    ("data/units.yaml", "  factor: 2000/3 ", "  facter: 2000/3 ", "unknown-key"),
    ("data/regions.yaml", "id: CN-XJ", "id: CN-NX", "duplicate-id"),
    ("data/sources.yaml", "  copy: held\n", "  copy: held\n  copy: none\n", "duplicate-key"),
    (f"{EDITION}/charts.yaml", "kind: squares", "kind: square", "bad-choice"),
    (f"{EDITION}/findings.yaml", "op: difference", "op: differ", "bad-choice"),
    (f"{EDITION}/text/services.en.md", "{cn_sector}", "{cn_secter}", "unknown-figure"),
]  # fmt: skip


def make(project: Path, file: str, old: str, new: str) -> int:
    """Make one mistake; returns the line that it is on."""
    path = project / file
    text = path.read_text(encoding="utf-8")
    start = text.index(old)
    path.write_text(text[:start] + new + text[start + len(old) :], encoding="utf-8", newline="")
    added = new.count("\n") - old.count("\n")
    return text[:start].count("\n") + 1 + added


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Return a copy of the real data, with rules and all, and an output that stands already."""
    folder = copy_of(ROOT, tmp_path_factory.mktemp("twelve") / "project")
    output = folder / "output" / "2023"
    output.mkdir(parents=True)
    (output / "index.html").write_text("the last good output")
    return folder


def test_the_copy_is_sound(project):
    checked = run("--project", project, "check")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_twelve_mistakes_are_twelve_problems(project):
    lines = {(file, make(project, file, old, new), code) for file, old, new, code in MISTAKES}
    assert len(lines) == 12
    output = project / "output" / "2023"
    before, time = snapshot(output), output.stat().st_mtime_ns

    checked = run("--project", project, "check")
    built = run("--project", project, "build")

    for done in (checked, built):
        assert done.returncode == 1
        assert "Traceback" not in done.stdout + done.stderr
        told = [PROBLEM.fullmatch(line) for line in done.stdout.splitlines()]
        assert all(told), done.stdout
        found = {(match["path"], int(match["line"]), match["code"]) for match in told if match}
        assert found == lines, done.stdout
        assert len(told) == 12, done.stdout
        assert "12 problems" in done.stderr
    assert snapshot(output) == before
    assert output.stat().st_mtime_ns == time
    beside = {path.name for path in output.parent.iterdir()}
    assert beside - {".cache"} == {"2023"}
