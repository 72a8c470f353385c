"""The command `preview`: the report in a browser, and each change as it is saved."""

from __future__ import annotations

import argparse

EXAMPLES = """\
examples:
  tisc-snapshot preview                 then open the address that it prints
  tisc-snapshot preview --lang zh-CN    one language: quicker still

At that address, /_preview/beside/en shows the page and, beside it, the pages of the PDF.
"""
Commands = argparse._SubParsersAction


def add_preview(
    commands: Commands[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the command."""
    preview = commands.add_parser(
        "preview", parents=[common], help="show the report, and each change as it is saved",
        epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    preview.add_argument("edition", nargs="?", help="id of the edition (default: the newest)")
    preview.add_argument(
        "--lang", action="append", metavar="TAG", help="only this language; may repeat"
    )
    preview.add_argument("--port", type=int, default=8000, help="on this machine (default: 8000)")
    preview.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Serve the report until Ctrl-C."""
    from generator.preview.preview import Preview
    from generator.preview.serve import serve

    serve(Preview(options.project, options.edition, tuple(options.lang or ())), options.port)
    return 0
