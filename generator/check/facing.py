"""Check of what faces each other: two languages of the edition, their texts alike in structure."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.text import text_problems
from generator.problem import Problem, did_you_mean
from generator.read.read import UNREAD_TEXT
from generator.records.library import EditionFiles, Text
from generator.said import Said
from generator.word.prose import parts_of

FIX = Said("Begin a paragraph where the other text begins one.")


def facing_problems(files: EditionFiles) -> Iterator[Problem]:
    """Yield the Problems of the bilingual edition, and of texts whose rows would have no pair."""
    edition = files.edition
    if edition.facing is not None and len(set(edition.facing)) not in (0, 2):
        what = Said("two languages face each other, or none.")
        yield Problem(edition.place("facing"), "wrong-count", what, Said("Name two, or write []."))
    for i, tag in enumerate(edition.facing or ()):
        if tag not in edition.languages:
            what = Said('"{tag}" is no language of this edition.', tag=tag)
            fix = did_you_mean(tag, edition.languages)
            yield Problem(edition.place("facing", i), "unknown-language", what, fix)
    first, *others = edition.languages
    for (part, tag), text in files.texts.items():
        original = files.texts.get((part, first))
        if tag not in others or original is None or not (_sound(text) and _sound(original)):
            continue  # what is wrong in a text is told by itself
        one, other = _counts(original), _counts(text)
        if one != other:
            what = Said(
                "this text has {words}; {part}.{first}.md has {words2}.",
                words=_words(other),
                part=part,
                first=first,
                words2=_words(one),
            )
            yield Problem(text.place(0), "unlike-paragraphs", what, FIX)


def _sound(text: Text) -> bool:
    """Tell whether a text was read and can be taken apart."""
    headed = text.content.startswith("# ") and text.content != UNREAD_TEXT
    return headed and not any(text_problems(text))


def _counts(text: Text) -> tuple[int, int]:
    """Return how many paragraphs and how many notes for the margin a text has."""
    _, body, aside = parts_of(text.content)
    return len(body), len(aside)


def _words(counts: tuple[int, int]) -> Said:
    """Return the counts in words."""
    texts, notes = counts
    return Said("paragraphs: {texts}, notes for the margin: {notes}", texts=texts, notes=notes)
