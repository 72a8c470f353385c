"""Problem: what is wrong in what a user wrote, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from generator.said import NOTHING, Said


@dataclass(frozen=True, order=True)
class Place:
    """A spot in a file: path relative to the project, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1
    cell: bool = field(default=False, compare=False)
    """Whether it is a cell of a spreadsheet; its sheet is then the end of the path."""

    def __str__(self) -> str:
        """Return `path:line:column`, or `path!sheet!D14`."""
        if self.cell:
            return f"{self.path}!{column_letters(self.column)}{self.line}"
        return f"{self.path}:{self.line}:{self.column}"


def column_letters(number: int) -> str:
    """Return the letters of a spreadsheet's column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: its place, a stable code, what is wrong, and what to do."""

    place: Place
    code: str
    what: Said
    fix: Said = field(default=NOTHING, compare=False)
    level: Literal["error", "warning"] = field(default="error", compare=False)
    """A warning is printed and counted, and stops nothing."""

    @property
    def said(self) -> Said:
        """Return what is wrong, and what to do."""
        if not self.fix:
            return self.what
        return Said("{what} {fix}", what=self.what, fix=self.fix)

    def __str__(self) -> str:
        """Return the one line that a user reads, in the language that is spoken now."""
        return f"{self.place}: {self.level}[{self.code}]: {self.said}"


class ProblemsError(Exception):
    """Raised once, after everything was looked at, with all Problems (exit code 1)."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in the order of their places, each once."""
        self.problems: Sequence[Problem] = sorted(set(problems))
        super().__init__(f"{len(self.problems)} problems")

    def __reduce__(self) -> tuple[type[ProblemsError], tuple[list[Problem]]]:
        """Return how to make it again in another process."""
        return ProblemsError, (list(self.problems),)


class SaidError(Exception):
    """An error that a user reads, and the exit code that it brings."""

    exit_code = 1

    def __init__(self, said: Said) -> None:
        """Take what is to be said."""
        super().__init__(said)
        self.said = said


class UsageError(SaidError):
    """The command line asks for something that does not exist (exit code 2)."""

    exit_code = 2


class OutputError(SaidError):
    """The output failed its verification (exit code 3)."""

    exit_code = 3


class MachineError(SaidError):
    """The machine lacks something (exit code 4); the text says what, and the line to run."""

    exit_code = 4


def did_you_mean(word: str, known: Iterable[str]) -> Said:
    """Return `Did you mean "x"?` for the nearest known word, or nothing."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return Said('Did you mean "{near}"?', near=near[0]) if near else NOTHING


def relative(path: Path, root: Path) -> str:
    """Return the path as a user types it: below the project folder, with forward slashes."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.as_posix()
