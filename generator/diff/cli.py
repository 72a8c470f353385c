"""The command `diff`: what two editions, builds or revisions say differently."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.said import Said

EXAMPLES = """\
examples:
  tisc-snapshot diff output/2023 2024           a finished build and an edition of this project
  tisc-snapshot diff HEAD~3:2023 2023           an edition as it was, and as it is
  tisc-snapshot diff main draft --format json   two revisions, for a program
  tisc-snapshot diff 2023 2024 --pages --out review    page, JSON and text in a folder

A and B are each an edition's id, the folder of a finished build, or a revision of the project's
history, with an edition after a colon (else its newest). What is no build is built in passing.
"""
FORMATS = {".html": "html", ".json": "json", ".txt": "text"}
NAMES = {"html": "index.html", "json": "difference.json", "text": "difference.txt"}
"""What each format is called in a folder."""
Commands = argparse._SubParsersAction


def add_diff(commands: Commands[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add the command."""
    diff = commands.add_parser(
        "diff", parents=[common], help="say what two editions, builds or revisions say differently",
        epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    diff.add_argument("before", metavar="A", help="edition, folder of a build, or revision")
    diff.add_argument("now", metavar="B", help="the later one")
    diff.add_argument("--format", choices=("text", "json", "html"), help="default: text")
    diff.add_argument("--out", type=Path, metavar="PATH",
                      help="a file (.html, .json, .txt), or a folder for all three")  # fmt: skip
    diff.add_argument("--lang", metavar="TAG", help="language of page and text (default: en)")
    diff.add_argument("--pages", action="store_true",
                      help="make PDFs of what is no build, and compare their pages")  # fmt: skip
    diff.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Print or write the difference."""
    from generator.diff.report import DiffOrder, diff

    order = DiffOrder(options.project, options.before, options.now, options.lang, options.pages)
    wanted = options.format or (FORMATS.get(options.out.suffix) if options.out else "text")
    formats = (wanted,) if wanted else tuple(NAMES)
    made = diff(order, formats)
    if options.out is None:
        sys.stdout.write(made[formats[0]])
        return 0
    alone = bool(options.out.suffix in FORMATS)
    for kind, content in made.items():
        path = options.out if alone else options.out / NAMES[kind]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        print(Said("Written: {path}", path=path))
    return 0
