"""Builds by the workers of a scheduler: the same bytes, and what they lack is told in words."""

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest
from distributed import Client, LocalCluster

from generator.cli import main
from generator.work import scheduler
from generator.work.tools import tools
from tests.projects import LEAST, ROOT, copy_of, published_in, snapshot

DEADLY = """
import os, sys, time
from pathlib import Path
import generator.many as many
plain = many.plain = getattr(many, "plain", many.outcome)  # loaded twice
def outcome(task):
    project = task.order.project
    if project.name == "deadly":
        os._exit(9)
    if project.name == "endless":
        Path(project, "begun").touch()
        time.sleep(60)
    return plain(task)
many.outcome = outcome
"""
"""What workers load first: one edition ends the process that makes it, one never ends."""


@pytest.fixture(scope="module")
def address():
    """Return the address of a real scheduler on this machine with two worker processes."""
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address.replace("tcp://", "dask://")


def test_workers_of_a_scheduler_make_the_same_bytes(address, tmp_path, built, monkeypatch, capsys):
    for name in ("one", "two", "broken"):
        copy_of(LEAST, tmp_path / name)
    rows = tmp_path / "broken/data/observations/wells.csv"
    rows.write_text(rows.read_text().replace(",3,exact", ",x,exact"))
    monkeypatch.chdir(tmp_path)
    words = ["build", "--format", "json", "--projects", "one", "two", "broken"]
    assert main([*words, "--executor", address]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [edition["exit"] for edition in told["editions"]] == [0, 0, 1]
    assert [problem["path"] for problem in told["problems"]] == [
        "broken/data/observations/wells.csv"
    ]
    assert snapshot(tmp_path / "one/output/2030") == snapshot(built("least"))
    assert snapshot(tmp_path / "two/output/2030") == snapshot(built("least"))


def test_a_worker_that_lacks_something_is_told_in_words(address, tmp_path, monkeypatch, capsys):
    project = copy_of(LEAST, tmp_path / "one")
    version = tools()["weasyprint"]
    # Only this process is so: the workers have their own.
    monkeypatch.setattr(scheduler, "tools", lambda: {**tools(), "weasyprint": "1.0"})
    monkeypatch.setattr(scheduler, "_sum", lambda folder: folder.name)
    assert main(["--project", str(project), "build", "--executor", address]) == 4
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 6, "three faults of each of two workers"
    assert "has tisc-snapshot 0" in said[0]
    assert f"has weasyprint {version}, here it is 1.0. Install the same." in said[1]
    assert f"does not see the same files in {project}. Put the projects" in said[2]
    assert not (project / "output").exists()


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        ("spark://here:1", 2, "--executor takes dask://host:port, not spark://here:1."),
        ("dask://127.0.0.1:1", 4, "no scheduler answers at dask://127.0.0.1:1."),
    ],
)
def test_an_address_that_leads_nowhere_is_one_line(given, code, said, monkeypatch, capsys):
    monkeypatch.setattr(scheduler, "ANSWERS_IN", 0.5)
    assert main(["--project", str(LEAST), "build", "--executor", given]) == code
    assert said in capsys.readouterr().err.splitlines()[-1]


@contextmanager
def dask(folder):
    """Run a scheduler and two worker processes as docs/many.md says; give address and scheduler."""
    where, loaded = folder / "scheduler.json", folder / "deadly.py"
    loaded.write_text(DEADLY)
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    env["DASK_DISTRIBUTED__SCHEDULER__WORKER_SATURATION"] = "1"
    env["DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES"] = "1"  # each costs the start of a process
    common = ["--scheduler-file", where, "--no-dashboard"]
    begun = []
    for words in (
        ["scheduler", *common, "--host", "127.0.0.1", "--port", "0"],
        ["worker", *common, "--nworkers", "2", "--nthreads", "1", "--preload", loaded],
    ):
        command = [sys.executable, "-m", "dask", *map(str, words)]
        begun.append(subprocess.Popen(
            command, env=env, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        ))  # fmt: skip
        until(where.exists)
    try:
        address = json.loads(where.read_text())["address"].replace("tcp://", "dask://")
        until(lambda: workers_of(address) == 2)
        yield address, begun[0]
    finally:
        for process in begun:  # with the workers, which are processes of their own
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def workers_of(address):
    """Return how many workers a scheduler has."""
    with Client(address.replace("dask", "tcp", 1), set_as_default=False) as client:
        return len(client.scheduler_info(n_workers=-1)["workers"])


def until(so, seconds=30):
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < end, "it did not come to be so"
        time.sleep(0.1)


def data_in(folder):
    """Return the data annex of a finished folder."""
    return {name: each for name, each in snapshot(folder).items() if str(name).startswith("data/")}


def test_a_worker_and_a_scheduler_that_die_harm_no_other_edition(tmp_path, built, capfd):
    names = ("deadly", "one", "two", "endless", "three")
    deadly, one, two, endless, three = [copy_of(LEAST, tmp_path / name) for name in names]
    whole = data_in(built("least"))
    assert whole
    with dask(tmp_path) as (address, process):
        words = ["build", "--only", "data", "--executor", address, "--projects"]
        assert main([*words, str(deadly), str(one), str(two)]) == 4
        said = capfd.readouterr().err.splitlines()
        assert data_in(one / "output/2030") == data_in(two / "output/2030") == whole
        assert published_in(deadly) == []
        assert said[-2].endswith(
            "deadly: a worker process ended too early, perhaps for want of memory. Try: --jobs 1"
        )
        assert said[-1].startswith("1 of 3 editions were not made:")

        def kill():
            until((endless / "begun").exists)
            until((three / "output/2030").exists)
            process.kill()

        threading.Thread(target=kill).start()
        assert main([*words, str(endless), str(three)]) == 4
    said = capfd.readouterr().err.splitlines()
    assert data_in(three / "output/2030") == whole
    assert published_in(endless) == []
    assert said[-2].endswith(
        "the scheduler ended before this was made. Run it anew: dask scheduler"
    )
    assert said[-1].startswith("1 of 2 editions were not made:")
    assert not [line for line in said if "Error" in line]


def test_a_worker_with_another_template_or_wording_is_another(tmp_path):
    kept = shutil.ignore_patterns("__pycache__")
    for name in ("generator", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=kept)

    def mark():
        code = "from generator.work.scheduler import ground; print(dict(ground([]).versions))"
        return subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, text=True,
                              env={**os.environ, "PYTHONPATH": str(tmp_path)},
                              stdout=subprocess.PIPE).stdout  # fmt: skip

    marks = [mark(), mark()]
    for changed in ("templates/page.html", "generator/messages/zh-CN.po"):
        with (tmp_path / changed).open("a") as file:
            file.write("\n")
        marks.append(mark())
    assert marks[0] == marks[1]
    assert len(set(marks)) == 3
