"""Staged: our command, with the CPU time of some stages noted down.

`python -m scripts.bench.staged FILE WORDS …` runs `tisc-snapshot WORDS …` and writes to FILE how
many seconds of CPU the stages took that a floor has not: data annex, font subsets, checks.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

STAGES = {
    "data annex": ("generator.build:annex",),
    "font subsets": (
        "generator.render.webfonts:characters_by_weight", "generator.render.webfonts:subset_woff2",
        "generator.draw.chart_files:subset_woff2",
    ),
    "checks": ("generator.check.check:checked",),
    "reading": ("generator.check.check:read",),
}  # fmt: skip
"""What is timed, by stage; reading happens inside the checks, and is taken off them."""


def timed(stages: dict[str, float], name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that adds its CPU time to a stage."""

    def wrapped(*given: Any, **named: Any) -> Any:
        start = time.process_time()
        try:
            return function(*given, **named)
        finally:
            stages[name] += time.process_time() - start

    return wrapped


def run(words: Sequence[str]) -> tuple[int, dict[str, float]]:
    """Run our command; return its exit code and the seconds of each stage."""
    from generator.cli import main  # late: a worker process that looks in here needs none of it

    seconds = dict.fromkeys(STAGES, 0.0)
    for stage, places in STAGES.items():
        for module, _, called in (place.partition(":") for place in places):
            there = import_module(module)
            setattr(there, called, timed(seconds, stage, getattr(there, called)))
    code = main(words)
    seconds["checks"] -= seconds.pop("reading")
    return code, seconds


if __name__ == "__main__":
    ended, spent = run(sys.argv[2:])
    Path(sys.argv[1]).write_text(json.dumps(spent), encoding="utf-8")
    sys.exit(ended)
