"""Stopwatch: a command and all processes that it starts, in seconds of CPU, of wall, and MB.

Run as a process of its own, which is small, and adopts whatever the command leaves behind:
    python scripts/bench/stopwatch.py COMMAND …
It prints JSON; what the command says goes to its standard error.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

SUBREAPER = 36
"""prctl(2): orphans below this process become its children, so that their CPU is counted."""
PATIENCE = 30
"""Seconds that what a command left behind may go on for."""


@dataclass(frozen=True)
class Taken:
    """What a command took: CPU (user and system) and wall in seconds, the largest process in MB."""

    cpu: float
    wall: float
    peak: float


class CommandError(Exception):
    """A command that was to be measured failed; the text is the end of what it said."""


def taken(
    command: Sequence[object], *, env: Mapping[str, str] | None = None, cwd: object = None
) -> Taken:
    """Run a command and return what it took."""
    words = [sys.executable, "-S", "-E", __file__, *map(str, command)]
    done = subprocess.run(
        words, env={**os.environ, **(env or {})}, cwd=None if cwd is None else str(cwd),
        capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    if done.returncode:
        raise CommandError("\n".join(done.stderr.strip().split("\n")[-5:]))
    return Taken(**json.loads(done.stdout))


def main(command: Sequence[str]) -> int:
    """Run a command, print what it took, and return its exit code."""
    with suppress(AttributeError):  # no Linux: what a command leaves behind is not counted there
        ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    start = time.perf_counter()
    done = subprocess.run(command, stdout=sys.stderr, check=False)
    wall = time.perf_counter() - start
    signal.alarm(PATIENCE)
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    megabyte = 2**20 if sys.platform == "darwin" else 2**10  # ru_maxrss is in bytes there
    cpu, peak = used.ru_utime + used.ru_stime, used.ru_maxrss / megabyte
    print(json.dumps({"cpu": cpu, "wall": wall, "peak": peak}))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
