"""Written: the words of data and texts that a reader will see, with the place of each character."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from generator.check.uses import label_texts, labelled
from generator.problem import Place
from generator.records.library import Library
from generator.records.records import Record


@dataclass(frozen=True)
class Written:
    """Words in one language, and where a character of them stands."""

    tag: str
    words: str
    place: Callable[[int], Place]
    """From an offset in the words to the place in the file."""
    markdown: bool = False


def written(library: Library) -> Iterator[Written]:
    """Yield all labels and texts of the editions of a library, each once."""
    records: dict[int, Record] = {id(unit): unit for unit in library.units.values()}
    for files in library.editions.values():
        records |= {id(record): record for record in labelled(files, library)}
        for (_, tag), text in files.texts.items():
            yield Written(tag, text.content, text.place, markdown=True)
    for name in (unit.name for unit in library.units.values()):
        records.pop(id(name), None)  # it is a part of its unit
    for record in records.values():
        for loc, tag, words in label_texts(record):
            yield Written(tag, words, partial(record.spot, loc, words))
