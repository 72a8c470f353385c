"""Verdict: all that verify found, as text or JSON, and how the command ends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from generator.checkers.checker import Outcome
from generator.problem import MachineError, OutputError
from generator.said import Said
from generator.verify.reading import Coverage, Fault


@dataclass(frozen=True)
class Verdict:
    """Faults and figures of our own reading back, and what the checkers said."""

    faults: tuple[Fault, ...]
    coverage: tuple[Coverage, ...]
    outcomes: tuple[Outcome, ...]

    def text(self) -> str:
        """Return each fault and complaint, then the figures of each file, then each checker."""
        lines = [str(fault) for fault in self.faults]
        lines += [f"{o.file}: {o.checker}: {said}" for o in self.outcomes for said in o.complaints]
        return "\n".join([*lines, *self._figures(), *self._checkers()])

    def json(self) -> str:
        """Return the same for programs."""
        content = {
            "faults": [asdict(fault) for fault in self.faults],
            "figures": [asdict(row) for row in self.coverage],
            "checkers": [asdict(outcome) for outcome in self.outcomes],
        }
        return json.dumps(content, ensure_ascii=False, indent=1)

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
            raise MachineError(
                Said("not every checker could run. {lacking}", lacking=Said.joined(". ", lacking))
            )

    def _figures(self) -> Iterator[str]:
        """Yield a line for each file with figures, and their sum."""
        width = max((len(row.file) for row in self.coverage), default=4)
        yield f"{'file':{width}}  shown  traced  verified"
        for row in self.coverage:
            yield f"{row.file:{width}}  {row.shown:5}  {row.traced:6}  {row.verified:8}"
        shown, traced, verified = (
            sum(getattr(row, name) for row in self.coverage)
            for name in ("shown", "traced", "verified")
        )
        if shown:
            parts = f"{traced / shown:.1%} traced, {verified / shown:.1%} verified"
            yield f"{shown} figures: {parts}."

    def _checkers(self) -> Iterator[str]:
        """Yield a line for each checker and file."""
        names = [len(outcome.checker) for outcome in self.outcomes]
        files = [len(outcome.file) for outcome in self.outcomes]
        for outcome in self.outcomes:
            told = {
                "passed": "passed",
                "failed": f"violations: {len(outcome.complaints)}",
                "missing": f"not on this machine ({outcome.needs})",
            }[outcome.state]
            yield f"{outcome.checker:{max(names)}}  {outcome.file:{max(files)}}  {told}"
