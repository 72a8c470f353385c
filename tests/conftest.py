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
def built(tmp_path_factory, worker_id) -> Callable[[str], Path]:
    """Return a function that gives an edition's output, built once for all processes of a run."""
    shared: Path = tmp_path_factory.getbasetemp()
    shared = shared.parent if worker_id != "master" else shared

    def output(name: str) -> Path:
        folder = shared / "built" / name
        folder.parent.mkdir(exist_ok=True)
        with (shared / f"built-{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "SHA256SUMS").exists():
                shutil.rmtree(folder, ignore_errors=True)
                words = ("--project", project_of(name, shared), "build", "--jobs", "2")
                done = run(*words, "--out", folder)
                assert done.returncode == 0, done.stdout + done.stderr
        return folder

    return output


@pytest.fixture(scope="session")
def worker_id(request) -> str:
    """Return the name of this test process, or "master" where there is only one."""
    return str(getattr(request.config, "workerinput", {}).get("workerid", "master"))
