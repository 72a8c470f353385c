"""Check of the words of sources: what we say was published stands in the copy, where we say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.problem import Place, Problem
from generator.read.copies import Copy, copies_in
from generator.records.library import Library
from generator.records.records import Observation
from generator.said import Said
from generator.word.tokens import tokens
from generator.word.written import written

LONGEST = 15
"""Words in a quotation: a title or a turn of phrase, never a sentence."""
HAN = "[\u3400-\u9fff]"


@dataclass(frozen=True)
class Coverage:
    """How many observations and quotations were held against a copy of their source."""

    observations: int
    of_observations: int
    quotations: int
    of_quotations: int

    def lines(self) -> list[Said]:
        """Return it in two lines."""
        rows = {"done": self.observations, "all": self.of_observations,
                "rest": self.of_observations - self.observations}  # fmt: skip
        quotes = {"done": self.quotations, "all": self.of_quotations,
                  "rest": self.of_quotations - self.quotations}  # fmt: skip
        return [
            Said(
                "{done} of {all} observations checked against a copy, {rest} not checked.", **rows
            ),
            Said(
                "{done} of {all} quotations checked against a copy, {rest} not checked.", **quotes
            ),
        ]


def check_copies(library: Library, folder: Path) -> tuple[list[Problem], Coverage]:
    """Return the Problems of all words against the copies in a folder, and what was compared."""
    copies, problems = copies_in(folder, library.sources.values())
    rows = [row for row in library.observations if row.paragraph and row.as_published]
    compared = [row for row in rows if row.source in copies]
    for row in compared:
        problems += _observation(row, copies[row.source])
    quoted = list(quotations(library))
    found = [said for said in quoted if said.source in copies]
    for said in found:
        problems += _quotation(said, copies[said.source])
    return problems, Coverage(len(compared), len(library.observations), len(found), len(quoted))


def _observation(row: Observation, copy: Copy) -> Iterator[Problem]:
    """Yield the Problem of words that do not stand in the paragraph that the row names."""
    where = copy.paragraphs_with(row.as_published)
    if row.paragraph in where:
        return
    what = Said(
        "“{as_published}” does not stand in paragraph {paragraph} of the copy.",
        as_published=row.as_published,
        paragraph=row.paragraph,
    )
    if where:
        named = ", ".join(map(str, where))
        fix = Said("It stands in paragraph {named}: is that the one?", named=named)
        yield Problem(row.place("paragraph"), "words-not-found", what, fix)
    else:
        fix = Said("Write the words just as the source has them.")
        yield Problem(row.place("as_published"), "words-not-found", what, fix)


@dataclass(frozen=True)
class Quotation:
    """Words of a source that a text or label quotes."""

    place: Place
    source: str
    words: str


def quotations(library: Library) -> Iterator[Quotation]:
    """Yield every quotation of texts and labels."""
    for text in written(library):
        for token in tokens(text.words):
            if token.kind == "quote":
                yield Quotation(text.place(token.offset), token.name, token.variant)


def _quotation(said: Quotation, copy: Copy) -> Iterator[Problem]:
    """Yield the Problem of a quotation that does not stand in the copy."""
    if not copy.holds(said.words):
        what = Said(
            "“{words}” does not stand in the copy of {source}.",
            words=said.words,
            source=said.source,
        )
        fix = Said("Quote the very words, or do without the quotation.")
        yield Problem(said.place, "quote-not-found", what, fix)


def word_problems(library: Library) -> Iterator[Problem]:
    """Yield what is wrong with the words of sources even where no copy is at hand."""
    for said in quotations(library):
        if not said.words:
            fix = Said("Write {{quote:source:the words}}.")
            yield Problem(said.place, "empty-quote", Said("this quotation has no words."), fix)
        if (length := word_count(said.words)) > LONGEST:
            what = Said("this quotation has {length} words.", length=length)
            fix = Said("Quote {longest} at most: the words belong to the source.", longest=LONGEST)
            yield Problem(said.place, "long-quote", what, fix)
    yield from _without_words(library)


def word_count(text: str) -> int:
    """Return the number of words; two Han characters count as one."""
    han = len(re.findall(HAN, text))
    return len(re.findall(r"\w+(?:[’'.,-]\w+)*", re.sub(HAN, " ", text))) + (han + 1) // 2


def _without_words(library: Library) -> Iterator[Problem]:
    """Yield a Problem for each row of a held source that does not say where its words stand."""
    held: Mapping[str, bool] = {s.id: s.copy_kept == "held" for s in library.sources.values()}
    for row in library.observations:
        if not held.get(row.source):
            continue
        for name, value in (("paragraph", row.paragraph), ("as_published", row.as_published)):
            if not value:
                what = Said(
                    'a copy of {source} is held, so this row needs "{name}".',
                    source=row.source,
                    name=name,
                )
                fix = Said("Write the paragraph and the few words that hold the value.")
                yield Problem(row.place(name), "no-words", what, fix)
