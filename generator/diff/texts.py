"""Texts: the prose of two holdings in one language, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from generator.diff.sentences import Passages, Sentence

Op = Literal["same", "gone", "new"]
Piece = tuple[Op, str]
ALIKE = 0.5
"""Two sentences with so much in common (0 to 1) are one that was changed."""
_TOKEN = re.compile(r"[0-9][0-9.,]*[0-9%]|[0-9]|[A-Za-zÀ-ɏ'’-]+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class TextChange:
    """One sentence: added, dropped, moved, changed, or the same but for its figures."""

    language: str
    section: str
    kind: Literal["added", "dropped", "moved", "changed", "figures"]
    before: tuple[Piece, ...]
    now: tuple[Piece, ...]
    was_in: str = ""
    """The section in which a moved sentence stood."""


def text_changes(tag: str, before: Passages, now: Passages) -> list[TextChange]:
    """Return the changes of one language, in the reading order of the later text."""
    sections = dict.fromkeys(s.section for s in (*now.sentences, *before.sentences))
    found = [
        change
        for section in sections
        for change in _of_section(tag, section, _in(section, before), _in(section, now))
    ]
    return list(_moved(found))


def _in(section: str, text: Passages) -> list[Sentence]:
    """Return the sentences of a section."""
    return [sentence for sentence in text.sentences if sentence.section == section]


def _of_section(
    tag: str, section: str, before: list[Sentence], now: list[Sentence]
) -> Iterator[TextChange]:
    """Yield the changes inside one section."""
    frames = [s.frame for s in before], [s.frame for s in now]
    matcher = SequenceMatcher(None, *frames, autojunk=False)
    for op, start, end, other, last in matcher.get_opcodes():
        if op == "equal":
            for one, two in zip(before[start:end], now[other:last], strict=True):
                if one.words != two.words:
                    yield TextChange(tag, section, "figures", *pieces(one.words, two.words))
        else:
            yield from _replaced(tag, section, before[start:end], now[other:last])


def _replaced(
    tag: str, section: str, before: Sequence[Sentence], now: Sequence[Sentence]
) -> Iterator[TextChange]:
    """Yield the changes of a run: what is alike was changed, the rest was added or dropped."""
    left = list(before)
    for sentence in now:
        near = max(left, key=lambda old: _likeness(old.words, sentence.words), default=None)
        if near is not None and _likeness(near.words, sentence.words) >= ALIKE:
            left.remove(near)
            yield TextChange(tag, section, "changed", *pieces(near.words, sentence.words))
        else:
            yield TextChange(tag, section, "added", (), (("new", sentence.words),))
    for sentence in left:
        yield TextChange(tag, section, "dropped", (("gone", sentence.words),), ())


def _likeness(one: str, other: str) -> float:
    """Return how much of two sentences is the same, 0 to 1."""
    left, right = (
        [token for token in _TOKEN.findall(text) if token[0].isalnum()] for text in (one, other)
    )
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def pieces(before: str, now: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both sentences in pieces: what stays, what is gone, what is new.

    A word or a number is one piece; in a script without spaces, a character is.
    """
    one, other = _TOKEN.findall(before), _TOKEN.findall(now)
    left: list[Piece] = []
    right: list[Piece] = []
    for op, start, end, first, last in SequenceMatcher(None, one, other, False).get_opcodes():
        gone, new = "".join(one[start:end]), "".join(other[first:last])
        if op == "equal":
            left.append(("same", gone))
            right.append(("same", new))
        else:
            left += [("gone", gone)] if gone else []
            right += [("new", new)] if new else []
    return tuple(left), tuple(right)


def _moved(changes: list[TextChange]) -> Iterator[TextChange]:
    """Yield the changes; a sentence dropped in one section and added in another has moved."""
    gone = {_text(c.before): c for c in changes if c.kind == "dropped"}
    new = {_text(c.now) for c in changes if c.kind == "added"}
    for change in changes:
        text = _text(change.now)
        if change.kind == "added" and text in gone:
            yield replace(change, kind="moved", was_in=gone[text].section)
        elif change.kind != "dropped" or _text(change.before) not in new:
            yield change


def _text(pieces: tuple[Piece, ...]) -> str:
    """Return pieces as one text."""
    return "".join(text for _, text in pieces)
