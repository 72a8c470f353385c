"""Machine: what was measured on, and the versions of all that was measured."""

from __future__ import annotations

import datetime
import os
import platform
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from generator import __version__
from generator.checkers.browser import NAMES
from generator.work.crew import cores
from scripts.bench.peers import NODE, PYTHON

OURS = ("weasyprint", "vl-convert-python", "altair", "typst")
THEIRS = ("papermill", "nbconvert", "pypandoc-binary")
ASK = "import sys; from importlib.metadata import version; print(version(sys.argv[1]))"


def machine() -> dict[str, str]:
    """Return the day, the processor, how busy the machine was, and the system."""
    return {
        "day": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d"),
        "processor": _processor(),
        "cores": str(cores()),
        "load before": f"{os.getloadavg()[0]:.1f}",
        "system": f"{platform.system()} {platform.machine()}",
    }


def versions() -> dict[str, str]:
    """Return the version of each program, or that it is not here."""
    found = {"tisc-snapshot": __version__, "Python": platform.python_version()}
    found |= {name: version(name) for name in OURS}
    found |= {name: _said([PYTHON / "python", "-c", ASK, name]) for name in THEIRS}
    pandoc = "import pypandoc; print(pypandoc.get_pandoc_version())"
    found["pandoc"] = _said([PYTHON / "python", "-c", pandoc])
    browser = next(filter(None, map(shutil.which, NAMES)), "chromium")
    found["Chromium"] = _said([browser, "--version"]).removeprefix("Chromium ").split(" ")[0]
    for name, package in (("paged.js", "pagedjs-cli"), ("Vivliostyle", "@vivliostyle/cli")):
        manifest = NODE.parent / package / "package.json"
        ask = "import json, sys; print(json.load(open(sys.argv[1]))['version'])"
        found[name] = _said([sys.executable, "-c", ask, manifest])
    return found


def _said(command: list[object]) -> str:
    """Return what a program says in one line, or that it is not here."""
    try:
        done = subprocess.run(
            list(map(str, command)), capture_output=True, text=True, check=True, timeout=60
        )
    except (OSError, subprocess.SubprocessError):
        return "not here"
    return done.stdout.strip().split("\n")[-1]


def _processor() -> str:
    """Return the name of the processor."""
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        for line in listed.read_text(encoding="utf-8").split("\n"):
            if line.startswith("model name"):
                return " ".join(line.partition(":")[2].split())
    return platform.processor() or platform.machine()
