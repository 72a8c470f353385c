"""After an upgrade of the package: its check says which overrides miss their target, and how."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.begin.begin import begin
from tests.projects import ROOT, snapshot
from tests.test_overrides import OVERRIDES, PO, written

OWN = {
    "chapter.html": '{% extends "default:chapter.html" %}\n{% block refusals %}{% endblock %}\n',
    "summary.html": '{% extends "default:summary.html" %}\n{% block headline %}\n'
    "{{ report.series }}{% endblock %}\n",
    PO: 'msgid "Skip to the report"\nmsgstr "To the report"\n',
    "theme.yaml": 'colours:\n  light:\n    edge: "#0B5D3B"\n',
    "charts/wells-squares.json": '{"layer": {"tick": {"mark": {"opacity": 0.5}}}}\n',
    "css/own.css": "\n.floors{letter-spacing:1px}\n",
}
# What the next version names otherwise, by file; and where its check says so of which override.
NEXT = {
    "templates/chapter.html": [("block refusals", "block refusal")],
    "templates/screen.html": [("Skip to the report", "Skip to report")],
    "templates/facing/screen.html": [("Skip to the report", "Skip to report")],
    "templates/locale/*/LC_MESSAGES/messages.po": [('"Skip to the report"', '"Skip to report"')],
    "templates/theme.yaml": [("\n    edge:", "\n    edges:")],
    "templates/*.html": [('class="floors"', 'class="floor"')],
    "templates/facing/*.html": [('class="floors"', 'class="floor"')],
    "generator/render/theme.py": [("    edge: Colour", "    edges: Colour")],
    "generator/render/contrast.py": [('"edge"', '"edges"')],
    "generator/draw/patch.py": [('"tick"', '"ticks"')],
    "templates/css/*.css": [
        ("light.edge ", "light.edges "),
        ("dark.edge ", "dark.edges "),
        (".floors", ".floor"),
    ],
    "templates/print.html": [("report.series", "report.serie")],
    "generator/compose/report.py": [("    series: str", "    serie: str")],
}
TOLD = [
    ("chapter.html:2:10", "unknown-block", "refusal"),
    ("summary.html:3:11", "unknown-field", "serie"),
    (f"{PO}:1:1", "unknown-string", "Skip to report"),
    ("theme.yaml:3:5", "unknown-key", "edges"),
    ("charts/wells-squares.json:1:12", "unknown-part", "ticks"),
    ("css/own.css:2:2", "unknown-class", "floor"),
]


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory) -> Path:
    """Return the package of a next version, in which some things have other names."""
    folder: Path = tmp_path_factory.mktemp("next")
    for name in ("generator", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for pattern, changes in NEXT.items():
        for old, new in changes:
            texts = {path: path.read_text(encoding="utf-8") for path in folder.glob(pattern)}
            found = {path: text for path, text in texts.items() if old in text}
            assert found, (pattern, old)
            for path, text in found.items():
                path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def check(package: Path, project: Path) -> tuple[int, str]:
    """Return how the check of a version of the package ends, and what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", "check"], cwd=project, capture_output=True, text=True,
        encoding="utf-8", env={**os.environ, "PYTHONPATH": str(package)},
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout


def kept(project: Path) -> dict[str, bytes]:
    """Return the editor's files."""
    return {name: text for name, text in snapshot(project).items() if name.startswith(OVERRIDES)}


def test_each_override_that_misses_its_target_is_told_and_none_is_touched(upgraded, tmp_path):
    project = tmp_path / "mine"
    begin(project)
    written(project, OWN)
    code, said = check(ROOT, project)
    assert code == 0, said
    before = kept(project)
    told = list[str]()
    for _ in range(3):  # what rests on a theme is looked at once that can be read
        code, said = check(upgraded, project)
        assert kept(project) == before
        lines = [line for line in said.splitlines() if ": error[" in line]
        assert code == bool(lines), said
        for line in lines:
            _mend(project, line)
        told, before = told + lines, kept(project)
    assert code == 0, said
    assert len(told) == len(TOLD), told
    for place, error, name in TOLD:
        [line] = [line for line in told if line.startswith(f"{OVERRIDES}{place}: ")]
        assert f"error[{error}]" in line
        assert line.endswith(f'Did you mean "{name}"?'), line


def _mend(project: Path, line: str) -> None:
    """Write what a line of the check suggests in place of what it names."""
    path, at = line.split(":")[:2]
    wrong, right = re.findall('[“"](.+?)[”"]', line)[::-1][1], line.split('"')[-2]
    lines = (project / path).read_text(encoding="utf-8").split("\n")
    assert wrong in lines[int(at) - 1], line
    lines[int(at) - 1] = lines[int(at) - 1].replace(wrong, right)
    (project / path).write_text("\n".join(lines), encoding="utf-8")
