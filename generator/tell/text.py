"""Text: an account as lines for a person, and as commands that GitHub shows beside the code."""

from __future__ import annotations

from generator.problem import Problem
from generator.tell.account import Account


def as_text(account: Account) -> str:
    """Return each Problem on its line, then what the command says besides."""
    lines = [str(problem) for problem in account.problems]
    return "\n".join([*lines, *([account.text] if account.text else [])])


def as_github(account: Account) -> str:
    """Return a workflow command for each Problem, then what the command says besides."""
    lines = [_annotation(problem, account) for problem in account.problems]
    if account.end and (not account.problems or account.exit > 1):
        lines.append(f"::error::{_data(str(account.end))}")
    return "\n".join([*lines, *([account.text] if account.text else [])])


def _annotation(problem: Problem, account: Account) -> str:
    """Return the command that shows a Problem at its line; a cell has no line to show it at."""
    place = problem.place
    said = f"{place}: {problem.said}" if place.cell else str(problem.said)
    parts = {"file": account.file(place)}
    if not place.cell:
        parts |= {"line": str(place.line), "col": str(place.column)}
    parts["title"] = problem.code
    listed = ",".join(f"{name}={_property(text)}" for name, text in parts.items())
    return f"::{problem.level} {listed}::{_data(said)}"


def _data(text: str) -> str:
    """Return text so that it can neither end its command nor begin another."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Return the same for a property, where colon and comma separate as well."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
