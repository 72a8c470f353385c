"""Adds to output/site what is no published edition, the documentation, and a page of links."""

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
    """Copy the editions that are not there yet; returns the names of all, newest first."""
    target.mkdir(parents=True, exist_ok=True)
    listed = target / "site.json"
    published = json.loads(listed.read_text(encoding="utf-8")) if listed.is_file() else {}
    found = {
        json.loads(path.read_text(encoding="utf-8"))["edition"]: path.parent
        for path in output.glob("*/manifest.json")
    }
    for name in found.keys() - published.keys():
        shutil.copytree(found[name], target / name)
    names = sorted({*found, *published}, reverse=True)
    entries = [f'<li><a href="{html.escape(name)}/">{html.escape(name)}</a></li>' for name in names]
    if (output / "docs").is_dir():
        shutil.copytree(output / "docs", target / "docs")
        entries.append('<li><a href="docs/">Documentation</a></li>')
    (target / "index.html").write_text(PAGE.format(entries="\n".join(entries)), encoding="utf-8")
    return names


if __name__ == "__main__":
    print("site:", *site(OUTPUT, OUTPUT / "site"))
