"""Parted: the editions of a project in which nothing is wrong, apart from those that are broken."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.check.check import Found, checked
from generator.problem import Problem, ProblemsError
from generator.read.read import read
from generator.records.library import Library


@dataclass(frozen=True)
class Parted:
    """A project as far as it can be built, and what is wrong with the rest."""

    library: Library | None
    """All but the broken editions; None where something is wrong that concerns every edition."""
    problems: Sequence[Problem] = ()

    def library_for(self, edition: str) -> Library:
        """Return the library for one edition, or raise what stands in its way."""
        if self.library and edition in {*self.library.editions, *self.library.planned}:
            return self.library
        own = [problem for problem in self.problems if _edition_of(problem) in ("", edition)]
        raise ProblemsError(own or self.problems)


def parted(project: Path, *, draft: bool = False) -> Parted:
    """Return a project's sound editions, and the Problems of the others."""
    found: list[Problem] = []
    broken: set[str] = set()
    while True:
        try:
            library = checked(project, draft=draft, found=_read_without(project, broken))
            return Parted(library, found)
        except ProblemsError as error:
            found += error.problems
            more = {_edition_of(problem) for problem in error.problems}
            if "" in more:
                return Parted(None, found)
            broken |= more


def _read_without(project: Path, without: Collection[str]) -> Found:
    """Return what was read, and its Problems, without some editions and theirs."""
    library, problems = read(project)
    kept = {name: its for name, its in library.editions.items() if name not in without}
    own = [problem for problem in problems if _edition_of(problem) not in without]
    return replace(library, editions=kept), own


def _edition_of(problem: Problem) -> str:
    """Return the id of the edition in whose files a Problem stands; nothing where in others."""
    path = problem.place.path
    folder, _, file = path.removeprefix("data/editions/").partition("/")
    return folder if file and path.startswith("data/editions/") else ""
