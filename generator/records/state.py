"""State: how far an edition is, and what its pages say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Name = Literal["draft", "review", "embargoed", "final"]


@dataclass(frozen=True)
class State:
    """Draft, review (what a plain build makes), embargoed until a time, or final."""

    name: Name = "review"
    until: datetime | None = None
    """When the embargo ends, in UTC."""

    @property
    def suffix(self) -> str:
        """Return what the names of files say of it, before their ending."""
        return f".{self.name}" if self.name in ("draft", "embargoed") else ""


REVIEW = State()


def state_of(until: datetime | None, *, draft: bool, final: bool) -> State:
    """Return the state of a build that was asked for, of an edition with or without an embargo."""
    name: Name = "draft" if draft else "final" if final else "embargoed" if until else "review"
    return State(name, until)


def time_text(moment: datetime) -> str:
    """Return a moment in UTC as ISO 8601, to the second."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
