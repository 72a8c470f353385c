"""Table: what was measured, for a terminal and for the README."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

README, RESULT = "README.md", "docs/performance.json"
BEGIN, END = "<!-- make bench writes from here -->", "<!-- to here -->"
Rows = list[tuple[str, ...]]


def targets(result: Mapping[str, Any]) -> Rows:
    """Return each target with what was measured, and whether it was met."""
    start, cold, again = result["start"], result["cold"], result["again"]
    floor = cold["floor"]
    peak = max(cold["two"]["peak"], cold["one"]["peak"])
    least, imports = start["python -c pass"], start["imports"]
    rows = [
        ("Cold: CPU of charts, HTML and PDF, to the engines alone",
         cold["same stages"]["cpu"] / floor["cpu"], 1.15, "×"),
        ("Cold: wall of the whole build on two cores, to the engines alone",
         cold["two"]["wall"] / floor["wall"], 0.75, "×"),
        ("Cold: largest process", peak, 400, " MB"),
        ("`--help`, to `python -c pass`", start["--help"]["cpu"] / least["cpu"], 6, "×"),
        ("`check`, nothing changed, to the imports of its libraries",
         start["check, kept"]["cpu"] / imports["cpu"], 3, "×"),
        ("`check --no-cache`, to the same", start["check, anew"]["cpu"] / imports["cpu"], 3, "×"),
        ("Again: nothing changed, CPU to a cold build",
         100 * again["nothing"]["cpu"] / cold["two"]["cpu"], 8, " %"),
    ]  # fmt: skip
    return [
        (name, _number(value) + unit, f"≤ {limit}{unit}", "met" if value <= limit else "missed")
        for name, value, limit, unit in rows
    ]


def stages(result: Mapping[str, Any]) -> Rows:
    """Return the seconds of a cold build and of a build again, by stage."""
    cold, again = result["cold"], result["again"]
    rows = [
        ("the engines alone (vl-convert, WeasyPrint)", cold["floor"]),
        ("cold build, two workers", cold["two"]),
        ("cold build, `--jobs 1`", cold["one"]),
    ]
    rows += [(f"of the cold build: {name}", {"cpu": cpu}) for name, cpu in cold["own rows"].items()]
    rows += [(f"again: {name} changed", each) for name, each in again.items()]
    return [(name, *_taken(each)) for name, each in rows]


def beside(result: Mapping[str, Any]) -> Rows:
    """Return each way to the PDFs of both languages: what it takes, and how large they are."""
    rows = []
    for name, each in result["peers"].items():
        if each["lacks"]:
            rows.append((name, each["begins with"], each["lacks"], *[""] * 6))
            continue
        size = result["sizes"].get(name, {})
        rows.append((
            name, each["begins with"], *_taken(each), str(size.get("pages", "")),
            _sizes(size, "pdf", "bare"), _sizes(size, "packed"), _sizes(size, "html", "sent"),
        ))  # fmt: skip
    return rows


HEADS: dict[str, tuple[str, ...]] = {
    "target": ("target", "measured", "aim", ""),
    "taken": ("what", "CPU s", "wall s", "largest process"),
    "beside": ("way to the PDFs of both languages", "begins with", "CPU s", "wall s",
               "largest process", "pages", "PDF (without attachments)", "packed alike",
               "HTML with fonts (as sent)"),
}  # fmt: skip


def markdown(result: Mapping[str, Any]) -> str:
    """Return all tables as Markdown, with machine and versions."""
    parts = [_about(result)]
    for name, rows in _tables(result):
        head = HEADS[name]
        lines = [head, tuple("---" for _ in head), *rows]
        parts.append("\n".join("| " + " | ".join(line) + " |" for line in lines))
    return "\n\n".join(parts)


def text(result: Mapping[str, Any]) -> str:
    """Return all tables for a terminal."""
    parts = [_about(result)]
    for name, rows in _tables(result):
        lines = [HEADS[name], *rows]
        widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
        parts.append("\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
            for line in lines
        ))  # fmt: skip
    return "\n\n".join(parts)


def in_readme(path: Path, result: Mapping[str, Any]) -> None:
    """Put the tables between their marks in a README."""
    before = path.read_text(encoding="utf-8")
    block = f"{BEGIN}\n\n{markdown(result)}\n\n{END}"
    marks = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)
    path.write_text(marks.sub(lambda _: block, before), encoding="utf-8")


def kept(root: Path) -> Mapping[str, Any]:
    """Return the last result that was kept."""
    result: Mapping[str, Any] = json.loads((root / RESULT).read_text(encoding="utf-8"))
    return result


def _tables(result: Mapping[str, Any]) -> Iterator[tuple[str, Rows]]:
    """Yield each table by the name of its heads."""
    yield "target", targets(result)
    yield "taken", stages(result)
    yield "beside", beside(result)


def _about(result: Mapping[str, Any]) -> str:
    """Return machine and versions in two lines."""
    here, found = result["machine"], result["versions"]
    return (
        f"{here['day']}, {here['processor']}, {here['cores']} cores, {here['system']}, load"
        f" {here['load before']} before; medians of {result['rounds']} rounds in turn. "
        + ", ".join(f"{name} {each}" for name, each in found.items()) + "."
    )  # fmt: skip


def _taken(each: Mapping[str, float]) -> tuple[str, str, str]:
    """Return CPU, wall and the largest process as cells; an empty one where that is not known."""
    seconds = [_number(each[name]) if name in each else "" for name in ("cpu", "wall")]
    return seconds[0], seconds[1], f"{each['peak']:.0f} MB" if "peak" in each else ""


def _number(value: float) -> str:
    """Return a number with three digits."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _sizes(size: Mapping[str, int], name: str, other: str = "") -> str:
    """Return a size in kB, with another one in brackets where it differs."""
    if name not in size:
        return ""
    first, second = (f"{size[key] / 1000:.0f}" for key in (name, other or name))
    return f"{first} kB" if first == second else f"{first} ({second}) kB"
