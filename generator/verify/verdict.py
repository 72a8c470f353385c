"""Verdict: all that verify found, as lines and tables, and how the command ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from generator.checkers.checker import Outcome
from generator.problem import MachineError, OutputError, Place, Problem, relative
from generator.said import Said
from generator.verify.reading import Coverage, Fault

Rows = tuple[tuple[Said, ...], tuple[tuple[object, ...], ...]]
_PLACE = re.compile(r"(?P<file>[^:,!]+)(?::(?P<line>\d+))?(?::(?P<column>\d+))?")


@dataclass(frozen=True)
class Verdict:
    """Faults and figures of our own reading back, and what the checkers said."""

    faults: tuple[Fault, ...]
    coverage: tuple[Coverage, ...]
    outcomes: tuple[Outcome, ...]

    def problems(self, folder: Path, project: Path) -> Iterator[Problem]:
        """Yield each fault, then each complaint, at its place in the output folder."""
        for fault in self.faults:
            found = _PLACE.match(fault.place)
            file, line, column = found.group("file", "line", "column") if found else ("", "", "")
            place = Place(relative(folder / file, project), int(line or 1), int(column or 1))
            said = {"place": fault.place, "what": fault.what}
            yield Problem(place, "output-fault", Said("{place}: {what}", **said))
        for outcome in self.outcomes:
            place = Place(relative(folder / outcome.file, project))
            for complaint in outcome.complaints:
                told = {"checker": outcome.checker, "complaint": complaint}
                yield Problem(place, "checker-complaint", Said("{checker}: {complaint}", **told))

    def text(self) -> str:
        """Return the figures of each file, then what each checker said."""
        return "\n".join([*self._figures(), *self._checkers()])

    def facts(self) -> Mapping[str, object]:
        """Return all for programs."""
        return {
            "faults": [asdict(fault) for fault in self.faults],
            "figures": [asdict(row) for row in self.coverage],
            "checkers": [asdict(outcome) for outcome in self.outcomes],
        }

    def figures(self) -> Rows:
        """Return how many figures each file shows, as a table."""
        head = (Said("file"), Said("shown"), Said("traced"), Said("verified"))
        rows = [(row.file, row.shown, row.traced, row.verified) for row in self.coverage]
        return head, (*rows, (Said("all files"), *self._sums()))

    def checkers(self) -> Rows:
        """Return what each checker said of each file, as a table."""
        head = (Said("checker"), Said("file"), Said("result"))
        return head, tuple((o.checker, o.file, _told(o)) for o in self.outcomes)

    def end(self, *, require_all: bool) -> None:
        """Raise OutputError where something is wrong, MachineError where a checker is wanted."""
        wrong = len(self.faults) + sum(len(outcome.complaints) for outcome in self.outcomes)
        if wrong:
            raise OutputError(Said("{wrong} faults in the output.", wrong=wrong))
        lacking = dict.fromkeys(
            Said("{checker}: {needs}", checker=outcome.checker, needs=outcome.needs)
            for outcome in self.outcomes if outcome.state == "missing" and not outcome.optional
        )  # fmt: skip
        if lacking and require_all:
            said = Said.joined(". ", lacking)
            raise MachineError(Said("not every checker could run. {lacking}", lacking=said))

    def _sums(self) -> tuple[int, int, int]:
        """Return how many figures all files show, trace and have right."""
        found = self.coverage
        shown, traced = sum(row.shown for row in found), sum(row.traced for row in found)
        return shown, traced, sum(row.verified for row in found)

    def _figures(self) -> Iterator[str]:
        """Yield a line for each file with figures, and their sum."""
        names = [str(name) for name in self.figures()[0]]
        width = max((len(row.file) for row in self.coverage), default=4)
        yield f"{names[0]:{width}}  {'  '.join(names[1:])}"
        for row in self.coverage:
            yield f"{row.file:{width}}  {row.shown:5}  {row.traced:6}  {row.verified:8}"
        shown, traced, verified = self._sums()
        if shown:
            parts = {"shown": shown, "traced": traced / shown, "verified": verified / shown}
            yield str(
                Said("{shown} figures: {traced:.1%} traced, {verified:.1%} verified.", **parts)
            )

    def _checkers(self) -> Iterator[str]:
        """Yield a line for each checker and file."""
        names = [len(outcome.checker) for outcome in self.outcomes]
        files = [len(outcome.file) for outcome in self.outcomes]
        for outcome in self.outcomes:
            told = _told(outcome)
            yield f"{outcome.checker:{max(names)}}  {outcome.file:{max(files)}}  {told}"


def _told(outcome: Outcome) -> Said:
    """Return what a checker said of a file, in short."""
    if outcome.state == "missing":
        return Said("not on this machine ({needs})", needs=outcome.needs)
    passed, failed = Said("passed"), Said("violations: {count}", count=len(outcome.complaints))
    return passed if outcome.state == "passed" else failed
