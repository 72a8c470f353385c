"""Parser: a command line whose help and complaints are in the language that is spoken."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from typing import Any

from generator.said import spoken

OF_ARGPARSE = (
    "usage: ", "positional arguments", "options", "show this help message and exit",
    "show program's version number and exit", "%(prog)s: error: %(message)s\n",
    "the following arguments are required: %s", "unrecognized arguments: %s",
    "argument %(argument_name)s: %(message)s", "expected one argument",
    "expected at least one argument", "invalid %(type)s value: %(value)r",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "unknown parser %(parser_name)r (choices: %(choices)s)",
    "ambiguous option: %(option)s could match %(matches)s", "not allowed with argument %s",
)  # fmt: skip
"""What the library says that takes the command line apart."""

# The library looks its words up by this name of its own, for catalogues that it never ships.
argparse._ = spoken  # type: ignore[attr-defined]


_PIECES = re.compile(r"(^ *tisc-snapshot .*?\S {2,}(?=\S)|\n)", re.MULTILINE)
"""An example's command, and the ends of lines: what is never translated."""


def pieces(text: str) -> Iterator[str]:
    """Yield the parts of a text of help: what is looked up, and what stands between."""
    yield from (piece for piece in _PIECES.split(text) if piece)


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Writes the help; every text of it is looked up."""

    def add_text(self, text: str | None) -> None:
        """Add a description or an epilog."""
        super().add_text("".join(map(spoken, pieces(text))) if text else text)

    def start_section(self, heading: str | None) -> None:
        """Begin a list of commands or options."""
        super().start_section(spoken(heading) if heading else heading)

    def _get_help_string(self, action: argparse.Action) -> str | None:
        """Return the help of one command or option."""
        return spoken(action.help) if action.help else action.help


class Parser(argparse.ArgumentParser):
    """A parser that writes its help so; those of its commands are alike."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Take what the library's own takes."""
        super().__init__(*arguments, **{**named, "formatter_class": Formatter})
