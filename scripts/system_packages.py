"""Print the Debian packages that the machine lacks, on one line; nothing when all is there."""

from __future__ import annotations

import ctypes
import shutil
import sys
from ctypes.util import find_library
from importlib.util import find_spec
from pathlib import Path

# Debian package -> what shows that it is there; so a machine that is not Debian passes too.
LIBRARIES = {
    "libpango-1.0-0": "pango-1.0",
    "libpangoft2-1.0-0": "pangoft2-1.0",
    "libharfbuzz-subset0": "harfbuzz-subset",
}
COMMANDS = {"fontconfig": ["fc-list"]}
TEST_COMMANDS = {
    "chromium": ["chromium", "chromium-browser", "google-chrome"],
    "gettext": ["msgfmt"],
    "poppler-utils": ["pdftotext"],
    "qpdf": ["qpdf"],
    "w3m": ["w3m"],
    "default-jre-headless": ["java"],
    "npm": ["npm"],
}


def has_library(name: str) -> bool:
    """Return whether a shared library, named without `lib` and ending, can be loaded."""
    try:
        ctypes.CDLL(f"lib{name}.so.0")
    except OSError:
        return find_library(name) is not None
    return True


def has_venv() -> bool:
    """Return whether a virtual environment is there, or this Python can make one."""
    return Path(".venv/bin/python").exists() or find_spec("ensurepip") is not None


def lacking(purpose: str) -> list[str]:
    """Return the names of the missing packages for `venv`, `report`, `test` or `bench`."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    venv = [] if has_venv() else [f"python{version}-venv"]
    if purpose == "venv":
        return venv
    commands = COMMANDS | (TEST_COMMANDS if purpose in ("test", "bench") else {})
    return [
        *venv,
        *(package for package, name in LIBRARIES.items() if not has_library(name)),
        *(package for package, names in commands.items() if not any(map(shutil.which, names))),
    ]


if __name__ == "__main__":
    print(*lacking(sys.argv[1]))
