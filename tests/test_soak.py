"""Long runs, for `make soak`: real builds are killed at random moments, the output stays whole."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.projects import ROOT, copy_of, run, snapshot

pytestmark = pytest.mark.soak

KILLS, UNCACHED_EVERY = 100, 20
"""How often a build is killed, and how often one of them makes everything anew."""


def edition(project: Path) -> Path:
    """Return the file that says which version the edition is."""
    return project / "data/editions/2023/edition.yaml"


def reissue(project: Path) -> None:
    """Make the edition the other of two versions, so that an old output differs from a new one."""
    text = edition(project).read_text(encoding="utf-8")
    first, other = 'version: "1.0"', 'version: "1.1"'
    old, new = (first, other) if first in text else (other, first)
    edition(project).write_text(text.replace(old, new), encoding="utf-8")


def killed(project: Path, out: Path, moment: float, *, writing: bool, cache: bool) -> bool:
    """Kill a build `moment` seconds after it began (to write its files); tell if it was alive."""
    words = [sys.executable, "-m", "generator", "--project", str(project), "build"]
    words += ["--out", str(out), *(() if cache else ("--no-cache",))]
    with subprocess.Popen(
        words, cwd=ROOT, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        while writing and process.poll() is None and not list(out.parent.glob(".*.unfinished-*")):
            time.sleep(0.002)
        time.sleep(moment)
        alive = process.poll() is None
        if alive:
            os.killpg(process.pid, signal.SIGKILL)
    return alive


def test_real_builds_killed_at_random_moments_leave_a_whole_output(tmp_path):
    dice = random.Random(2023)
    project, out = copy_of(ROOT, tmp_path / "project"), tmp_path / "out" / "2023"
    wholes, times = [], []
    for options in (["--no-cache"], [], []):
        began = time.monotonic()
        done = run("--project", project, "build", "--out", out, *options)
        assert done.returncode == 0, done.stderr
        times.append(time.monotonic() - began)
        wholes.append(snapshot(out))
        reissue(project)
    assert wholes[0] == wholes[2] != wholes[1]
    run("--project", project, "build", "--out", out)
    deaths, seen = 0, set()
    for number in range(KILLS):
        reissue(project)
        writing, cache = number % 2 == 1, number % UNCACHED_EVERY != 0
        longest = 0.2 if writing else times[2] if cache else times[0]
        deaths += killed(project, out, dice.uniform(0, longest), writing=writing, cache=cache)
        there = snapshot(out)
        assert there in wholes, f"kill {number}: the output is neither the old build nor the new"
        seen.add(wholes.index(there))
    assert deaths > KILLS / 2, "most builds were alive when they were killed"
    assert len(seen) > 1, "some builds were through, some were not"
    done = run("--project", project, "build", "--out", out)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in out.parent.iterdir()] == ["2023"], "the next run cleans up"
    shutil.rmtree(tmp_path / "out")
