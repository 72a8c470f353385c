"""Long runs, for `make soak`: a process that makes one edition after another does not grow."""

import gc
import os
from pathlib import Path

import pytest

from generator.build import Order, build
from generator.progress import silent
from scripts.made_up import project
from tests.projects import snapshot

pytestmark = pytest.mark.soak

BUILDS, WARM = int(os.environ.get("SOAK_BUILDS", "1000")), 100
"""How many builds one process makes, and after how many of them its memory has its size."""
GROWTH = 20
"""The most MiB by which it may still grow: what the allocator does not give back in one piece."""


def memory() -> int:
    """Return how many MiB this process holds in memory."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20


def test_memory_is_flat_over_a_thousand_builds_in_one_process(tmp_path):
    projects = [project(tmp_path / f"island-{n}", n) for n in range(10)]
    first, held = dict[str, bytes](), list[int]()
    for number in range(BUILDS):
        island = projects[number % len(projects)]
        with silent():
            made = build(Order(island, cache=False))
        if island == projects[0]:
            first = first or snapshot(made)
            assert snapshot(made) == first, f"build {number} is another one than the first"
        if number % 10 == 9:
            held.append(memory())
            print(f"{number + 1} builds: {held[-1]} MiB", flush=True)
    warm = held[min(WARM, BUILDS // 2) // 10]
    assert max(held[-5:]) <= warm + GROWTH, held
