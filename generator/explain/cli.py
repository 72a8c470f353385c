"""The command `explain`: what stands behind a figure, a code, a template, a string, a wish."""

from __future__ import annotations

import argparse
import json

from generator.problem import UsageError
from generator.said import Said

EXAMPLES = """\
examples:
  tisc-snapshot explain template chapter.html    which file supplies it, and how to change it
  tisc-snapshot explain string Contents
  tisc-snapshot explain colour data
  tisc-snapshot explain chart requests-squares
  tisc-snapshot explain wish                     what editors want to change, and how it is done
  tisc-snapshot explain wish recolour
  tisc-snapshot explain cn_requests
  tisc-snapshot explain cn_institutions@2021-11-25 --edition 2023
  tisc-snapshot explain cn_growth --format json
  tisc-snapshot explain code unknown-region
"""


def add_explain(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the command that explains a figure."""
    explain = commands.add_parser(
        "explain", parents=[common], help="say what stands behind a figure, or supplies a template",
        description="Say what stands behind a figure, down to file and line; or which file "
        "supplies a template, string, colour or chart, what it hides, and how to change it.",
        epilog=EXAMPLES,
    )  # fmt: skip
    explain.add_argument(
        "what", nargs="+", metavar="WHAT",
        help="id of a figure (data-finding in the HTML), or: code NAME, template NAME, string KEY, "
        "colour NAME, chart ID, wish [NAME]",
    )  # fmt: skip
    explain.add_argument("--edition", metavar="ID", help="id of the edition (default: the newest)")
    explain.add_argument("--format", choices=("text", "json"), default="text")
    explain.set_defaults(run=_explain)


def _explain(options: argparse.Namespace) -> int:
    """Print what stands behind a figure or a code, or which file supplies a template or string."""
    if len(options.what) > 1 and options.what[0] == "code":
        return _explain_code(options)
    if options.what[0] == "wish":
        return _explain_wish(options)
    from generator.build import source_of
    from generator.explain.explain import explain
    from generator.explain.origin import origin

    kind, *words = options.what
    source = source_of(options.project, options.edition)
    if words:
        print(origin(kind, " ".join(words), source, options.format))
    else:
        print(explain(kind, source, options.format))
    return 0


def _explain_wish(options: argparse.Namespace) -> int:
    """Print what the editors' guide says; it is at hand whatever is wrong in the project."""
    from generator.explain.wish import wish
    from generator.read.layers import templates_of

    print(wish(" ".join(options.what[1:]), templates_of(options.project), options.format))
    return 0


def _explain_code(options: argparse.Namespace) -> int:
    """Print what the code of a Problem means."""
    from generator.tell.codes import meaning

    word, *names = options.what
    if word != "code" or len(names) != 1:
        raise UsageError(Said("explain takes the id of one figure, or: code NAME."))
    found = meaning(names[0])
    said = {"code": names[0], "meaning": str(found)}
    text = f"{names[0]}: {found}"
    print(json.dumps(said, ensure_ascii=False) if options.format == "json" else text)
    return 0
