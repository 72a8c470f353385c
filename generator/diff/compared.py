"""Compared: what a word on the command line means (edition, build, revision), as finished files."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from generator.build import Order, build
from generator.problem import ProblemsError, UsageError
from generator.publish.publish import MANIFEST
from generator.said import Said
from generator.work.cache import cache_of

FOLDERS = ("data", "templates", "locale", "overrides")
"""What of a revision a build reads."""


@dataclass(frozen=True)
class Compared:
    """One side of a comparison: its name, and the finished files below a folder."""

    name: str
    files: Mapping[str, bytes]


def kind_of(word: str, project: Path) -> Literal["edition", "build", "revision"]:
    """Return what a word on the command line names, or raise that it names nothing."""
    editions, folder = project / "data" / "editions", Path(word)
    if (editions / word / "edition.yaml").is_file():
        return "edition"
    if (folder / MANIFEST).is_file():
        return "build"
    if folder.is_dir():
        raise UsageError(
            Said("{word} is a folder, but no finished build: it has no {name}.",
                 word=word, name=MANIFEST)
        )  # fmt: skip
    if _commit(word.partition(":")[0], project):
        return "revision"
    known = ", ".join(path.parent.name for path in sorted(editions.glob("*/edition.yaml")))
    raise UsageError(
        Said(
            '"{word}" is no edition ({known}), no folder of a finished build, and no revision of '
            "the project's history.",
            word=word, known=known,
        )
    )  # fmt: skip


def compared(word: str, project: Path, *, papers: bool = False) -> Compared:
    """Return an edition or revision of a project, built in passing, or a folder that was built."""
    kind = kind_of(word, project)
    if kind == "edition":
        return Compared(word, _built(project, word, papers=papers))
    if kind == "build":
        return Compared(word, _read(Path(word)))
    revision, _, edition = word.partition(":")
    with _checked_out(_commit(revision, project), project) as there:
        return Compared(word, _built(there, edition or None, papers=papers, called=word))


def _built(
    project: Path, edition: str | None, *, papers: bool, called: str = ""
) -> dict[str, bytes]:
    """Return the files of an edition, built into a folder that goes away again."""
    kinds = ("html", "pdf", "data") if papers else ("html", "data")
    with TemporaryDirectory(prefix="tisc-snapshot-") as parent:
        try:
            build(Order(project, edition, kinds=kinds, out=Path(parent) / "built"))
        except ProblemsError as error:
            if not called:
                raise
            told = Said(
                "{called} cannot be built any more: {count} problems, the first is {first}",
                called=called, count=len(error.problems), first=error.problems[0],
            )  # fmt: skip
            raise UsageError(told) from error
        return _read(Path(parent) / "built")


def _read(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder by their path in it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    if "data/findings.json" not in files:
        raise UsageError(
            Said("{folder} has no data annex: build it with all kinds of files.", folder=folder)
        )
    return files


def _commit(revision: str, project: Path) -> str:
    """Return the commit that a revision names, or nothing."""
    name = f"{revision}^{{commit}}"
    return (
        _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", name).decode().strip()
    )


def _git(project: Path, *words: str) -> bytes:
    """Return what git answers, or nothing where it refuses or is not there."""
    try:
        done = subprocess.run(["git", "-C", str(project), *words], capture_output=True, check=False)
    except OSError:
        return b""
    return done.stdout if done.returncode == 0 else b""


@contextmanager
def _checked_out(commit: str, project: Path) -> Iterator[Path]:
    """Give a folder with the project as it was in a commit; the working tree stays as it is."""
    listed = _git(project, "ls-tree", "--name-only", commit).decode().split()
    wanted = [name for name in FOLDERS if name in listed]
    if "data" not in wanted:
        raise UsageError(Said("{commit} has no data/ folder in this project.", commit=commit[:12]))
    packed = _git(project, "archive", commit, *wanted)
    with TemporaryDirectory(prefix="tisc-snapshot-") as parent:
        there = Path(parent)
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(there, filter="data")
        # Drawings of other revisions are mostly the same: the project's own cache knows them.
        cache_of(there).parent.mkdir()
        cache_of(there).symlink_to(cache_of(project).resolve(), target_is_directory=True)
        yield there
