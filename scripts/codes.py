"""Writes docs/codes.md: each code of a Problem, what it means, and one as it is printed.

With --check it writes nothing, and exits with 1 where the file is not as it would be written.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from generator.tell.codes import codes

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "codes.md"
PRINTED = re.compile(r"^\S.*: (?:error|warning)\[([a-z0-9-]+)\]: .*$", re.MULTILINE)
HEAD = """\
# Codes of problems

Written by `make codes` from `generator/tell/codes.yaml` and the examples in `tests/mistakes/`; do
not edit it. `tisc-snapshot explain code NAME` says the same, and in Chinese with
`--messages zh-CN`. An error stops, a warning is printed and counted. Codes are stable: programs
that read [the results](results.md) may rely on them.
"""


def examples() -> dict[str, str]:
    """Return the first printed line of each code."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "tests" / "mistakes").glob("*/expected.txt")):
        for line in PRINTED.finditer(path.read_text(encoding="utf-8")):
            found.setdefault(line[1], line[0])
    return found


def written() -> str:
    """Return the text of the file."""
    printed = examples()
    parts = [HEAD]
    for code, meaning in codes().items():
        parts.append(f"## {code}\n\n{meaning.replace('<', '&lt;').replace('*', chr(92) + '*')}\n")
        if code in printed:
            parts.append(f"```text\n{printed[code]}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    if "--check" not in sys.argv:
        TARGET.write_text(written(), encoding="utf-8")
    sys.exit(TARGET.read_text(encoding="utf-8") != written())
