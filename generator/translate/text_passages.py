"""Passages of texts: the paragraphs of each Markdown file, beside those of its original."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.problem import Place
from generator.records.library import EditionFiles, Library, Text
from generator.translate.paragraph import UNKNOWN, Paragraph, pairs, paragraphs
from generator.translate.passage import Passage, fingerprint


@dataclass(frozen=True)
class Pair:
    """A text and its translation, paragraph by paragraph."""

    part: str
    original: Text
    text: Text | None
    """The translation, where its file is there."""
    path: str
    rows: tuple[tuple[Paragraph | None, Paragraph | None, str | None], ...]
    """(original, translation, fingerprint of what that was made from), in order."""

    @property
    def leftovers(self) -> list[Place]:
        """Return where the translation has a paragraph that the original does not have."""
        alone = [words for first, words, _ in self.rows if first is None and words]
        return [self.text.place(words.start) for words in alone] if self.text else []


def text_pairs(files: EditionFiles, tag: str) -> Iterator[Pair]:
    """Yield the texts of an edition's first language, each beside its translation."""
    first, *others = files.edition.languages
    for (part, language), original in files.texts.items():
        if language == first and tag in others:
            text = files.texts.get((part, tag))
            path = text.path if text else f"{files.folder}/text/{part}.{tag}.md"
            yield Pair(part, original, text, path, tuple(_rows(original, text)))


def _rows(
    original: Text, text: Text | None
) -> Iterator[tuple[Paragraph | None, Paragraph | None, str | None]]:
    """Yield (original, translation, made from); one by one where nothing says what belongs."""
    first, second = (
        list(paragraphs(original.content)),
        list(paragraphs(text.content if text else "")),
    )
    prints = [fingerprint(paragraph.words) for paragraph in first]
    made = list(text.translates) if text else []
    if len(made) != len(second):
        made = []
    ways = pairs(prints, made or prints[: len(second)] + [""] * (len(second) - len(first)))
    for here, there in ways:
        yield (
            None if here is None else first[here],
            None if there is None else second[there],
            None if there is None or not made or made[there] == UNKNOWN else made[there],
        )


def text_passages(library: Library, tag: str) -> Iterator[Passage]:
    """Yield the passages of all texts; a paragraph goes by its number in the original."""
    remembered = {fingerprint(words): words for words in library.memories.get(tag, {}).values()}
    for files in library.editions.values():
        for pair in text_pairs(files, tag):
            yield from _passages(pair, text_key(files, pair.part), tag, remembered)


def text_key(files: EditionFiles, part: str) -> str:
    """Return the key of a text; its paragraphs have their numbers behind it."""
    return f"editions/{files.edition.id}/text/{part}"


def _passages(pair: Pair, key: str, tag: str, remembered: Mapping[str, str]) -> Iterator[Passage]:
    """Yield the passages of one text."""
    number, place = 0, Place(pair.path)
    for first, words, made_from in pair.rows:
        if words is not None and pair.text:
            place = pair.text.place(words.start)
        if first is not None:
            number += 1
            yield Passage(
                f"{key}/{number}", tag, first.words, words.words if words else "", place,
                pair.original.place(first.start), made_from, remembered.get(made_from or "", ""),
                about=KINDS[first.mark.strip()], loc=(number - 1,),
            )  # fmt: skip


KINDS = {
    "#": "Headline; “|” is a line break set by hand",
    ">": "Note in the margin",
    "": "Paragraph, in Markdown",
}
