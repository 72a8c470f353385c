"""Paragraph: the pieces of a Markdown text, each with its place, and what its front matter says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_HEAD = re.compile(r"---\n(?P<lines>(?:.*\n)*?)---(?:\n\n?|\Z)")
_TRANSLATES = re.compile(r"translates:(?P<prints>(?: +[0-9a-f]{8})*) *\n")
_BLOCK = re.compile(r"(?:^[^\n]*\S[^\n]*(?:\n|\Z))+", re.MULTILINE)
_MARK = re.compile(r"# |> ?")


@dataclass(frozen=True)
class Paragraph:
    """A headline, paragraph or note for the margin: its words without their mark."""

    words: str
    mark: str
    """`# ` of a headline, `> ` of a note for the margin, or nothing."""
    start: int
    end: int

    def written(self, words: str) -> str:
        """Return other words with the mark of this paragraph on each line."""
        mark = self.mark.strip()
        return "\n".join(f"{mark} {line}" if mark else line for line in words.split("\n"))


def head_of(content: str) -> str:
    """Return the front matter of a text, its lines of dashes included; nothing where none is."""
    match = _HEAD.match(content)
    return match.group() if match else ""


def translates(head: str) -> tuple[str, ...]:
    """Return the fingerprints that a front matter names, or none when it says something else."""
    match = _HEAD.fullmatch(head)
    named = _TRANSLATES.fullmatch(match["lines"]) if match else None
    return tuple(named["prints"].split()) if named else ()


def head_with(prints: Sequence[str]) -> str:
    """Return the front matter that names these fingerprints."""
    return f"---\ntranslates: {' '.join(prints)}\n---\n\n"


def paragraphs(content: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text without front matter; its first line is the headline."""
    first = re.match(r"\s*# [^\n]*\n?", content)
    if first:
        yield _paragraph(content, *first.span())
    for match in _BLOCK.finditer(content, first.end() if first else 0):
        yield _paragraph(content, *match.span())


def _paragraph(content: str, start: int, end: int) -> Paragraph:
    """Return the paragraph between two offsets, without the space around it."""
    block = content[start:end]
    start += len(block) - len(block.lstrip())
    block = block.strip()
    mark = _MARK.match(block)
    words = re.sub(r"(?m)^> ?", "", block) if block.startswith(">") else block.removeprefix("# ")
    return Paragraph(words, mark.group() if mark else "", start, start + len(block))


UNKNOWN = "00000000"
"""In place of a fingerprint: nothing says what this paragraph was made from."""


def pairs(
    originals: Sequence[str], made_from: Sequence[str]
) -> Iterator[tuple[int | None, int | None]]:
    """Yield (original, translation) by position, given what each translation was made from.

    What is the same on both sides belongs together; between, one follows the other in order. A
    paragraph that only one side has comes with None.
    """
    matcher = SequenceMatcher(None, originals, made_from, autojunk=False)
    for _, start, end, other, last in matcher.get_opcodes():
        for i in range(max(end - start, last - other)):
            here, there = start + i, other + i
            yield (here if here < end else None), (there if there < last else None)
