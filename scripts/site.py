"""Puts together output/site for a host of pages: the editions that were built, and the docs."""

from __future__ import annotations

import html
import json
import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent
OUTPUT = ROOT / "output"
PAGE = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Editions</title>
<h1>Editions</h1>
<ul>
{entries}
</ul>
</html>
"""


def site(output: Path, target: Path) -> list[str]:
    """Copy all finished editions, newest first, with a page of links; returns their names."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    found = {
        json.loads(path.read_text(encoding="utf-8"))["edition"]: path.parent
        for path in output.glob("*/manifest.json")
    }
    names = sorted(found, reverse=True)
    for name in names:
        shutil.copytree(found[name], target / name)
    entries = [f'<li><a href="{html.escape(name)}/">{html.escape(name)}</a></li>' for name in names]
    if (output / "docs").is_dir():
        shutil.copytree(output / "docs", target / "docs")
        entries.append('<li><a href="docs/">Documentation</a></li>')
    (target / "index.html").write_text(PAGE.format(entries="\n".join(entries)), encoding="utf-8")
    return names


if __name__ == "__main__":
    print("site:", *site(OUTPUT, OUTPUT / "site"))
