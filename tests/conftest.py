"""Options and fixtures that all tests share."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests.golden import Golden
from tests.projects import PROJECTS, run
from tests.pseudo import PSEUDO, pseudo_project

# Goldens are English, whatever the language of the machine.
os.environ["LC_ALL"] = "C.UTF-8"

# The same examples on every run, and no test that depends on how fast the machine is.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")


def pytest_addoption(parser):
    parser.addoption("--update", action="store_true", help="write the goldens anew")


@pytest.fixture(scope="session")
def golden(pytestconfig) -> Golden:
    """Return the comparison with kept texts."""
    return Golden(pytestconfig.getoption("--update"))


def project_of(name: str, folder: Path) -> Path:
    """Return a project by name; one in a pseudo-language is made first, below the folder."""
    if name in PROJECTS:
        return PROJECTS[name]
    from_project, tag = PSEUDO[name]
    return pseudo_project(PROJECTS[from_project], folder / "pseudo" / name, tag)


@pytest.fixture(scope="session")
def shared(tmp_path_factory, worker_id) -> Callable[[str, Callable[[Path], None]], Path]:
    """Return a function that gives a folder of this name, made once for all processes of a run."""
    base: Path = tmp_path_factory.getbasetemp()
    base = base.parent if worker_id != "master" else base

    def once(name: str, make: Callable[[Path], None]) -> Path:
        folder, done = base / "shared" / name, base / f"shared-{name}.done"
        folder.parent.mkdir(exist_ok=True)
        with (base / f"shared-{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)
                make(folder)
                done.touch()
        return folder

    return once


@pytest.fixture(scope="session")
def built(shared) -> Callable[[str], Path]:
    """Return a function that gives an edition's output, built once for all processes of a run."""

    def output(name: str) -> Path:
        def make(folder: Path) -> None:
            project = project_of(name, folder.parent)
            done = run("--project", project, "build", "--jobs", "2", "--out", folder)
            assert done.returncode == 0, done.stdout + done.stderr

        made: Path = shared(name, make)
        return made

    return output


@pytest.fixture(scope="session")
def worker_id(request) -> str:
    """Return the name of this test process, or "master" where there is only one."""
    return str(getattr(request.config, "workerinput", {}).get("workerid", "master"))
