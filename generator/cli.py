"""The command line: one door, where errors become text and exit codes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from generator import __version__
from generator.next_year.cli import add_data
from generator.preview.cli import add_preview
from generator.problem import MachineError, OutputError, ProblemsError, UsageError
from generator.said import Said
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
  tisc-snapshot verify                   read every figure back from the finished files
  tisc-snapshot verify --require-all     and fail where a checker is not on this machine
  tisc-snapshot explain cn_requests      what stands behind a figure, down to file and line
  tisc-snapshot translate status         which translations are stale or missing
  tisc-snapshot data new 2024            begin next year: a workbook to fill in, and its edition
  tisc-snapshot --project ../atlantis build --out /tmp/atlantis

exit codes: 0 done, 1 problems in what was written, 2 wrong usage,
3 the output failed its verification, 4 the machine lacks something
"""


EXPLAIN_EXAMPLES = """\
examples:
  tisc-snapshot explain cn_requests
  tisc-snapshot explain cn_institutions@2021-11-25 --edition 2023
  tisc-snapshot explain cn_growth --format json
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    try:
        options = _parser().parse_args(arguments)
        return int(options.run(options))
    except ProblemsError as error:
        for problem in error.problems:
            print(problem)
        count = len(error.problems)
        problems = "problem" if count == 1 else "problems"
        print(f"{count} {problems}. Nothing was written.", file=sys.stderr)
        return 1
    except UsageError as error:
        print(f"tisc-snapshot: {error}", file=sys.stderr)
        return 2
    except OutputError as error:
        print(f"tisc-snapshot: {error}", file=sys.stderr)
        return 3
    except (MachineError, OSError) as error:
        print(f"tisc-snapshot: {error}", file=sys.stderr)
        return 4
    except KeyboardInterrupt:
        print("tisc-snapshot: stopped; the last good output is untouched.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    # The option is known before and after the command; only the first place has the default, since
    # a default after the command would undo what stands before it.
    common = argparse.ArgumentParser(add_help=False)
    first = argparse.ArgumentParser(add_help=False)
    for place, default in ((common, argparse.SUPPRESS), (first, Path())):
        place.add_argument("--project", type=Path, default=default, metavar="DIR",
                           help="the folder that holds data/ (default: this folder)")  # fmt: skip
    parser = argparse.ArgumentParser(
        "tisc-snapshot", description="Checked indicator data in, a bilingual report out.",
        epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter, parents=[first],
    )  # fmt: skip
    parser.add_argument("--version", action="version", version=f"tisc-snapshot {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    check = commands.add_parser("check", parents=[common], help="look for mistakes, draw nothing")
    check.add_argument(
        "--sources", type=Path, metavar="DIR", help="hold the words of sources against copies here"
    )
    check.set_defaults(run=_check)
    _add_build(commands, common)
    _add_verify(commands, common)
    _add_explain(commands, common)
    add_translate(commands, common)
    add_preview(commands, common)
    add_data(commands, common)
    return parser


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
    verify.add_argument("--format", choices=("text", "json"), default="text")
    verify.set_defaults(run=_verify)


def _add_build(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the command that builds an edition."""
    build = commands.add_parser(
        "build", parents=[common], help="make HTML, PDF and data of one edition"
    )
    build.add_argument("edition", nargs="?", help="id of the edition (default: the newest)")
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
    build.set_defaults(run=_build)


def _add_explain(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the command that explains a figure."""
    explain = commands.add_parser(
        "explain", parents=[common], help="say what stands behind a figure",
        description="Say what stands behind a figure, down to file and line.",
        epilog=EXPLAIN_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    explain.add_argument("what", help="id of the figure: data-finding in the HTML")
    explain.add_argument("--edition", metavar="ID", help="id of the edition (default: the newest)")
    explain.add_argument("--format", choices=("text", "json"), default="text")
    explain.set_defaults(run=_explain)


def _check(options: argparse.Namespace) -> int:
    """Check the project; prints what was looked at."""
    from generator.check.check import checked, warned

    library = checked(options.project, options.sources)
    warnings = warned(library, options.project)
    for warning in warnings:
        print(warning)
    count = len(warnings)
    said = f", {count} warning{'s' * (count > 1)}" if count else ""
    print(
        f"No problems{said}: {len(library.observations)} observations, {len(library.indicators)} "
        f"indicators, {len(library.sources)} sources, {len(library.editions)} editions."
    )
    if options.sources is not None:
        from generator.check.copies import check_copies

        print(check_copies(library, options.sources)[1])
    return 0


def _explain(options: argparse.Namespace) -> int:
    """Print what stands behind a figure."""
    from generator.build import source_of
    from generator.explain.explain import explain

    print(explain(options.what, source_of(options.project, options.edition), options.format))
    return 0


def _verify(options: argparse.Namespace) -> int:
    """Verify a finished folder; prints faults, what each file shows, what each checker says."""
    from generator.checkers.checkers import check_all
    from generator.verify.verdict import Verdict
    from generator.verify.verify import verify_output

    found = verify_output(options.project, options.output)
    verdict = Verdict(found.faults, found.coverage, tuple(check_all(found.folder)))
    print(verdict.json() if options.format == "json" else verdict.text())
    verdict.end(require_all=options.require_all)
    return 0


def _build(options: argparse.Namespace) -> int:
    """Build one edition; prints where it lies."""
    from generator.build import KINDS, Order, build

    kinds = tuple(kind.strip() for kind in options.only.split(","))
    if unknown := set(kinds) - set(KINDS):
        raise UsageError(
            Said(
                "--only knows html, pdf and data, not {unknown}.",
                unknown=", ".join(sorted(unknown)),
            )
        )
    tags = tuple(options.lang or ())
    if options.single_file and "html" not in kinds:
        raise UsageError(Said("--single-file needs html among --only."))
    order = Order(
        options.project, options.edition, tags, kinds, options.out, options.cache,
        options.single_file, options.draft,
    )  # fmt: skip
    print(f"Done: {build(order)}")
    return 0
