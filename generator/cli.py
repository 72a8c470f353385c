"""The command line: one door, where errors become text and exit codes."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from generator import __version__
from generator.begin.cli import add_init
from generator.diff.cli import add_diff
from generator.explain.cli import add_explain
from generator.next_year.cli import add_data
from generator.preview.cli import add_preview
from generator.publish.cli import add_final, add_many, add_publish, add_rebuild
from generator.said import Said, languages, own_language, speaking
from generator.tell.account import Account
from generator.tell.parser import Parser
from generator.tell.tell import TOLD, add_forms, failed, left, tell
from generator.translate.cli import add_translate

EXAMPLES = """\
examples:
  tisc-snapshot check                    look for mistakes in data/ and texts
  tisc-snapshot check --sources ../held  and hold the words of sources against copies
  tisc-snapshot build                    make the newest edition under output/
  tisc-snapshot build 2023 --lang en     one edition, one language
  tisc-snapshot build --lang bilingual   only the edition with two languages facing
  tisc-snapshot build --only html        skip the PDF and the data annex
  tisc-snapshot build --single-file      each page also as one file with everything in it
  tisc-snapshot build --draft            the original where a translation is not done, stamped
  tisc-snapshot build --final            for publication: refused while anything is open
  tisc-snapshot build --all              every edition of the project, and --help for more
  tisc-snapshot publish ../site          a verified final build, at an address that stays
  tisc-snapshot verify                   read every figure back from the finished files
  tisc-snapshot verify --require-all     and fail where a checker is not on this machine
  tisc-snapshot verify --rebuild         build it again and compare each byte
  tisc-snapshot explain cn_requests      what stands behind a figure, down to file and line
  tisc-snapshot explain code bad-period  what the code of a problem means
  tisc-snapshot check --format sarif     for programs: json, sarif, github
  tisc-snapshot --messages zh-CN check   in Chinese
  tisc-snapshot diff output/2023 2024    what two editions say differently
  tisc-snapshot explain string Contents  which file says it, and how to change it
  tisc-snapshot init my-report           begin a project of your own, with data that are made up
  tisc-snapshot translate status         which translations are stale or missing
  tisc-snapshot data new 2024            begin next year: a workbook to fill in, and its edition
  tisc-snapshot --project ../atlantis build --out /tmp/atlantis

exit codes: 0 done, 1 problems in what was written, 2 wrong usage,
3 the output failed its verification, 4 the machine lacks something
"""

MANY = """\
many at once:
  tisc-snapshot build --all                          every edition of the project
  tisc-snapshot build --projects countries/*         the newest edition of each project
  tisc-snapshot build 2030 --projects north south    the edition 2030 of two projects
  tisc-snapshot build --all --projects countries/*   every edition of each project
  tisc-snapshot build --all --format json            what became of each, for programs

Each edition lies in the output/ of its project, with the same bytes as if it were built alone.
Where one cannot be made, the others are; the exit code is the highest of all.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    with speaking(_language(words)):
        try:
            code = _run(words)
            sys.stdout.flush()
            return code
        except BrokenPipeError:  # as `| head` does, once it has enough; the end must not write, too
            for stream in left():
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
            return 128 + signal.SIGPIPE


def _run(words: Sequence[str]) -> int:
    """Run one command, and tell what ends it; returns the exit code."""
    options = _parser().parse_args(words)
    try:
        done = options.run(options)
        return tell(done, options) if isinstance(done, Account) else int(done)
    except TOLD as error:
        if isinstance(error, BrokenPipeError) and left():
            raise
        return tell(failed(error, options.command, options.project), options)
    except KeyboardInterrupt:
        stopped = Said("tisc-snapshot: stopped; the last good output is untouched.")
        print(stopped, file=sys.stderr)
        return 130


def _language(words: Sequence[str]) -> str:
    """Return the language to speak: the one that is asked for, or that of the environment."""
    early = argparse.ArgumentParser(add_help=False)
    early.add_argument("--messages", nargs="?")
    asked = early.parse_known_args(words)[0].messages
    return asked if asked in languages() else own_language()


def _parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    # The option is known before and after the command; only the first place has the default, since
    # a default after the command would undo what stands before it.
    common = Parser(add_help=False)
    first = Parser(add_help=False)
    for place, default in ((common, argparse.SUPPRESS), (first, Path())):
        place.add_argument("--project", type=Path, default=default, metavar="DIR",
                           help="the folder that holds data/ (default: this folder)")  # fmt: skip
        unsaid = argparse.SUPPRESS if place is common else None
        place.add_argument(
            "--messages", choices=languages(), metavar="TAG", default=unsaid,
            help="the language of messages: en, zh-CN (default: from LANG)",
        )  # fmt: skip
    parser: argparse.ArgumentParser = Parser(
        "tisc-snapshot", description="Checked indicator data in, a bilingual report out.",
        epilog=EXAMPLES, parents=[first],
    )  # fmt: skip
    parser.add_argument("--version", action="version", version=f"tisc-snapshot {__version__}")
    commands = parser.add_subparsers(
        title="commands", metavar="COMMAND", required=True, dest="command"
    )
    _add_check(commands, common)
    _add_build(commands, common)
    _add_verify(commands, common)
    add_explain(commands, common)
    add_translate(commands, common)
    add_preview(commands, common)
    add_publish(commands, common)
    add_data(commands, common)
    add_diff(commands, common)
    add_init(commands)
    return parser


def _add_check(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the command that looks for mistakes."""
    check = commands.add_parser("check", parents=[common], help="look for mistakes, draw nothing")
    check.add_argument(
        "--sources", type=Path, metavar="DIR", help="hold the words of sources against copies here"
    )
    check.add_argument(
        "--no-cache", dest="cache", action="store_false", help="look at everything anew"
    )
    add_forms(check)
    check.set_defaults(run=_check)


def _add_verify(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the command that verifies a finished folder."""
    verify = commands.add_parser(
        "verify", parents=[common], help="read every figure back, and run all checkers there are",
        description="Read every figure back from the finished files, and run each checker by others"
        " that this machine has.",
    )  # fmt: skip
    verify.add_argument(
        "output", nargs="?", type=Path, help="a finished folder (default: the newest edition's)"
    )
    verify.add_argument(
        "--require-all", action="store_true", help="a checker that is not here is a failure (4)"
    )
    add_rebuild(verify)
    add_forms(verify)
    verify.set_defaults(run=_verify)


def _add_build(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the command that builds an edition."""
    build = commands.add_parser(
        "build", parents=[common], help="make HTML, PDF and data of editions", epilog=MANY
    )
    build.add_argument("edition", nargs="?", help="id of the edition (default: the newest)")
    add_many(build)
    build.add_argument(
        "--lang", action="append", metavar="TAG",
        help="only this language, or bilingual: two languages facing; may repeat",
    )  # fmt: skip
    build.add_argument(
        "--only", default="html,pdf,data", metavar="KINDS", help="some of html,pdf,data"
    )
    build.add_argument("--out", type=Path, metavar="DIR", help="write to this folder instead")
    build.add_argument(
        "--no-cache", dest="cache", action="store_false", help="make everything anew"
    )
    build.add_argument(
        "--single-file", action="store_true", help="each page also as one file, everything in it"
    )
    build.add_argument(
        "--draft", action="store_true", help="show the original where a translation is not done"
    )
    build.add_argument(
        "--jobs", type=int, metavar="N", help="worker processes (default: as many as cores)"
    )
    add_final(build)
    add_forms(build)
    build.set_defaults(run=_build)


def _check(options: argparse.Namespace) -> Account:
    """Check the project."""
    from generator.commands import check

    return check(options)


def _verify(options: argparse.Namespace) -> Account:
    """Verify a finished folder."""
    from generator.commands import verify

    return verify(options)


def _build(options: argparse.Namespace) -> Account:
    """Build one edition."""
    from generator.commands import build

    return build(options)
