"""Progress: one line that moves on a terminal, one line a step elsewhere."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import TracebackType
from typing import Self

from generator.said import Said

_SILENT: ContextVar[bool] = ContextVar("silent", default=False)


@contextmanager
def silent() -> Iterator[None]:
    """Say nothing of the steps inside: somebody else tells how far all is."""
    token = _SILENT.set(True)
    try:
        yield
    finally:
        _SILENT.reset(token)


class Progress:
    """Says which step of how many is being done."""

    def __init__(self, steps: int) -> None:
        """Know the number of steps; a terminal gets a moving line, a log a line a step."""
        self.steps, self.done, self.began = steps, 0, time.monotonic()
        self.live = sys.stderr.isatty() and not os.environ.get("CI") and not _SILENT.get()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the terminal's line clean."""
        if self.live:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def step(self, what: Said) -> None:
        """Say what is being done now."""
        self.done += 1
        self._say(f"[{self.done}/{self.steps}] {what}", f"{self._spent:.1f} s")

    def finished(self, what: Said) -> None:
        """Say what is done, and how long the rest will take if it goes on like this."""
        self.done += 1
        rest = self._spent / self.done * (self.steps - self.done)
        left = Said("{minutes} min left", minutes=round(rest / 60))
        left = Said("{seconds} s left", seconds=round(rest)) if rest < 90 else left
        line = f"[{self.done}/{self.steps}] {what}" + (f", {left}" if rest else "")
        self._say(line, f"{self._spent:.1f} s")

    @property
    def _spent(self) -> float:
        """Return the seconds since the begin."""
        return time.monotonic() - self.began

    def _say(self, line: str, spent: str) -> None:
        """Move the terminal's line on, or print one more."""
        if self.live:
            print(f"\r\x1b[K{line} …", end="", file=sys.stderr, flush=True)
        elif not _SILENT.get():
            print(f"{line} ({spent})", file=sys.stderr, flush=True)
