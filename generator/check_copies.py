"""Check of words against held copies: what we say was published stands there, where we say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.copies import Copy, copies_in
from generator.library import Library
from generator.problem import Problem
from generator.records import Observation
from generator.tokens import tokens
from generator.written import written


@dataclass(frozen=True)
class Coverage:
    """How many observations and quotations were held against a copy of their source."""

    observations: int
    of_observations: int
    quotations: int
    of_quotations: int

    def __str__(self) -> str:
        """Return it in two lines."""
        return "\n".join(
            f"{done} of {total} {name} checked against a copy, {total - done} not checked."
            for name, done, total in (
                ("observations", self.observations, self.of_observations),
                ("quotations", self.quotations, self.of_quotations),
            )
        )


def check_copies(library: Library, folder: Path) -> tuple[list[Problem], Coverage]:
    """Return the Problems of all words against the copies in a folder, and what was compared."""
    copies, problems = copies_in(folder, library.sources.values())
    rows = [row for row in library.observations if row.paragraph and row.as_published]
    compared = [row for row in rows if row.source in copies]
    for row in compared:
        problems += _observation(row, copies[row.source])
    quoted = list(_quotations(library))
    for source, words, problem in quoted:
        if source in copies and not copies[source].holds(words):
            problems.append(problem)
    of_quotations = sum(source in copies for source, _, _ in quoted)
    return problems, Coverage(
        len(compared), len(library.observations), of_quotations, len(quoted)
    )  # fmt: skip


def _observation(row: Observation, copy: Copy) -> Iterator[Problem]:
    """Yield the Problem of words that do not stand in the paragraph that the row names."""
    where = copy.paragraphs_with(row.as_published)
    if row.paragraph in where:
        return
    what = f"“{row.as_published}” does not stand in paragraph {row.paragraph} of the copy."
    if where:
        named = " and ".join(map(str, where))
        fix = f"It stands in paragraph {named}: is that the one?"
        yield Problem(row.place("paragraph"), "words-not-found", what, fix)
    else:
        fix = "Write the words just as the source has them."
        yield Problem(row.place("as_published"), "words-not-found", what, fix)


def _quotations(library: Library) -> Iterator[tuple[str, str, Problem]]:
    """Yield (source, words, the Problem if they are not there) of each quotation."""
    for text in written(library):
        for token in tokens(text.words):
            if token.kind == "quote":
                what = f"“{token.variant}” does not stand in the copy of {token.name}."
                fix = "Quote the very words, or leave the quotation out."
                place = text.place(token.offset)
                yield token.name, token.variant, Problem(place, "quote-not-found", what, fix)


def without_words(library: Library) -> Iterator[Problem]:
    """Yield a Problem for each row of a held source that does not say where its words stand."""
    held: Mapping[str, bool] = {s.id: s.copy_kept == "held" for s in library.sources.values()}
    for row in library.observations:
        if not held.get(row.source):
            continue
        for name, value in (("paragraph", row.paragraph), ("as_published", row.as_published)):
            if not value:
                what = f'a copy of {row.source} is held, so this row needs "{name}".'
                fix = "Write the paragraph and the few words that hold the value."
                yield Problem(row.place(name), "no-words", what, fix)
