"""Writes docs/map.md: every module of the package in its folder, in the words of its docstring.

With --check it writes nothing, and fails where the page is not as it would be written.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "generator"
PAGE = ROOT / "docs" / "map.md"
HEAD = """\
# The map of the package

Written by `make map` from the first line of each docstring; do not edit it. How the
parts work together: [how-it-works.md](how-it-works.md).
"""
ORDER = (
    "", "records", "read", "check", "template_check", "derive", "word", "draw", "compose",
    "translate", "render", "typeset", "face", "annex", "work", "publish", "preview", "explain",
    "verify", "checkers",
)  # fmt: skip
"""The folders in the order of the line from data/ to output/; others follow by name."""


def first_line(path: Path) -> str:
    """Return the first line of a module's docstring."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return text.partition("\n")[0]


def section(folder: Path) -> str:
    """Return the part of the page that lists one folder."""
    paths = [path for path in sorted(folder.glob("*.py")) if path.name != "__init__.py"]
    name = folder.relative_to(ROOT).as_posix()
    lines = [f"\n## {name}/\n\n{first_line(folder / '__init__.py')}\n\n"]
    lines += [f"- `{path.name}`: {first_line(path)}\n" for path in paths]
    return "".join(lines)


def page() -> str:
    """Return docs/map.md as it should be."""
    folders = {path.parent.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("__init__.py")}
    named = [name or "." for name in ORDER]
    rank = {name: place for place, name in enumerate(named)}
    ordered = sorted(folders, key=lambda name: (rank.get(name, len(rank)), name))
    return HEAD + "".join(section(PACKAGE / name) for name in ordered)


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(PAGE.read_text(encoding="utf-8") != page())
    PAGE.write_text(page(), encoding="utf-8")
