"""Dataset: one table of the data annex, with typed columns that say what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["text", "number", "whole", "day", "address"]
Cell = str | Decimal | int | None
"""A number is a Decimal, a whole number an int, a day its ISO form; None is an empty cell."""
Words = Mapping[str, str]
"""The same words by language tag."""


@dataclass(frozen=True)
class Field:
    """One declared field; its title and meaning are fixed wording, by their English words."""

    name: str
    title: str
    about: str
    kind: Kind = "text"
    needed: bool = False
    worded: bool = False
    """Once for each language: `name:en`, `name:zh-CN`."""
    choices: tuple[str, ...] = ()
    refers: str = ""
    """The dataset whose `id` it holds."""
    pattern: str = ""


@dataclass(frozen=True)
class Column:
    """One column of a dataset, its title and meaning worded in each language."""

    name: str
    field: Field
    title: Words
    about: Words

    @property
    def is_key(self) -> bool:
        """Tell whether its values name the rows."""
        return self.name == "id"


@dataclass(frozen=True)
class Dataset:
    """One table: its name in files, title and meaning in each language, columns and rows."""

    name: str
    title: Words
    about: Words
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tuple(column.name for column in self.columns)


def row_of(
    fields: Iterable[Field], tags: Iterable[str], facts: Mapping[str, Cell | Words]
) -> tuple[Cell, ...]:
    """Return a row from facts by field; an empty text and a fact that is not there are None."""
    cells: list[Cell] = []
    for field in fields:
        fact = facts.get(field.name)
        if field.worded:
            words = fact if isinstance(fact, Mapping) else {}
            cells += [words.get(tag) or None for tag in tags]
        else:
            assert not isinstance(fact, Mapping), field.name
            cells.append(None if fact == "" else fact)
    return tuple(cells)
