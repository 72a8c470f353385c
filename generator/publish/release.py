"""Release: whether a final build is allowed, and what is recorded of that."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from generator.problem import MachineError, Place, Problem, ProblemsError, UsageError
from generator.records.edition import Edition
from generator.records.library import Library
from generator.records.state import time_text
from generator.said import Said

OF_TRANSLATION = frozenset({"other-term", "term-missing"})
"""Codes of warnings that say something of a translation: a final build has none of them."""
EPOCH = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True)
class Release:
    """What was so when a final build was allowed; empty for any other build."""

    revision: str = ""
    """The commit of the project."""
    clock: str = ""
    """What time it was, where the edition has an embargo."""
    clock_from: str = ""
    """`system`, or SOURCE_DATE_EPOCH where that is set."""
    embargo_lifted: str = ""
    """Why it was built before the end of the embargo."""

    def record(self) -> dict[str, str]:
        """Return what a manifest says of it."""
        return {name: said for name, said in asdict(self).items() if said}


def release_of(record: Mapping[str, Any]) -> Release:
    """Return the release that a manifest tells of, so that it can be built again."""
    return Release(**{name: str(said) for name, said in record.items()})


def allowed(project: Path, library: Library, edition: Edition, lifted: str = "") -> Release:
    """Return the record of a final build, or raise all Problems that forbid it.

    `lifted` is why an embargo does not hold; the library was checked already.
    """
    from generator.check.check import warned  # late: other builds need not wait for all checks

    release = Release(embargo_lifted=lifted)
    if edition.embargo:
        now, clock = _now()
        release = replace(release, clock=time_text(now), clock_from=clock)
        if now < edition.embargo and not lifted:
            what = Said("the embargo ends at {until}.", until=time_text(edition.embargo))
            fix = Said("Wait, build without --final, or say why not: --lift-embargo REASON.")
            raise ProblemsError([Problem(edition.place("embargo"), "under-embargo", what, fix)])
    problems = [replace(warning, level="error") for warning in warned(library, project)
                if warning.code in OF_TRANSLATION]  # fmt: skip
    problems += _uncommitted(project)
    if problems:
        raise ProblemsError(problems)
    return replace(release, revision=_git(project, "rev-parse", "HEAD").strip())


def _now() -> tuple[datetime, str]:
    """Return the time, and where it was looked up."""
    given = os.environ.get(EPOCH)
    if given is None:
        return datetime.now(UTC), "system"
    try:
        return datetime.fromtimestamp(int(given), UTC), EPOCH
    except (ValueError, OverflowError, OSError) as error:
        what = Said("{name} is no number of seconds: {given}", name=EPOCH, given=given)
        raise UsageError(what) from error


def _uncommitted(project: Path) -> Iterator[Problem]:
    """Yield a Problem for each file that is not as it was committed; output/ is left aside."""
    if not _git(project, "rev-parse", "--verify", "--quiet", "HEAD"):
        what = Said("this project has no git commit, by which a final build could be found again.")
        yield Problem(
            Place("."), "no-revision", what, Said("Run git init, git add and git commit.")
        )
        return
    listed = _git(project, "status", "--porcelain", "-z", "--untracked-files=all",
                  "--no-renames", "--", ".", ":(exclude)output")  # fmt: skip
    top = _git(project, "rev-parse", "--show-prefix").strip()
    for line in filter(None, listed.split("\0")):
        path = line[3:].removeprefix(top)
        what = Said("this file is not as it was committed.")
        yield Problem(Place(path), "uncommitted", what, Said("Commit it, or put it aside."))


def _git(project: Path, *words: str) -> str:
    """Return what git says of a project; nothing where it is in no repository."""
    try:
        done = subprocess.run(
            ["git", "-C", str(project), *words], capture_output=True, text=True,
            encoding="utf-8", errors="replace", check=False,
        )  # fmt: skip
    except FileNotFoundError as error:
        raise MachineError(Said("a final build needs git, which is not here.")) from error
    return done.stdout if done.returncode == 0 else ""
