"""Measures how time and memory of each step grow with its input, and draws it into docs/growth.svg.

    make growth
    python -m scripts.growth --figures 10 100 --pages 10 30   smaller inputs

Each size is a made-up project in one language, measured in a process of its own: CPU seconds of
each step, and how far the memory of the process had come by its end. The exponent is the slope of
log(time) over log(size) between the two largest sizes: 1 is linear, and n log n is 1.18 from 100 to
1,000. The figures are kept in docs/growth.json; of a size that takes too long, what was reached.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from math import log
from pathlib import Path
from typing import Any

from generator import api
from generator.annex.annex import annex
from scripts.made_up import Size, project

ROOT = Path(__file__).parent.parent
TAG = "en"
LONGEST = 600
"""Seconds after which a size is given up."""
LEAST = 0.05
"""Seconds below which a step is too short to tell how it grows."""
CHAPTER = 10, 6
"""Figures and paragraphs of a chapter, where the pages are what grows."""
FRAME, EACH = 4.3, 2.48
"""The pages of a report without its chapters, and of each such chapter with its notes."""
DATA, PAPER, SLATE = "#1B4B66", "#FFFFFF", "#5B6166"


def sized(kind: str, number: int) -> Size:
    """Return the size of a project with so many figures in its chart, or about so many pages."""
    if kind == "figures":
        return Size(figures=number, languages=(TAG,))
    figures, paragraphs = CHAPTER
    chapters = max(1, round((number - FRAME) / EACH))
    return Size(chapters=chapters, figures=figures, paragraphs=paragraphs, charts=False,
                languages=(TAG,))  # fmt: skip


def steps(folder: Path) -> Iterator[tuple[str, float, int]]:
    """Yield name, CPU seconds and MiB of memory of each step that makes a project's report."""
    source: Any = None

    def derive() -> None:
        nonlocal source
        source = api.derive(folder)

    made: dict[str, Any] = {}
    named: dict[str, Callable[[], object]] = {
        "read": lambda: api.read(folder), "check": lambda: api.check(folder), "derive": derive,
        "draw": lambda: api.draw(source, TAG), "compose": lambda: api.compose(source, TAG),
        "annex": lambda: annex(source.plain.settings), "render": lambda: api.render(source, TAG),
        "typeset": lambda: made.update(pdf=api.typeset(source, TAG)),
    }  # fmt: skip
    for name, step in named.items():
        began = time.process_time()
        step()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        yield name, time.process_time() - began, peak
    import pikepdf

    with pikepdf.open(BytesIO(made["pdf"])) as pdf:
        yield "pages", len(pdf.pages), 0


def one(kind: str, number: int) -> None:
    """Measure one size in this process, and print a line of JSON for each step."""
    with tempfile.TemporaryDirectory() as folder:
        made = project(Path(folder), 1, sized(kind, number))
        for name, seconds, peak in steps(made):
            print(json.dumps([name, round(seconds, 3), peak]), flush=True)


def measured(kind: str, number: int) -> dict[str, Any]:
    """Measure one size in a process of its own; steps that were not reached in time are missing."""
    words = [sys.executable, "-m", "scripts.growth", "--one", kind, str(number)]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            said, _ = process.communicate(timeout=LONGEST)
        except subprocess.TimeoutExpired:
            process.kill()
            said, _ = process.communicate()
    found = {name: (seconds, peak) for name, seconds, peak in map(json.loads, said.splitlines())}
    pages, _ = found.pop("pages", (None, 0))
    print(kind, number, pages, found, flush=True)
    return {"kind": kind, "size": number, "pages": pages, "steps": found}


def exponents(rows: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Return by step the slope of log(time) over log(size) between the two largest sizes."""
    found = {}
    for name in rows[0]["steps"]:
        points = [(row["pages"] if row["kind"] == "pages" and row["pages"] else row["size"],
                   row["steps"][name][0]) for row in rows if name in row["steps"]]  # fmt: skip
        if len(points) > 1 and min(points[-1][1], points[-2][1]) >= LEAST:
            (n1, t1), (n2, t2) = points[-2:]
            found[name] = round(log(t2 / t1) / log(n2 / n1), 2)
    return found


def plot(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return both measures as one picture: seconds over size, a line for each step.

    A broken line goes on from the size before the last as n log n would: no step should pass it.
    """
    import altair as alt
    import vl_convert

    values, lines = list[dict[str, Any]](), dict[tuple[str, str], list[dict[str, Any]]]()
    for row in rows:
        for name, (seconds, _) in row["steps"].items():
            value = {"what": row["kind"], "step": name, "size": row["size"]}
            values.append({**value, "seconds": max(seconds, 0.01)})
            lines.setdefault((row["kind"], name), []).append(values[-1])
    for before, last in (points[-2:] for points in lines.values() if len(points) > 1):
        grown = last["size"] * log(last["size"]) / (before["size"] * log(before["size"]))
        before["limit"], last["limit"] = before["seconds"], before["seconds"] * grown
    axis = alt.Axis(grid=False, domainColor=SLATE, tickColor=SLATE, labelColor=SLATE)
    base = alt.Chart(alt.Data(values=values)).encode(
        x=alt.X("size:Q", scale=alt.Scale(type="log"), axis=axis, title="size (log)"),
        y=alt.Y("seconds:Q", scale=alt.Scale(type="log"), axis=axis, title="CPU seconds (log)"),
    )
    line = base.mark_line(point={"color": DATA}, color=DATA, strokeWidth=1.5)
    limit = base.transform_filter("isValid(datum.limit)").encode(y="limit:Q")
    both = limit.mark_line(color=SLATE, strokeWidth=1, strokeDash=[3, 3]) + line
    chart = both.properties(width=130, height=130).facet(
        row=alt.Row("what:N", title=None), column=alt.Column("step:N", title=None, sort=None)
    )
    config = {"font": "Noto Sans SC", "background": PAPER, "view": {"stroke": None}}
    return str(vl_convert.vegalite_to_svg({**chart.to_dict(), "config": config}))


def main() -> int:
    """Measure all sizes, write JSON and picture, and print the exponents."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--figures", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--pages", type=int, nargs="+", default=[10, 100, 500])
    parser.add_argument("--one", nargs=2, metavar=("KIND", "SIZE"), help="one size, as JSON lines")
    options = parser.parse_args()
    if options.one:
        one(options.one[0], int(options.one[1]))
        return 0
    rows = {kind: [measured(kind, number) for number in sorted(getattr(options, kind))]
            for kind in ("figures", "pages")}  # fmt: skip
    grown = {kind: exponents(some) for kind, some in rows.items()}
    machine = {"cores": os.cpu_count(), "python": platform.python_version(),
               "load": os.getloadavg()}  # fmt: skip
    listed = [row for some in rows.values() for row in some]
    content = {"exponents": grown, "sizes": listed, "machine": machine}
    (ROOT / "docs" / "growth.json").write_text(json.dumps(content, indent=1) + "\n")
    (ROOT / "docs" / "growth.svg").write_text(plot(listed))
    print(json.dumps(grown, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
