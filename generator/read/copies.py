"""Copies: the held copies of sources, outside the project, found by their checksum."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.problem import Problem, UsageError
from generator.records.records import Source
from generator.said import Said

_FOLDED = str.maketrans("“”„«»『』「」‘’‚", '"""""""""' + "'''")
STOPS = ".,;:!?…。，；：！？"
"""A quotation may end with one of these for the sentence that it stands in."""


def folded(words: str) -> str:
    """Return words with each run of white space as one space and one style of quotes."""
    return " ".join(words.translate(_FOLDED).split())


@dataclass(frozen=True)
class Copy:
    """The text of a source, one paragraph a line of its file; the body begins at `start`."""

    paragraphs: tuple[str, ...]
    start: int

    @classmethod
    def of(cls, text: str, start: int) -> Copy:
        """Return the copy whose paragraph number `start` (from 1) is the first of the body."""
        return cls(tuple(folded(line) for line in text.splitlines() if line.strip()), start)

    def paragraphs_with(self, words: str) -> tuple[int, ...]:
        """Return the numbers, as cited, of the paragraphs of the body in which the words stand."""
        body = self.paragraphs[self.start - 1 :]
        pattern = _whole(folded(words))
        return tuple(i for i, text in enumerate(body, 1) if pattern.search(text))

    def holds(self, quotation: str) -> bool:
        """Tell whether a quotation stands anywhere, title included.

        Its first letter may be a capital or not, and its last sign a stop, for the sentence.
        """
        words = folded(quotation).rstrip(STOPS)
        ways = {start + words[1:] for start in (words[:1].lower(), words[:1].upper())}
        return any(_whole(way).search(text) for way in ways for text in self.paragraphs)


def _whole(words: str) -> re.Pattern[str]:
    """Return a pattern of words that neither begins nor ends inside a number or western word."""
    letter = r"[^\W\u3040-\u9fff]"
    before = rf"(?<!{letter})(?<!\d[.,])" if re.match(letter, words[:1]) else ""
    after = rf"(?!{letter})(?![.,]\d)" if re.match(letter, words[-1:]) else ""
    return re.compile(before + re.escape(words) + after)


def held(sources: Iterable[Source]) -> dict[str, Source]:
    """Return the sources of which a copy is held, by the checksum of that copy."""
    return {source.sha256: source for source in sources if source.sha256}


def copies_in(folder: Path, sources: Iterable[Source]) -> tuple[dict[str, Copy], list[Problem]]:
    """Return the copies that the folder holds, by source, and the Problems of the others."""
    if not folder.is_dir():
        raise UsageError(Said('--sources: there is no folder "{folder}".', folder=folder))
    wanted = held(sources)
    found: dict[str, Copy] = {}
    problems: list[Problem] = []
    for content in _contents(folder):
        source = wanted.pop(sha256(content).hexdigest(), None)
        if source is None:
            continue
        try:
            found[source.id] = Copy.of(content.decode("utf-8-sig"), source.paragraphs_start)
        except UnicodeDecodeError:
            what = Said("the file with this checksum is not UTF-8 text.")
            problems.append(
                Problem(source.place("sha256"), "copy-not-text", what, Said("Hold a text."))
            )
    return found, problems + [_missing(source) for source in wanted.values()]


def _contents(folder: Path) -> Iterator[bytes]:
    """Yield what each file of the folder and of those below it holds."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.read_bytes()


def _missing(source: Source) -> Problem:
    """Return the Problem of a copy that is not there."""
    what = Said("no file of the --sources folder has this checksum.")
    fix = Said("Put the copy there; if it changed, check each figure against it and write its sum.")
    return Problem(source.place("sha256"), "copy-missing", what, fix)
