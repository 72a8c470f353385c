"""The benchmark counts what it says it counts, and the README shows its last table."""

import ast
import sys

from scripts.bench import table
from scripts.bench.stopwatch import taken
from tests.projects import ROOT

BUSY = "import time\nwhile time.process_time() < {seconds}: pass"


def test_the_readme_shows_the_last_result_as_make_bench_wrote_it():
    block = (ROOT / table.README).read_text(encoding="utf-8")
    between = block.split(table.BEGIN)[1].split(table.END)[0].strip()
    assert between == table.markdown(table.kept(ROOT))


def test_each_aim_that_was_missed_is_explained():
    page = (ROOT / "docs/performance.md").read_text(encoding="utf-8")
    missed = [name for name, *_, verdict in table.targets(table.kept(ROOT)) if verdict == "missed"]
    assert [name for name in missed if f"### {name}" not in page] == []


def test_the_floor_knows_nothing_of_this_package():
    tree = ast.parse((ROOT / "scripts/bench/floor.py").read_text(encoding="utf-8"))
    names = [name.name for node in ast.walk(tree) if isinstance(node, ast.Import)
             for name in node.names]  # fmt: skip
    assert set(names) == {"json", "sys", "vl_convert", "weasyprint"}


def test_the_stopwatch_counts_children_that_were_left_behind():
    script = f"{sys.executable} -c '{BUSY.format(seconds=0.3)}' & exit 0"
    found = taken(["sh", "-c", script])
    assert found.cpu >= 0.3
    assert found.wall < found.cpu, "the shell itself does not wait"


def test_the_peak_is_that_of_the_largest_process():
    large = taken([sys.executable, "-c", "kept = bytearray(150_000_000)"])
    small = taken([sys.executable, "-c", "pass"])
    assert large.peak > small.peak + 130
