"""Builds by the workers of a scheduler: the same bytes, and what they lack is told in words."""

import json
import logging

import pytest
from distributed import LocalCluster

from generator.cli import main
from generator.publish import scheduler
from generator.publish.tools import tools
from tests.projects import LEAST, copy_of, snapshot


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
    monkeypatch.setattr(scheduler, "_sum", lambda folder, pattern="*": folder.name)
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
