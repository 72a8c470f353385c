"""The command `data new`: next year's skeleton, to be filled in."""

from __future__ import annotations

import argparse
from datetime import date

from generator.schema.cli import add_schemas

EXAMPLES = """\
examples:
  tisc-snapshot data new 2024    a workbook to fill in, and the folder of that edition
  tisc-snapshot data schemas     data/schemas/*.json, with which an editor completes and checks YAML
"""


def add_data(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the command."""
    data = commands.add_parser(
        "data", parents=[common], help="begin next year's data; help who types it", epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    steps = data.add_subparsers(title="steps", metavar="STEP", required=True)
    new = steps.add_parser(
        "new", parents=[common], help="write a workbook with last year's values, and an edition"
    )
    new.add_argument("year", metavar="YEAR", help="the year that the new edition reports")
    new.set_defaults(run=_new)
    add_schemas(steps, common)


def _new(options: argparse.Namespace) -> int:
    """Write the skeleton; prints what to do next."""
    from generator.next_year.next_year import begin

    print(begin(options.project, options.year, date.today()))
    return 0
