"""Scheduler: workers on other machines, through Dask (`build --executor dask://host:port`)."""

from __future__ import annotations

import logging
import platform
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Executor
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator import __version__
from generator.problem import MachineError, UsageError
from generator.read.layers import INSTALLED, package_templates
from generator.said import Said
from generator.typeset.fonts import font_files
from generator.work.crew import ENDED
from generator.work.tools import tools

if TYPE_CHECKING:
    from distributed import Client

SCHEME = "dask"
_BESIDE = frozenset(("__pycache__", INSTALLED))
"""Folders that are no part of what lies around them."""
ANSWERS_IN = 10
"""Seconds in which a scheduler has to answer."""


@dataclass(frozen=True)
class Ground:
    """What a process builds with, and what it sees of some projects."""

    versions: Mapping[str, str]
    files: Mapping[str, str]
    """Checksum of data and templates by project; empty where there is none."""


def ground(projects: Sequence[Path]) -> Ground:
    """Return what this process builds with, and what it sees of these projects."""
    font_files()
    own = {"Python": platform.python_version(), "tisc-snapshot": f"{__version__} ({_package()})"}
    seen = {str(p): _sum(p / "data") + _sum(p / "templates") for p in projects}
    return Ground({**own, **tools()}, seen)


def _package() -> str:
    """Return the mark of all that this package holds, whether it is installed or a checkout."""
    parts = _sum(Path(__file__).parents[1]), _sum(package_templates())
    return sha256("".join(parts).encode()).hexdigest()[:8]


def _sum(folder: Path) -> str:
    """Return the checksum of the files that lie in a folder, nothing where there are none."""
    inside = ((path, path.relative_to(folder).parts) for path in folder.rglob("*"))
    paths = sorted(p for p, names in inside if not _BESIDE.intersection(names) and p.is_file())
    total = sha256()
    for path in paths:
        total.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return total.hexdigest() if paths else ""


@contextmanager
def scheduled(address: str, projects: Sequence[Path]) -> Iterator[Executor]:
    """Give the workers of a scheduler, which build what this process would."""
    parts = urlsplit(address)
    if parts.scheme != SCHEME or not parts.netloc:
        raise UsageError(Said("--executor takes dask://host:port, not {given}.", given=address))
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        what = Said("--executor needs Dask. Run: pip install 'tisc-snapshot[dask]'")
        raise MachineError(what) from error
    for name in ("distributed", "distributed.client"):  # we tell it in our words
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(f"tcp://{parts.netloc}", timeout=ANSWERS_IN, set_as_default=False)
    except (OSError, ValueError) as error:
        what = Said("no scheduler answers at {given}. Run: dask scheduler", given=address)
        raise MachineError(what) from error
    with client:
        _refuse_others(client, projects)
        yield client.get_executor(pure=False)


def died() -> Mapping[type[BaseException], Said]:
    """Return what is raised for work whose workers died, or whose scheduler did, in words."""
    from distributed.scheduler import KilledWorker

    lost = Said("the scheduler ended before this was made. Run it anew: dask scheduler")
    return {KilledWorker: ENDED, CancelledError: lost}


def _refuse_others(client: Client, projects: Sequence[Path]) -> None:
    """Raise where there is no worker, or where one would not build the same of the same."""
    here = ground(projects)
    found = client.run(ground, list(projects), on_error="return")
    faults = [fault for worker, there in found.items() for fault in _faults(worker, there, here)]
    if not found:
        faults = [Said("the scheduler has no workers. Run: dask worker")]
    if faults:
        raise MachineError(Said.joined("\n", faults))


def _faults(worker: str, there: Ground | BaseException, here: Ground) -> Iterator[Said]:
    """Yield why a worker would not build the same."""
    if not isinstance(there, Ground):
        yield Said("the worker {worker} cannot build: {error}", worker=worker, error=there)
        return
    for name, version in here.versions.items():
        other = there.versions.get(name, "-")
        if other != version:
            parts = {"worker": worker, "name": name, "other": other, "version": version}
            yield Said(
                "the worker {worker} has {name} {other}, here it is {version}. Install the same.",
                **parts,
            )
    for project, files in here.files.items():
        if there.files[project] != files:
            what = Said(
                "the worker {worker} does not see the same files in {project}. Put the projects"
                " where all machines reach them by the same path.",
                worker=worker, project=project,
            )  # fmt: skip
            yield what
