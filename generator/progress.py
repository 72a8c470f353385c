"""Progress: one line that moves on a terminal, one line a step elsewhere."""

from __future__ import annotations

import os
import sys
import time
from types import TracebackType
from typing import Self

from generator.said import Said


class Progress:
    """Says which step of how many is being done."""

    def __init__(self, steps: int) -> None:
        """Know the number of steps; a terminal gets a moving line, a log a line a step."""
        self.steps, self.done, self.began = steps, 0, time.monotonic()
        self.live = sys.stderr.isatty() and not os.environ.get("CI")

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
        line = f"[{self.done}/{self.steps}] {what}"
        if self.live:
            print(f"\r\x1b[K{line} …", end="", file=sys.stderr, flush=True)
        else:
            print(f"{line} ({time.monotonic() - self.began:.1f} s)", file=sys.stderr, flush=True)
