"""Long runs, for `make soak`: a process that makes one edition after another does not grow."""

import gc
import os
from pathlib import Path

import pytest

from generator.build import Order, build
from generator.progress import silent
from scripts.made_up import project
from tests.projects import LEAST, copy_of, snapshot

pytestmark = pytest.mark.soak

BUILDS, WARM = int(os.environ.get("SOAK_BUILDS", "1000")), 100
"""How many builds one process makes, and after how many of them its memory has its size."""
GROWTH = 20
"""The most MiB by which it may still grow: what the allocator does not give back in one piece."""
SPAN = 10
"""The lowest of so many readings counts: drawing takes up to 40 MiB, and gives them back later."""


def islands(folder: Path) -> list[Path]:
    """Return small projects in two languages, with charts: three PDFs each."""
    return [project(folder / f"island-{number}", number) for number in range(10)]


def least(folder: Path) -> list[Path]:
    """Return copies of the least project that builds: a thousand of them take a quarter hour."""
    return [copy_of(LEAST, folder / f"least-{number}") for number in range(10)]


def memory() -> int:
    """Return how many MiB this process holds in memory."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20


@pytest.mark.parametrize("projects_in", [least, islands])
def test_memory_is_flat_over_a_thousand_builds_in_one_process(tmp_path, projects_in):
    projects = projects_in(tmp_path)
    first, held = dict[str, bytes](), list[int]()
    for number in range(BUILDS):
        place = projects[number % len(projects)]
        with silent():
            made = build(Order(place, cache=False))
        if place == projects[0]:
            first = first or snapshot(made)
            assert snapshot(made) == first, f"build {number} is another one than the first"
        if number % 10 == 9:
            held.append(memory())
            print(f"{number + 1} builds: {held[-1]} MiB", flush=True)
    warm = min(WARM, BUILDS // 2) // 10
    assert min(held[-SPAN:]) <= min(held[warm : warm + SPAN]) + GROWTH, held
