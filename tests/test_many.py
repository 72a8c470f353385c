"""Many editions at once: the same bytes as alone; what is broken or dies harms no other."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from generator import build as line
from generator.check.parted import parted
from generator.cli import main
from generator.problem import ProblemsError
from generator.publish.publish import clear
from generator.work.crew import start, workers
from tests.projects import LEAST, MADE_UP, ROOT, copy_of, published_in, run, snapshot

ROWS = "data/observations/wells.csv"
HERE = {"PYTHONPATH": str(ROOT)}


def changed(project: Path, file: str, old: str, new: str) -> Path:
    """Change some words of a project; returns it."""
    path = project / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return project


def edition_2031(project: Path) -> Path:
    """Give a copy of the least project a second edition; returns the project."""
    editions = project / "data" / "editions"
    shutil.copytree(editions / "2030", editions / "2031")
    return changed(project, "data/editions/2031/edition.yaml", 'id: "2030"', 'id: "2031"')


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """Return a folder of projects that two workers have built, and what was said of it."""
    folder = tmp_path_factory.mktemp("many")
    for name in ("one", "two", "other", "broken"):
        copy_of(LEAST, folder / name)
    changed(folder / "other", ROWS, "3,exact,,letter,,three", "4,exact,,letter,,four")
    changed(folder / "broken", ROWS, ",3,exact", ",x,exact")
    names = ("one", "other", "two", "broken", folder / "one")
    done = run(
        "build", "--format", "json", "--jobs", "2", "--projects", *names, cwd=folder, env=HERE
    )
    return folder, done


def test_an_edition_has_the_same_bytes_as_alone(many, built):
    folder, _ = many
    assert snapshot(folder / "one/output/2030") == snapshot(built("least"))
    assert snapshot(folder / "two/output/2030") == snapshot(built("least")), (
        "the second of a worker"
    )
    main(
        ["--project", str(folder / "other"), "build", "--no-cache", "--out", str(folder / "alone")]
    )
    assert snapshot(folder / "other/output/2030") == snapshot(folder / "alone")


def test_a_broken_edition_stops_no_other(many):
    folder, done = many
    assert done.returncode == 1
    told = json.loads(done.stdout)
    (problem,) = told["problems"]
    assert problem["place"] == "broken/data/observations/wells.csv:2:20"
    assert problem["code"] == "bad-number"
    assert [(its["name"], its["exit"]) for its in told["editions"]] == [
        ("one", 0), ("other", 0), ("two", 0), ("broken", 1),
    ]  # fmt: skip
    assert told["editions"][0]["output"] == "one/output/2030"
    assert "index.html" in told["editions"][0]["files"]
    assert not (folder / "broken/output").exists()
    steps = [line for line in done.stderr.splitlines() if line.startswith("[")]
    assert [step[:5] for step in steps] == ["[1/4]", "[2/4]", "[3/4]", "[4/4]"]
    assert all(re.search(r", \d+ s left \(\d+\.\d s\)$", step) for step in steps[:-1])
    assert done.stderr.splitlines()[-1] == "1 of 4 editions were not made: broken."


@pytest.mark.parametrize("form", ["sarif", "github"])
def test_other_forms_name_each_file_from_the_folder_of_the_command(many, form, capsys, monkeypatch):
    folder, _ = many
    monkeypatch.chdir(folder)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    assert main(["build", "--projects", "broken", "nowhere", "--format", form]) == 1
    said = capsys.readouterr().out
    paths = ["broken/data/observations/wells.csv", "nowhere/data"]
    if form == "sarif":
        places = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
                  for result in json.loads(said)["runs"][0]["results"]]  # fmt: skip
        assert places == paths
    else:
        assert [line.partition("file=")[2].partition(",")[0] for line in said.splitlines()] == paths


def test_all_makes_every_edition_but_the_broken_one(tmp_path, capsys):
    project = edition_2031(copy_of(LEAST, tmp_path))
    words = ["--project", str(project), "build", "--all", "--only", "data", "--jobs", "1"]
    assert main(words) == 0
    assert published_in(project) == ["2030", "2031"]
    shutil.rmtree(project / "output")
    changed(project, "data/editions/2031/text/wells.en.md", "hold", "hold {sand}")
    assert main(words) == 1
    told = capsys.readouterr()
    assert published_in(project) == ["2030"]
    assert "data/editions/2031/text/wells.en.md:3:11: error[unknown-figure]" in told.out
    assert told.err.splitlines()[-1] == f"1 of 2 editions were not made: {project}/2031."
    assert main(["--project", str(project), "build", "--only", "data"]) == 1, (
        "alone, all must be sound"
    )


def test_what_concerns_all_editions_stops_all(tmp_path):
    project = edition_2031(copy_of(LEAST, tmp_path))
    changed(project, ROWS, ",3,exact", ",x,exact")
    changed(project, "data/editions/2031/text/wells.en.md", "hold", "hold {sand}")
    parts = parted(project)
    with pytest.raises(ProblemsError) as both:
        parts.library_for("2031")
    with pytest.raises(ProblemsError) as common:
        parts.library_for("2030")
    assert [problem.code for problem in both.value.problems] == ["unknown-figure", "bad-number"]
    assert [problem.code for problem in common.value.problems] == ["bad-number"]


@pytest.mark.parametrize(
    "words",
    [["--all", "2030"], ["--all", "--out", "x"], ["--projects", "a", "--out", "x"]],
)
def test_what_makes_no_sense_with_many_is_wrong_usage(words, capsys):
    assert main(["--project", str(LEAST), "build", *words]) == 2
    assert capsys.readouterr().err.startswith("tisc-snapshot: --")


def children(process: int) -> list[int]:
    """Return the worker processes of a process: copies of a process that it has started.

    A worker has a thread that waits for the end of its parent; what that process runs (to look for
    libraries) is a copy of it, too, for a moment, and has none.
    """
    parents, threads = dict[int, int](), dict[int, int]()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if b"forkserver" in (folder / "cmdline").read_bytes():
                parents[int(folder.name)] = parent
                threads[int(folder.name)] = len(list((folder / "task").iterdir()))
        except OSError:  # it ended
            continue
    return [
        each for each, parent in parents.items()
        if parents.get(parent) == process and threads[each] > 1
    ]  # fmt: skip


def test_what_workers_are_copied_from_can_be_copied(tmp_path):
    """It has one thread, and what it loads was found: else each worker would load it again."""
    code = """
import sys
from pathlib import Path
from importlib import import_module
from generator.work.crew import LOADED
for name in LOADED:
    import_module(name)
assert "altair" not in sys.modules and "vl_convert" not in sys.modules
print(len(list(Path("/proc/self/task").iterdir())))
print(sum("fontconfig" in link or ".ttf" in link for link in map(str, (
    path.resolve() for path in Path("/proc/self/fd").iterdir()))))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **HERE}, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["1", "0"]


def test_workers_start_anew_where_they_cannot_be_copied(tmp_path, monkeypatch):
    assert start() == "forkserver"
    long = tmp_path / ("x" * 110)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    assert start() == "spawn"
    with workers(1) as pool:
        assert pool.submit(abs, -3).result() == 3


@pytest.fixture
def building(tmp_path):
    """Return a function that starts a build, and gives it when its workers are there."""
    for name in ("one", "two", "three"):
        copy_of(LEAST, tmp_path / name)
    copy_of(MADE_UP, tmp_path / "pair")
    begun = []

    def start(*words: str) -> tuple[subprocess.Popen[str], list[int]]:
        process = subprocess.Popen(
            [sys.executable, "-m", "generator", *words], cwd=tmp_path,
            env={**os.environ, **HERE}, start_new_session=True, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # else as with nohup
        )  # fmt: skip
        begun.append(process)
        workers: list[int] = []
        while process.poll() is None and not workers:
            time.sleep(0.02)
            workers = children(process.pid)
        return process, workers

    yield start
    for process in begun:
        process.kill()
        process.communicate()


MANY = ("build", "--jobs", "2", "--projects", "one", "two", "three")
ONE = ("--project", "pair", "build", "--only", "pdf", "--jobs", "2")


@pytest.mark.parametrize("words", [MANY, ONE], ids=["many", "one"])
def test_a_worker_that_dies_is_one_clear_line(building, words):
    process, workers = building(*words)
    os.kill(workers[0], signal.SIGKILL)
    _, said = process.communicate(timeout=60)
    told = [line for line in said.splitlines() if not line.startswith("[")]
    assert process.returncode == 4, said
    assert "a worker process ended too early, perhaps for want of memory. Try: --jobs 1" in told[0]
    assert told[1:] == (
        ["3 of 3 editions were not made: one, two, three."] if words is MANY else []
    )


@pytest.mark.parametrize("words", [MANY, ONE], ids=["many", "one"])
def test_ctrl_c_is_one_clear_line_and_leaves_nothing_half(building, words, tmp_path):
    process, _ = building(*words)
    os.killpg(process.pid, signal.SIGINT)  # a terminal tells all processes
    _, said = process.communicate(timeout=60)
    told = [line for line in said.splitlines() if not line.startswith("[")]
    assert process.returncode == 130, said
    assert told == ["tisc-snapshot: stopped; the last good output is untouched."]
    for project in tmp_path.iterdir():
        assert published_in(project) in ([], ["2030"])


def test_workers_end_with_the_main_process(building):
    process, workers = building(*MANY)
    process.kill()
    process.wait()
    deadline = time.monotonic() + 30
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < deadline, "a worker waits for ever"
        time.sleep(0.05)


def test_what_a_killed_build_left_is_cleared_away(tmp_path):
    (tmp_path / ".2030.unfinished-x").mkdir()
    (tmp_path / ".2031.unfinished-y.old").mkdir()
    clear(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["2031"], "the only whole one is put back"


def test_too_little_memory_is_one_line_and_stops_no_other(tmp_path, monkeypatch, capsys):
    one, large = (copy_of(LEAST, tmp_path / name) for name in ("one", "large"))

    def build(order, library=None):
        if order.project == large:
            raise MemoryError
        return plain(order, library)

    plain = line.build
    monkeypatch.setattr("generator.many.build", build)
    words = ["build", "--only", "data", "--jobs", "1", "--projects", str(large), str(one)]
    assert main(words) == 4
    assert capsys.readouterr().err.splitlines()[-2:] == [
        f"tisc-snapshot: {large}: there is not enough memory; the last good output is untouched.",
        f"1 of 2 editions were not made: {large}.",
    ]
    assert (published_in(large), published_in(one)) == ([], ["2030"])
