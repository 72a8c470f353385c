"""The command `init`: a new project."""

from __future__ import annotations

import argparse
from pathlib import Path

EXAMPLES = """\
examples:
  tisc-snapshot init my-report    then: cd my-report; tisc-snapshot build
"""


def add_init(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    init = commands.add_parser(
        "init", help="begin a new project, with data that are made up", epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    init.add_argument("folder", type=Path, metavar="DIR", help="empty, or not there yet")
    init.set_defaults(run=_init)


def _init(options: argparse.Namespace) -> int:
    """Write the project; prints what to do next."""
    from generator.begin.begin import begin

    print(begin(options.folder))
    return 0
