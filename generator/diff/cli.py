"""The command `diff`: what two editions, builds or revisions say differently."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from generator.said import Said
from generator.tell.account import Account

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
HOSTS = ("github", "sarif")
"""Forms that show what was found beside the data, whatever is written besides."""
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
    diff.add_argument(
        "--format",
        choices=(*NAMES, *HOSTS),
        help="default: text; github and sarif for hosts that show findings",
    )
    diff.add_argument("--out", type=Path, metavar="PATH",
                      help="a file (.html, .json, .txt), or a folder for all three")  # fmt: skip
    diff.add_argument(
        "--lang", metavar="TAG", help="language of page and text (default: that of messages)"
    )
    diff.add_argument("--pages", action="store_true",
                      help="make PDFs of what is no build, and compare their pages")  # fmt: skip
    diff.set_defaults(run=_run, gives_account=True)


def _run(options: argparse.Namespace) -> Account | int:
    """Print or write the difference, or give an account of it to a host."""
    from generator.diff.report import DiffOrder, told

    order = DiffOrder(options.project, options.before, options.now, options.lang, options.pages)
    found, out, form = told(order), options.out, options.format
    alone = FORMATS.get(out.suffix) if out else None
    kinds = (alone,) if alone else tuple(NAMES)
    if form in HOSTS:
        _write(found.written(kinds), out) if out else None
        return found.account()
    if out is None:
        sys.stdout.write(found.written([form or "text"])[form or "text"])
        return 0
    made = found.written([form] if form else kinds)
    for path in _write(made, out):
        print(Said("Written: {path}", path=path))
    return 0


def _write(made: Mapping[str, str], out: Path) -> list[Path]:
    """Write the difference into a file or a folder; returns what was written."""
    paths = {kind: out if out.suffix in FORMATS else out / NAMES[kind] for kind in made}
    for kind, path in paths.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made[kind], encoding="utf-8")
    return list(paths.values())
