"""Check official terms: one wording each, and in full where first abbreviated; it warns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial

from generator.check.uses import label_texts, labelled
from generator.problem import Problem
from generator.records.library import EditionFiles, Library, Text
from generator.records.records import Term
from generator.said import Said
from generator.word.typed import typed_label, typed_markdown
from generator.word.written import Written, written

_HEADLINE = re.compile("(?m)^# .*$")
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?!\s*\n))+")


def term_problems(library: Library) -> list[Problem]:
    """Return a warning for each term that is worded otherwise than the glossary has it."""
    found = [*_never(library)]
    for files in library.editions.values():
        found += _pairs(files, library)
        for tag in files.edition.languages:
            found += _first_mentions(files, library, tag)
    return sorted(set(found))


def forms(term: Term, tag: str) -> list[str]:
    """Return the wordings that a term may have in a language, the official one first."""
    short = [term.short[tag]] if term.short else []
    return [term.term[tag], *term.also.get(tag, ()), *short]


@lru_cache(4096)  # a process may check any number of projects
def pattern(word: str) -> re.Pattern[str]:
    """Return a pattern of a wording: a Western one as whole words, or in its plural."""
    found = r"\s+".join(map(re.escape, word.split()))
    start = r"(?<![A-Za-z])" if re.match("[A-Za-z]", word) else ""
    end = r"s?(?![A-Za-z])" if re.search("[A-Za-z]$", word) else ""
    return re.compile(start + found + end, re.IGNORECASE)


def _typed(text: Written) -> str:
    return typed_markdown(text.words) if text.markdown else typed_label(text.words)


def _never(library: Library) -> Iterator[Problem]:
    """Yield a warning for each wording that a term must never have."""
    for text in written(library):
        typed = _typed(text)
        for term in library.terms.values():
            for word in term.never.get(text.tag, ()):
                for hit in pattern(word).finditer(typed):
                    what = Said("“{hit}” is not the wording of this term.", hit=hit[0])
                    fix = Said("Write “{term}”.", term=term.term[text.tag])
                    place = text.place(hit.start())
                    yield Problem(place, "other-term", what, fix, "warning")


def _pairs(files: EditionFiles, library: Library) -> Iterator[Problem]:
    """Yield a warning where a passage uses a term and its translation does not."""
    original, *others = files.edition.languages
    for tag in others:
        for first, second in _passages(files, library, original, tag):
            here = _typed(first)
            there = _typed(second).replace("|", "")  # without breaks set by hand
            for term in library.terms.values():
                words = forms(term, original)
                used = any(pattern(word).search(here) for word in words)
                if used and not any(pattern(word).search(there) for word in forms(term, tag)):
                    what = Said(
                        "the {original} text says “{words}” here, and this one does not.",
                        original=original,
                        words=words[0],
                    )
                    fix = Said("The term is “{term}”.", term=term.term[tag])
                    yield Problem(second.place(0), "term-missing", what, fix, "warning")


def _passages(
    files: EditionFiles, library: Library, original: str, tag: str
) -> Iterator[tuple[Written, Written]]:
    """Yield each passage in two languages: labels, and paragraphs where both texts have as many."""
    passed = {id(term) for term in library.terms.values()}
    passed |= {id(unit.name) for unit in library.units.values()}  # often a mere measure word
    for record in labelled(files, library):
        if id(record) in passed:
            continue
        words = {(loc[:-1], name): (loc, text) for loc, name, text in label_texts(record)}
        for (loc, name), (where, text) in words.items():
            if name == original and (loc, tag) in words:
                there, other = words[loc, tag]
                yield (
                    Written(name, text, partial(record.spot, where, text)),
                    Written(tag, other, partial(record.spot, there, other)),
                )
    for (part, name), first in files.texts.items():
        if name == original and (part, tag) in files.texts:
            yield from _paragraphs(first, files.texts[part, tag], original, tag)


def _paragraphs(
    first: Text, second: Text, original: str, tag: str
) -> Iterator[tuple[Written, Written]]:
    """Yield the paragraphs of two texts side by side."""
    ours = [_paragraph(first, hit, original) for hit in _PARAGRAPH.finditer(first.content)]
    theirs = [_paragraph(second, hit, tag) for hit in _PARAGRAPH.finditer(second.content)]
    if len(ours) == len(theirs):
        yield from zip(ours, theirs, strict=True)
    else:
        yield (
            Written(original, first.content, first.place, markdown=True),
            Written(tag, second.content, second.place, markdown=True),
        )


def _paragraph(text: Text, hit: re.Match[str], tag: str) -> Written:
    return Written(tag, hit[0], partial(text.place_after, hit.start()), markdown=True)


def _first_mentions(files: EditionFiles, library: Library, tag: str) -> Iterator[Problem]:
    """Yield a warning for each abbreviation whose first mention in the texts is not in full.

    Headlines are passed over: “the full name (ABBR)” stands in the sentences below them.
    """
    for term in library.terms.values():
        if term.short is None or term.short[tag] == term.term[tag]:
            continue
        short, full = pattern(term.short[tag]), pattern(term.term[tag])
        in_full = re.compile(rf"{full.pattern} ?[(（]{short.pattern}[)）]", re.IGNORECASE)
        for text in _in_order(files, tag):
            typed = _HEADLINE.sub(
                lambda head: "\ufffc" * len(head[0]), typed_markdown(text.content)
            )
            if hit := short.search(typed):
                said = in_full.search(typed)
                if said is None or said.start() > hit.start():
                    what = Said(
                        "“{hit}” stands here for the first time, without its full name.", hit=hit[0]
                    )
                    fix = Said(
                        "Write “{term} (…)”, in the brackets of the language.", term=term.term[tag]
                    )
                    place = text.place(hit.start())
                    yield Problem(place, "abbreviation-first", what, fix, "warning")
                break


def _in_order(files: EditionFiles, tag: str) -> Iterator[Text]:
    """Yield the texts in the order in which they are read."""
    parts = ["summary"]
    for chapter in files.edition.chapters:
        parts += [chapter.id, *(f"case-{case}" for case in chapter.cases)]
    for part in [*parts, "notes"]:
        if (part, tag) in files.texts:
            yield files.texts[part, tag]
