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

from tests.projects import LEAST, ROOT, copy_of, run, snapshot

pytestmark = pytest.mark.soak

UNCACHED_EVERY = 10
"""How often one of the builds that are killed makes everything anew."""


def reissue(project: Path) -> None:
    """Make the edition the other of two versions, so that an old output differs from a new one."""
    (edition,) = project.glob("data/editions/*/edition.yaml")
    text = edition.read_text(encoding="utf-8")
    first, other = 'version: "1.0"', 'version: "1.1"'
    text = text.replace('version: "1"', first)
    old, new = (first, other) if first in text else (other, first)
    edition.write_text(text.replace(old, new), encoding="utf-8")


def killed(words: list[str], near: Path, moment: float, *, writing: bool) -> bool:
    """Kill a build `moment` seconds after it began (to write its files); tell if it was alive."""
    with subprocess.Popen(
        [sys.executable, "-m", "generator", *words], cwd=ROOT, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        while writing and process.poll() is None and not list(near.glob(".*.unfinished-*")):
            time.sleep(0.002)
        time.sleep(moment)
        alive = process.poll() is None
        if alive:
            os.killpg(process.pid, signal.SIGKILL)
    return alive


UNKILLED: tuple[list[str], ...] = (["--no-cache"], [], [])


def timed(
    build: list[str], project: Path, out: Path, more: list[str]
) -> tuple[float, dict[str, bytes]]:
    """Return how many seconds a build takes, and what it makes; then the version is another."""
    began = time.monotonic()
    done = run(*build, *more)
    assert done.returncode == 0, done.stderr
    taken = time.monotonic() - began
    reissue(project)
    return taken, snapshot(out)


@pytest.mark.parametrize(
    ("source", "options", "kills"),
    [(LEAST, [], 70), (ROOT, ["--only", "html"], 30)], ids=["everything", "html-of-the-edition"],
)  # fmt: skip
def test_real_builds_killed_at_random_moments_leave_a_whole_output(
    source, options, kills, tmp_path
):
    """A small edition with all its files, and the pages of the shipped one: 100 kills in all."""
    dice = random.Random(2023)
    project, out = copy_of(source, tmp_path / "project"), tmp_path / "out" / "edition"
    build = ["--project", str(project), "build", "--out", str(out), *options]
    reissue(project)
    times, wholes = zip(*[timed(build, project, out, more) for more in UNKILLED], strict=True)
    assert wholes[0] == wholes[2] != wholes[1]
    run(*build)
    deaths, seen, changes, last = 0, set(), 0, 1
    for number in range(kills):
        reissue(project)
        writing, cache = number % 2 == 1, number % UNCACHED_EVERY != 0
        longest = 0.2 if writing else 1.2 * (times[2] if cache else times[0])
        words = build if cache else [*build, "--no-cache"]
        deaths += killed(words, out.parent, dice.uniform(0, longest), writing=writing)
        there = snapshot(out)
        assert there in wholes, f"kill {number}: the output is neither the old build nor the new"
        changes += wholes.index(there) != last
        last = wholes.index(there)
        seen.add(last)
    print(f"{kills} builds: {deaths} alive when killed, {changes} had changed the output by then")
    assert deaths > kills / 2, "most builds were alive when they were killed"
    assert len(seen) > 1, "some builds were through, some were not"
    done = run(*build)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in out.parent.iterdir()] == ["edition"], "the next run cleans up"
    shutil.rmtree(tmp_path / "out")
