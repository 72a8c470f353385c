"""Checker: what looks at finished files, our own or by others, and what it says of each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.problem import MachineError
from generator.said import NOTHING, Said

State = Literal["passed", "failed", "missing"]


@dataclass(frozen=True)
class Outcome:
    """What one checker says of one file."""

    checker: str
    file: str
    state: State
    complaints: tuple[str, ...] = ()
    needs: Said = NOTHING
    """What to install, where the checker is not on this machine."""
    optional: bool = False


@dataclass(frozen=True)
class Checker:
    """A checker: the files that it reads, and how it is run on all of them at once."""

    name: str
    ending: str
    """Of the names of its files; a file name alone where there is one."""
    run: Callable[[Path, Sequence[str]], Mapping[str, Sequence[str]]]
    """Takes the output folder and names of files; returns the complaints by file."""
    optional: bool = False
    """Not asked for by --require-all, being in no package registry."""

    def outcomes(self, output: Path, files: Sequence[str]) -> list[Outcome]:
        """Return what it says of each of its files, or that the machine lacks it."""
        mine = [name for name in files if name.endswith(self.ending)]
        if not mine:
            return []
        try:
            said = self.run(output, mine)
        except MachineError as error:
            return [
                Outcome(self.name, name, "missing", (), error.said, self.optional) for name in mine
            ]
        return [
            Outcome(self.name, name, "failed" if said.get(name) else "passed",
                    tuple(said.get(name, ())))
            for name in mine
        ]  # fmt: skip


CHECKOUT = Path(__file__).parents[2]
"""Where scripts/setup lies, unless the package was installed from a wheel."""


def checkers_dir() -> Path:
    """Return the folder that scripts/setup puts pinned checkers into, below the environment."""
    return Path(sys.prefix) / "share" / "tisc-snapshot" / "checkers"


def installed(path: str) -> Path:
    """Return a file of the pinned checkers; MachineError with the line that installs them."""
    found = checkers_dir() / "node_modules" / path
    if not found.is_file():
        raise lacking(path)
    return found


def lacking(path: str, *, package: bool = False) -> MachineError:
    """Return the error for a checker that is not here; `package`: pip has it by this name."""
    if (CHECKOUT / "scripts" / "setup").is_file():
        return MachineError(Said("{path} is missing; run: scripts/setup test", path=path))
    if package:
        return MachineError(Said("{path} is missing; run: pip install {path}", path=path))
    return MachineError(
        Said("{path} is missing; in a checkout, scripts/setup test installs it", path=path)
    )
