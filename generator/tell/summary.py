"""Summary: an account as Markdown, for the page of a job."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from generator.said import Said
from generator.tell.account import Account

MOST = 200
"""Rows of a table that a person may still read; a host cuts a summary off at one MiB."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~-])")


def as_markdown(account: Account) -> str:
    """Return counts, a table of the Problems, and the tables of what was counted."""
    return "\n".join(_lines(account)) + "\n"


def _lines(account: Account) -> Iterator[str]:
    """Yield the lines."""
    yield f"## tisc-snapshot {account.command}"
    yield ""
    counted = {"errors": account.count("error"), "warnings": account.count("warning")}
    yield str(Said("Errors: {errors}. Warnings: {warnings}.", **counted))
    if account.problems:
        head = (Said("place"), Said("code"), Said("what"))
        yield from _table(
            head, ((p.place, f"{p.level}: {p.code}", p.said) for p in account.problems)
        )
    for table in account.tables:
        yield from _table(table.head, table.rows)
    if account.end:
        yield from ("", _cell(account.end))
    yield ""


def _table(head: Iterable[object], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield the lines of a table, and how many rows were left out."""
    names, listed = list(head), list(rows)
    if not listed:
        return
    yield from ("", _row(names), "|" + " --- |" * len(names))
    yield from (_row(row) for row in listed[:MOST])
    if len(listed) > MOST:
        yield from ("", str(Said("And {count} more.", count=len(listed) - MOST)))


def _row(cells: Iterable[object]) -> str:
    """Return one row."""
    return "| " + " | ".join(map(_cell, cells)) + " |"


def _cell(value: object) -> str:
    """Return text that stands in a cell as it is: no markup, no HTML, one line."""
    return _SPECIAL.sub(r"\\\1", html.escape(" ".join(str(value).split()), quote=False))
