"""Written: the words of data and texts that a reader will see, with the place of each character."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from pydantic import BaseModel

from generator.library import Library
from generator.located import Loc
from generator.problem import Place
from generator.records import Label, Record


@dataclass(frozen=True)
class Written:
    """Words in one language, and where a character of them stands."""

    tag: str
    words: str
    place: Callable[[int], Place]
    """From an offset in the words to the place in the file."""
    markdown: bool = False


def written(library: Library) -> Iterator[Written]:
    """Yield all labels and texts of a library."""
    for record in labelled(library):
        for loc, words in label_texts(record):
            yield Written(str(loc[-1]), words, partial(record.spot, loc, words))
    for files in library.editions.values():
        for (_, tag), text in files.texts.items():
            yield Written(tag, text.content, text.place, markdown=True)


def labelled(library: Library) -> Iterator[Record]:
    """Yield every record that has labels."""
    for records in (
        library.units, library.indicators, library.sources, library.regions, library.groups,
        library.queries, library.terms,
    ):  # fmt: skip
        yield from records.values()
    yield from library.observations
    for files in library.editions.values():
        yield files.edition
        for records in (files.charts, files.cases, files.derived):
            yield from records.values()


def label_texts(value: object, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Yield (loc, words) of every label inside a record, the language last in the loc."""
    if isinstance(value, Label):
        yield from (((*loc, tag), text) for tag, text in value.texts.items())
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from label_texts(getattr(value, name), (*loc, name))
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from label_texts(item, (*loc, i))
