"""Translations: all passages of a project in one language, from labels, texts and wording."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.problem import Problem
from generator.records.library import Library, languages_with_words
from generator.translate.label_passages import label_passages
from generator.translate.language_passages import language_passages
from generator.translate.passage import Passage
from generator.translate.text_passages import text_passages
from generator.translate.wording_passages import Wording, wording_passages


@dataclass(frozen=True)
class Translations:
    """What stands in one language, beside its original."""

    tag: str
    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...] = ()
    """Of files that could not be read."""

    @property
    def by_key(self) -> dict[str, Passage]:
        """Return the passages by key."""
        return {passage.key: passage for passage in self.passages}


def translations(library: Library, wording: Wording, tag: str) -> Translations:
    """Return all passages of one language."""
    words, problems = wording_passages(wording, tag, library.memories.get(tag, {}))
    own = () if tag == library.original else (
        *label_passages(library, tag, wording.categories(tag)), *text_passages(library, tag)
    )  # fmt: skip
    own = (*own, *language_passages(wording, tag))
    return Translations(tag, (*own, *words), tuple(problems))


def languages_of(library: Library) -> list[str]:
    """Return all languages of the editions, in their order."""
    listed = [tag for files in library.editions.values() for tag in files.edition.languages]
    return list(dict.fromkeys(listed))


def all_translations(library: Library, wording: Wording) -> Iterator[Translations]:
    """Yield the translations of each language in which there is a word."""
    known = languages_with_words(library)
    return (translations(library, wording, tag) for tag in languages_of(library) if tag in known)
