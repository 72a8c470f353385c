"""Typeface: the fonts that set a language: its own from the project, then the pinned ones."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont, TTLibError
from markupsafe import Markup
from pydantic import PrivateAttr, model_validator

from generator.problem import Problem
from generator.read.located import Located
from generator.records.records import Record
from generator.said import Said
from generator.typeset.fonts import FAMILY, font_files
from generator.typeset.glyphs import missing as missing_in_pinned
from generator.typeset.glyphs import repertoire

REGULAR, BOLD = 400, 700


class Typeface(Record):
    """A family, with its files below templates/ where it is not the pinned one.

    `{family: Noto Naskh Arabic, regular: fonts/a.ttf, bold: fonts/b.ttf}`; without `bold` the
    regular letters stand for both. What its own files lack is set in the pinned family.
    """

    family: str
    regular: str | None = None
    bold: str | None = None
    _folder: Path = PrivateAttr(Path())

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, value: Any) -> Any:
        return {"family": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> dict[str, Any]:
        """Return what a JSON Schema says of such fonts: a name, or a family with files."""
        return {"anyOf": [{"type": "string"}, handler(core)]}

    def __str__(self) -> str:
        """Return its name, as a style sheet says it."""
        return self.family

    def below(self, folder: Path) -> None:
        """Remember the folder in which its files lie, from wherever the command was given."""
        self._folder = folder.absolute()

    @property
    def files(self) -> Mapping[int, Path]:
        """Return its own files by weight; none for the pinned family."""
        if self.regular is None:
            return {}
        names = {REGULAR: self.regular, BOLD: self.bold or self.regular}
        return {weight: self._folder / name for weight, name in names.items()}

    @property
    def sums(self) -> tuple[str, ...]:
        """Return the sha256 of its own files, which a kept result depends on."""
        return tuple(sha256(path.read_bytes()).hexdigest() for path in self.files.values())

    @property
    def folders(self) -> tuple[Path, ...]:
        """Return the folders of its own files."""
        return tuple(sorted({path.parent for path in self.files.values()}))

    @property
    def css(self) -> Markup:
        """Return its families as a style sheet lists them."""
        return Markup(",").join(Markup('"{}"').format(family) for family in self.families)

    @property
    def families(self) -> tuple[str, ...]:
        """Return the families in which words are set, the first that has a letter sets it."""
        return tuple(dict.fromkeys((self.family, FAMILY)))

    def missing(self, text: str, weight: int) -> list[str]:
        """Return the characters of text that neither its own font nor the pinned one has."""
        lost = missing_in_pinned(text, weight)
        own = self.files.get(weight)
        return [char for char in lost if own is None or char not in repertoire(own)]

    def problems(self, located: Located, name: str) -> list[Problem]:
        """Return what is wrong with its files; `name` is its key in theme.yaml."""
        found: list[Problem] = []
        if self.regular is None and self.family != FAMILY:
            what = Said(
                '"{family}" is not the pinned family, and no file of it is named.',
                family=self.family,
            )
            fix = Said("Add “regular: fonts/….ttf”, or write {family}.", family=FAMILY)
            return [Problem(located.place(("fonts", name)), "bad-font", what, fix)]
        for key in ("regular", "bold"):
            given = getattr(self, key)
            if given is None:
                continue
            path, place = self._folder / given, located.place(("fonts", name, key))
            if not path.resolve().is_relative_to(self._folder.resolve()) or not path.is_file():
                what = Said('there is no file "{given}" below templates/.', given=given)
                found.append(Problem(place, "bad-font", what, Said("Put the font file there.")))
                continue
            names = family_names(path)
            if self.family not in names:
                what = Said(
                    '"{given}" is not a font of the family "{family}".',
                    given=given,
                    family=self.family,
                )
                fix = (
                    Said("It calls itself {names}.", names=", ".join(sorted(names)))
                    if names
                    else Said("Use TTF or OTF.")
                )
                found.append(Problem(place, "bad-font", what, fix))
        return found


PINNED = Typeface(family=FAMILY)


@lru_cache(64)
def family_names(path: Path) -> frozenset[str]:
    """Return the names by which a TTF or OTF calls its family; none for anything else."""
    try:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            if font.flavor:  # packed for the web: neither charts nor the cutter read it
                return frozenset()
            said = [font["name"].getDebugName(number) for number in (1, 16)]
    except (TTLibError, KeyError):
        return frozenset()
    return frozenset(filter(None, said))


def file_for(char: str, weight: int, own: Path | None) -> Path:
    """Return the font file that sets a character: the language's own, else the pinned one."""
    return own if own is not None and char in repertoire(own) else font_files()[weight]
