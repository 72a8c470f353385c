"""Measures many editions: two processes against one, and one edition of many against a cold build.

    make bench-many                             200 editions, as the target says
    python scripts/bench_many.py --editions 20  fewer

The editions are small, made up, and each in two languages; each has its own project, so no cache
holds anything for another. One process and two take turns with parts of them, so that what else the
machine does hits both alike. CPU time is that of all processes together. The result is written to
output/bench-many.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from generator.work.tools import tools
from scripts.bench.stopwatch import taken
from scripts.made_up import project

ROOT = Path(__file__).parent.parent
PARTS, COLD = 5, 5
"""In how many turns the editions are built, and how many are built cold."""
SPEED, SHARE = 1.8, 0.35
"""At least so many times as fast with two processes; at most this share of a cold build's CPU."""


@dataclass(frozen=True)
class Spent:
    """Seconds that commands took."""

    wall: float
    cpu: float

    def __add__(self, other: Spent) -> Spent:
        """Return both."""
        return Spent(self.wall + other.wall, self.cpu + other.cpu)


def built(projects: Sequence[Path], *options: str) -> Spent:
    """Build projects by one command, and return what it took."""
    words = [
        sys.executable,
        "-m",
        "generator",
        "build",
        *options,
        "--projects",
        *map(str, projects),
    ]
    took = taken(words, env={"CI": "1"}, cwd=ROOT)
    return Spent(took.wall, took.cpu)


def anew(projects: Sequence[Path], *options: str) -> Spent:
    """Build projects that have no output and no cache."""
    for folder in projects:
        shutil.rmtree(folder / "output", ignore_errors=True)
    return built(projects, *options)


def measured(folder: Path, editions: int) -> dict[str, Any]:
    """Return what many editions and cold ones took, turn by turn."""
    projects = [project(folder / f"island-{n}", n) for n in range(editions)]
    step = -(-editions // PARTS)
    one = two = Spent(0, 0)
    cold, turns = list[Spent](), list[dict[str, Any]]()
    for start in range(0, editions, step):
        part = projects[start : start + step]
        cold.append(anew(part[:1], "--jobs", "1"))
        single, double = anew(part, "--jobs", "1"), anew(part, "--jobs", "2")
        turns.append({"editions": len(part), "one": asdict(single), "two": asdict(double),
                      "cold": asdict(cold[-1])})  # fmt: skip
        print(f"{start + len(part)}/{editions}: {single.wall / double.wall:.2f} times", flush=True)
        one, two = one + single, two + double
    alone = statistics.median(each.cpu for each in cold)
    return {
        "editions": editions, "turns": turns, "speed": one.wall / two.wall,
        "cpu_cold": alone, "cpu_each_one": one.cpu / editions, "cpu_each_two": two.cpu / editions,
        "share": one.cpu / editions / alone, "share_two": two.cpu / editions / alone,
    }  # fmt: skip


def main() -> int:
    """Measure, print the table, and write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--editions", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measured(Path(folder), options.editions)
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "tools": tools(),
               "load": os.getloadavg()}  # fmt: skip
    target = ROOT / "output" / "bench-many.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps({**found, "machine": machine}, indent=1) + "\n")
    print(f"{options.editions} small editions in two languages, made up")
    print(f"two processes against one   {found['speed']:.2f} times as fast (target {SPEED})")
    print(f"CPU of a cold build         {found['cpu_cold']:.2f} s")
    print(f"CPU an edition, one process {found['cpu_each_one']:.2f} s, {found['share']:.0%} of it"
          f" (target {SHARE:.0%})")  # fmt: skip
    print(f"CPU an edition, two         {found['cpu_each_two']:.2f} s, {found['share_two']:.0%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
