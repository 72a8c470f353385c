"""Writes what a change does as a comment: `comment.md` and `number` beside the difference.

The number of the request stands in NUMBER; on the page of a job the comment is shown, too.
"""

from __future__ import annotations

import html
import os
import sys
from pathlib import Path

MOST = 40_000
"""Characters of the difference in a comment; hosts take some 65,000."""


def comment(text: str) -> str:
    """Return the comment: the text as it is, without any markup of its own."""
    cut = text[:MOST]
    rest = "" if cut == text else "\n\nThe rest stands in the artefact `difference`."
    return (
        "## What this change does to the report\n\n"
        "Values, texts, charts and pages as pictures stand in the artefact `difference`"
        " (`index.html`).\n\n"
        f"<details><summary>All differences as text</summary>\n\n<pre>{html.escape(cut)}</pre>\n\n"
        f"</details>{rest}\n"
    )


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    said = comment((folder / "difference.txt").read_text(encoding="utf-8"))
    (folder / "comment.md").write_text(said, encoding="utf-8")
    (folder / "number").write_text(os.environ.get("NUMBER", ""), encoding="utf-8")
    if page := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(page).open("a", encoding="utf-8") as file:
            file.write(said)
