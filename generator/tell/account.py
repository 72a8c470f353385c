"""Account: all that a command found and made, before it is told in any form."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.problem import Place, Problem, relative
from generator.said import NOTHING, Said


@dataclass(frozen=True)
class Table:
    """Rows of what was counted, for a person who reads the page of a job."""

    head: tuple[Said, ...]
    rows: tuple[tuple[object, ...], ...]


@dataclass(frozen=True)
class Account:
    """What a command found: Problems, what it says besides, and what programs may want."""

    command: str
    project: Path
    problems: tuple[Problem, ...] = ()
    text: str = ""
    """What a person reads after the Problems."""
    end: Said = NOTHING
    """The last line, where the command did not do what was wanted."""
    exit: int = 0
    facts: Mapping[str, object] = field(default_factory=dict)
    """More for programs, by name."""
    tables: tuple[Table, ...] = ()

    def count(self, level: str) -> int:
        """Return the number of errors, or of warnings."""
        return sum(problem.level == level for problem in self.problems)

    def file(self, place: Place) -> str:
        """Return the file of a place as a host of code knows it: from the root of the checkout."""
        root = Path(os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR") or ".")
        name = place.path.partition("!")[0] if place.cell else place.path
        return relative(self.project / name, root)
