"""Facing: one edition in two languages, part beside part, as the bilingual templates see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generator.compose.report import Entry, Link, Medium, Report
from generator.draw.chart_role import ChartRole
from generator.problem import OutputError
from generator.records.edition import Edition
from generator.render.theme import Theme
from generator.render.webfonts import own_faces
from generator.said import Said
from generator.typeset.typeface import PINNED, Typeface
from generator.word.language import Language, Strings

FOLDER = "bilingual"
"""Folder of the page, and what `--lang` calls the edition in two languages."""
SIDES = ("first", "second")
BETWEEN = " / "
"""Between the words of two languages in one line."""


def facing_tags(edition: Edition) -> tuple[str, ...]:
    """Return the two languages that face each other: the first two, where none are named."""
    named = edition.languages if edition.facing is None else edition.facing
    return named[:2] if len(named) > 1 else ()


@dataclass(frozen=True)
class Side:
    """A part as one language words it; `place`: first or second."""

    place: str
    language: Language
    value: Any

    @property
    def classes(self) -> str:
        """Return what its look depends on: its place and its script."""
        return f"{self.place} {self.language.script}"


class Pair:
    """The same part of two reports: what is taken from it is the pair of what is taken from each.

    So a template walks through both reports at once, and a row cannot lack one of its languages.
    """

    def __init__(self, languages: tuple[Language, ...], values: tuple[Any, ...]) -> None:
        """Keep the part in both languages."""
        self._languages, self._values = languages, values

    def __getattr__(self, name: str) -> Pair:
        """Return the pair of one field."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self._of(tuple(getattr(value, name) for value in self._values))

    def __getitem__(self, place: int) -> Pair:
        """Return the pair of one item of two lists."""
        return self._of(tuple(value[place] for value in self._values))

    def __iter__(self) -> Iterator[Pair]:
        """Yield the pairs of two lists, which are equally long."""
        return (self[place] for place in range(len(self)))

    def __len__(self) -> int:
        """Return how long both lists are; languages that do not show the same cannot face."""
        one, other = (len(value) for value in self._values)
        if one != other:
            tags = " and ".join(language.tag for language in self._languages)
            raise OutputError(
                Said(
                    "{tags} do not show the same: {one} beside {other}, from {values!r:.200}.",
                    tags=tags,
                    one=one,
                    other=other,
                    values=self._values,
                )
            )
        return one

    def __bool__(self) -> bool:
        """Tell whether there is something in either language."""
        return any(self._values)

    def __str__(self) -> str:
        """Refuse: a template prints one side, with its language, or what is the same."""
        raise TypeError("a pair is printed side by side")

    @property
    def sides(self) -> tuple[Side, ...]:
        """Return the part in the first language and in the second."""
        parts = zip(SIDES, self._languages, self._values, strict=True)
        return tuple(Side(*part) for part in parts)

    @property
    def same(self) -> Any:
        """Return what is the same in both languages: an anchor, a number, a kind of strip."""
        one, other = self._values
        if one != other:
            raise OutputError(
                Said("the two languages differ: {one!r} and {other!r}.", one=one, other=other)
            )
        return one

    @property
    def joined(self) -> Markup:
        """Return both wordings in one line, once where they are the same: for names and titles."""
        return Markup(BETWEEN).join(dict.fromkeys(self._values))

    def _of(self, values: tuple[Any, ...]) -> Pair:
        return Pair(self._languages, values)


@dataclass(frozen=True)
class PairedStrings:
    """Fixed wording of two languages, as pairs."""

    languages: tuple[Language, ...]
    strings: tuple[Strings, ...]

    def __call__(self, message: str, **parts: object) -> Pair:
        """Return a message in both languages; a part may be a pair itself."""
        return Pair(
            self.languages,
            tuple(
                say(message, **{name: _side(part, place) for name, part in parts.items()})
                for place, say in enumerate(self.strings)
            ),
        )


def _side(part: object, place: int) -> object:
    """Return one side of a pair; anything else is the same on both sides."""
    return part.sides[place].value if isinstance(part, Pair) else part


@dataclass(frozen=True)
class Facing:
    """The one object that the bilingual templates get."""

    first: Report
    second: Report
    joint: Mapping[str, tuple[Markup, ...]]
    """The drawing in both languages, by the id of its chart, of those that have room for both."""
    links: tuple[Link, ...]
    pdf: str
    medium: Medium
    has_pdf: bool = False

    @property
    def both(self) -> Any:
        """Return the two reports as one: a Pair, whose fields are those of a Report, in pairs."""
        return Pair((self.first.language, self.second.language), (self.first, self.second))

    @property
    def running_title(self) -> str:
        """Return the title in both languages."""
        return BETWEEN.join((self.first.running_title, self.second.running_title))

    @property
    def stamp(self) -> str:
        """Return what each page says of a draft and of an embargo, in both languages."""
        return BETWEEN.join(filter(None, (self.first.stamp, self.second.stamp)))

    @property
    def document_title(self) -> str:
        """Return the title by which programs know it, in both languages."""
        return BETWEEN.join((self.first.document_title, self.second.document_title))

    @property
    def title_length(self) -> str:
        """Return the size class of the longer title: both are set in one size."""
        sizes = ("normal", "long", "longer")
        return max(self.first.title_length, self.second.title_length, key=sizes.index)

    @property
    def language(self) -> Language:
        """Return the main language: the first."""
        return self.first.language

    @property
    def contents(self) -> tuple[Entry, ...]:
        """Return the lines of the contents, by their anchors the same in both languages."""
        return self.first.contents

    @property
    def figures(self) -> tuple[Entry, ...]:
        """Return the lines of the list of figures: there is none here."""
        return ()

    @property
    def tables(self) -> tuple[Entry, ...]:
        """Return the lines of the list of tables: there is none here."""
        return ()

    @property
    def date(self) -> str:
        """Return the as-of date in ISO 8601."""
        return self.first.date

    @property
    def theme(self) -> Theme:
        """Return the theme."""
        return self.first.theme

    @property
    def on_paper(self) -> bool:
        """Tell whether this is the PDF."""
        return self.medium.paper

    @property
    def font_faces(self) -> Mapping[int, str]:
        """Return the address of the font file by weight."""
        return self.medium.font_faces

    @property
    def typeface(self) -> Typeface:
        """Return the fonts that set both: one of the languages may have its own."""
        return next((r.typeface for r in (self.first, self.second) if r.typeface.files), PINNED)

    @property
    def own_faces(self) -> tuple[tuple[str, int, str], ...]:
        """Return (family, weight, address) of a language's own fonts, where it has some."""
        return own_faces(self.typeface, paper=self.medium.paper)

    @property
    def chart_roles(self) -> tuple[ChartRole, ...]:
        """Return the colours of the drawings, each in both modes."""
        return self.theme.chart_roles
