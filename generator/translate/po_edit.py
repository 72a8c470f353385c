"""Edits of PO files: wordings put in and marks taken away, with all else kept."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from babel.messages.pofile import denormalize, normalize

from generator.translate.edit import Edit, applied

_QUOTED = r'"(?:[^"\\\n]|\\.)*"'
_STRING = rf"{_QUOTED}(?:\s*\n\s*{_QUOTED})*"
_ENTRY = re.compile(
    rf"(?P<notes>(?:^#[^~\n].*\n|^#\n)*)"
    rf"^msgid[ \t]+(?P<id>{_STRING})\s*^msgstr[ \t]+(?P<str>{_STRING})",
    re.MULTILINE,
)


def with_wordings(text: str, changes: Mapping[str, str]) -> str:
    """Return a PO file with other wordings of some messages; these are no longer fuzzy."""
    left = dict(changes)
    edits = list[Edit]()
    for match in _ENTRY.finditer(text):
        words = left.pop(denormalize(match["id"]), None)
        if words is not None:
            edits.append(Edit(*match.span("str"), normalize(words, width=0)))
            edits += _sure(match)
    fresh = "".join(
        f"\nmsgid {normalize(message, width=0)}\nmsgstr {normalize(words, width=0)}\n"
        for message, words in left.items()
    )
    return applied(text, edits).rstrip("\n") + "\n" + fresh if left else applied(text, edits)


def without_fuzzy(text: str, messages: Collection[str]) -> str:
    """Return a PO file in which some messages are no longer fuzzy."""
    found = (match for match in _ENTRY.finditer(text) if denormalize(match["id"]) in messages)
    return applied(text, [edit for match in found for edit in _sure(match)])


def _sure(match: re.Match[str]) -> Iterator[Edit]:
    """Yield the edit that takes the mark “fuzzy” and the previous message from an entry."""
    notes = re.sub(r"(?m)^#\|.*\n", "", match["notes"])
    notes = re.sub(r"(?m)^#,\s*fuzzy\s*\n", "", notes)
    notes = re.sub(r"(?m)^(#,.*?),?\s*\bfuzzy\b(,?)", r"\1", notes)
    if notes != match["notes"]:
        yield Edit(*match.span("notes"), notes)
