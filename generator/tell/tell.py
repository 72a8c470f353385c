"""Tell: prints an account in the form that was asked for, and writes its summary."""

from __future__ import annotations

import argparse
import os
import select
import sys
from contextlib import suppress
from pathlib import Path

from generator.problem import ProblemsError, SaidError
from generator.said import Said
from generator.tell.account import Account
from generator.tell.text import as_github, as_text

TOLD = (ProblemsError, SaidError, OSError, MemoryError)
"""Errors that are told in words: no fault of this program."""
FORMS = ("text", "json", "github", "sarif")


def add_forms(parser: argparse.ArgumentParser) -> None:
    """Add the options of a command that gives an account."""
    parser.add_argument(
        "--format", choices=FORMS, default="text",
        help="text for persons; json, sarif (2.1.0) or workflow commands of GitHub for programs",
    )  # fmt: skip
    parser.add_argument(
        "--summary", type=Path, metavar="FILE", help="add a summary in Markdown to this file"
    )
    parser.set_defaults(gives_account=True)


def tell(account: Account, options: argparse.Namespace) -> int:
    """Print an account, and return the exit code of the command."""
    form = getattr(options, "format", "text") if getattr(options, "gives_account", False) else ""
    form = form if form in FORMS else "text"
    if said := _in_form(account, form):
        print(said)
    if account.end:
        print(account.end, file=sys.stderr)
    path = getattr(options, "summary", None)
    if path is None and form == "github" and os.environ.get("GITHUB_STEP_SUMMARY"):
        path = Path(os.environ["GITHUB_STEP_SUMMARY"])
    if path is not None:
        from generator.tell.summary import as_markdown

        with path.open("a", encoding="utf-8") as file:
            file.write(as_markdown(account))
    return account.exit


def left() -> list[int]:
    """Return those of stdout and stderr whose reader has left: other pipes break, too."""
    found = select.poll()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # it is no file, as in tests
            found.register(stream.fileno(), 0)
    return [number for number, _event in found.poll(0)]


def failed(error: Exception, command: str, project: Path) -> Account:
    """Return the account of a command that one of the `TOLD` errors ended."""
    if isinstance(error, ProblemsError):
        count = len(error.problems)
        one = Said("1 problem. Nothing was written.")
        many = Said("{count} problems. Nothing was written.", count=count)
        return Account(
            command, project, tuple(error.problems), end=one if count == 1 else many, exit=1
        )
    code = error.exit_code if isinstance(error, SaidError) else 4
    what = error.said if isinstance(error, SaidError) else Said.verbatim(error)
    if isinstance(error, MemoryError):
        what = Said("there is not enough memory; the last good output is untouched.")
    if isinstance(error, BrokenPipeError):
        what = Said("a process that worked for this one ended too early. Try it again.")
    return Account(command, project, end=Said("tisc-snapshot: {what}", what=what), exit=code)


def _in_form(account: Account, form: str) -> str:
    """Return an account in one of the forms."""
    if form in ("text", "github"):
        return as_text(account) if form == "text" else as_github(account)
    from generator.tell.programs import as_json, as_sarif  # a person need not wait for these

    return as_json(account) if form == "json" else as_sarif(account)
