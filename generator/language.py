"""Language: how one language writes numbers, dates and its fixed words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from babel.messages.pofile import read_po
from pydantic import Field, ValidationError

from generator.located import read_yaml
from generator.problem import Place, Problem, ProblemsError, relative
from generator.records import Record
from generator.refusals import refusals
from generator.tokens import unmarked


class Scale(Record):
    """A word for a power of ten: million, 万."""

    start: int = Field(alias="from", description="Numbers from here on take it")
    factor: int
    word: str


class Dates(Record):
    """Unicode date patterns by how much of a date is known."""

    year: str
    month: str
    day: str
    month_short: str
    day_short: str
    end_of_year: str


class Language(Record):
    """The content of locale/<tag>/language.yaml."""

    tag: str = ""
    name: str = Field(description="In the language itself")
    babel: str = Field(description="The locale that Babel knows it by")
    direction: Literal["ltr", "rtl"]
    script: Literal["latin", "han"]
    fonts: str
    air: bool
    group_from: int
    scales: tuple[Scale, ...]
    qualifiers: Mapping[str, str]
    number_words: tuple[str, ...]
    dates: Dates
    stops: str
    join: str = Field(description="Between the items of a list")
    clause: str = Field(description="Between the statements of a note")
    quotes: tuple[str, str]

    @property
    def start(self) -> str:
        """Return the side of a page on which a line begins: left or right."""
        return "left" if self.direction == "ltr" else "right"

    @property
    def end(self) -> str:
        """Return the side of a page on which a line ends."""
        return "right" if self.direction == "ltr" else "left"


class Strings:
    """Fixed wording of one language: the English words are the keys."""

    def __init__(self, tag: str, words: Mapping[str, str], path: str) -> None:
        """Keep the catalogue; `path` is named when a word is missing."""
        self.tag, self.words, self.path = tag, words, path

    def __call__(self, message: str, **parts: object) -> str:
        """Return the wording of a message, its literals plain and its named parts filled in."""
        if message not in self.words:
            what = f'"{message}" has no wording in {self.tag}.'
            raise ProblemsError([Problem(Place(self.path), "missing-string", what, "Add it.")])
        words = unmarked(self.words[message])
        return words.format(**parts) if parts else words


def has_language(tag: str, templates: Path) -> bool:
    """Tell whether it is described how a language writes numbers."""
    return (templates / "locale" / tag / "language.yaml").is_file()


def language_of(tag: str, templates: Path, root: Path) -> Language:
    """Return how a language is written, from its folder of the templates."""
    path = templates / "locale" / tag / "language.yaml"
    if not path.is_file():
        known = ", ".join(sorted(p.parent.name for p in path.parent.parent.glob("*/language.yaml")))
        what = f'the language "{tag}" has no language.yaml.'
        where = Place(relative(path, root))
        raise ProblemsError([Problem(where, "unknown-language", what, f"There are: {known}.")])
    located, problems = read_yaml(path, templates.parent)
    if not problems:
        try:
            return Language.model_validate({**located.value, "tag": tag})
        except ValidationError as error:
            problems = refusals(error, Language, located, ())
    raise ProblemsError(problems)


def strings_of(tag: str, templates: Path, root: Path) -> Strings:
    """Return the fixed wording of a language; a message without wording counts as missing."""
    path = templates / "locale" / tag / "LC_MESSAGES" / "messages.po"
    words: dict[str, str] = {}
    if path.is_file():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=None, abort_invalid=True)
        words = {str(m.id): str(m.string) for m in catalogue if m.id and m.string and not m.fuzzy}
    return Strings(tag, words, relative(path, root))
