"""Measures this package beside its engines alone and beside others, on this machine, in one run.

`make bench`, or: python -m scripts.bench [--out FILE] [--rounds N] [--no-docs]. What is compared
is run in turn, A B A B, and medians are compared. Nothing of an earlier run is used.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from scripts.bench.inputs import inputs_of
from scripts.bench.machine import machine, versions
from scripts.bench.peers import Bench, peers
from scripts.bench.runs import Runs, again, cold, starts
from scripts.bench.sizes import sizes
from scripts.bench.table import README, RESULT, in_readme, text

ROOT = Path(__file__).parents[2]
TAGS = ("en", "zh-CN")


def measured(project: Path, rounds: int, folder: Path) -> dict[str, Any]:
    """Measure everything, with a folder to work in; return it as plain values."""
    runs = Runs(rounds, folder)
    seen = folder / "inputs"
    seen.mkdir()
    inputs = inputs_of(project, seen)
    result: dict[str, Any] = {"machine": machine(), "versions": versions(), "rounds": rounds}
    result["start"] = starts(runs, project)
    result["cold"] = cold(runs, project, inputs)
    result["again"] = again(runs, project)
    tasks = list(peers(Bench(inputs, TAGS, folder)))
    result["peers"] = runs.peers(tasks, project, TAGS)
    result["sizes"] = sizes(tasks, folder / "whole", TAGS)
    return result


def main() -> int:
    """Measure, print the table, and write the result to a file and into the README."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "output" / "bench.json", metavar="FILE")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="of each measurement")
    parser.add_argument(
        "--no-docs", action="store_true", help=f"leave {README} and {RESULT} as they are"
    )
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        result = measured(ROOT, options.rounds, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    content = json.dumps(result, indent=1, ensure_ascii=False) + "\n"
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(content, encoding="utf-8")
    if not options.no_docs:
        (ROOT / RESULT).write_text(content, encoding="utf-8")
        in_readme(ROOT / README, result)
    print(text(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
