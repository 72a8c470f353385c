"""Accept: a person has looked a translation over; what it was made from is noted down."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from generator.problem import Place, Problem, ProblemsError
from generator.records.library import Library, Text
from generator.said import Said
from generator.translate.memory import NAME, memory_file, memory_with
from generator.translate.paragraph import head_with, paragraphs
from generator.translate.passage import Passage, fingerprint
from generator.translate.po_edit import without_fuzzy
from generator.translate.text_passages import text_pairs
from generator.translate.translations import Translations
from generator.translate.wording_passages import PREFIX

ACCEPTABLE = ("stale", "unaccepted", "fuzzy")


def accept(
    found: Translations, library: Library, names: Collection[str], project: Path
) -> tuple[dict[str, str], int]:
    """Return files (path → new content) after the translations in some files are accepted.

    A file is named by its path in the project; the original of a text stands for its translation.
    The number is how many passages were stale, fuzzy or never accepted.
    """
    chosen = [p for p in found.passages if {p.place.path, p.source.path} & {*names} and p.words]
    news = [passage for passage in chosen if passage.state in ACCEPTABLE]
    files = remembered(found, library, chosen)
    files |= dict(_texts(library, found.tag, {passage.place.path for passage in chosen}))
    fuzzy = [passage for passage in news if passage.fuzzy]
    for path in {passage.place.path for passage in fuzzy}:
        text = (project / path).read_text(encoding="utf-8-sig")
        files[path] = without_fuzzy(text, [p.key.removeprefix(PREFIX) for p in fuzzy])
    return files, len(news)


def remembered(
    found: Translations, library: Library, accepted: Iterable[Passage]
) -> dict[str, str]:
    """Return the file of a language's memory after some passages are accepted; none if it stays."""
    before = library.memories.get(found.tag, {})
    memory = memory_with(before, found.passages, accepted, library.planned)
    # A string that English words as its key says needs no entry.
    memory = {key: words for key, words in memory.items() if key != f"{PREFIX}{words}"}
    if memory == before:
        return {}
    return {f"data/{NAME.format(found.tag)}": memory_file(found.tag, memory)}


def _texts(library: Library, tag: str, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield (path, content) of translated texts with the front matter of their originals."""
    for files in library.editions.values():
        for pair in text_pairs(files, tag):
            if pair.text and pair.path in names:
                yield pair.path, accepted_text(pair.original, pair.text)


def accepted_text(original: Text, text: Text) -> str:
    """Return a translated text that names the paragraphs of its original as they stand now."""
    prints = [fingerprint(paragraph.words) for paragraph in paragraphs(original.content)]
    count = len(list(paragraphs(text.content)))
    if count != len(prints):
        what = Said(
            "this text has {count} paragraphs, its original {prints} ({path}).",
            count=count,
            prints=len(prints),
            path=original.path,
        )
        fix = Said("Translate paragraph by paragraph, then accept.")
        raise ProblemsError([Problem(Place(text.path), "unlike-translation", what, fix)])
    return head_with(prints) + text.content
