"""Theme: the colours and fonts of templates/theme.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationError

from generator.problem import Place, Problem, ProblemsError, relative
from generator.read.located import Located, read_yaml
from generator.read.refusals import refusals
from generator.records.records import Record
from generator.records.refused import refused
from generator.render.contrast import faint
from generator.said import Said
from generator.typeset.typeface import Typeface
from generator.word.language import Language


def templates_of(project: Path) -> Path:
    """Return the project's templates, or those that the package brings."""
    package = Path(__file__).parents[1]
    folders = (project / "templates", package / "_templates", package.parent / "templates")
    return next(folder for folder in folders if folder.is_dir())


def _colour(text: str) -> str:
    """Return a colour as #RRGGBB."""
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        raise refused("bad-colour", Said("“{text}” is not a colour like #1B4B66.", text=text))
    return text.upper()


Colour = Annotated[str, AfterValidator(_colour)]


def _css_name(field: str) -> str:
    return field.replace("_", "-")


class Palette(Record):
    """Colours of one mode, by role."""

    model_config = Record.model_config | {"alias_generator": _css_name}

    paper: Colour
    panel: Colour
    ink: Colour
    ink_2: Colour
    data: Colour
    mark: Colour
    edge: Colour
    rule: Colour
    on_data: Colour


class TitlePalette(Record):
    """Colours of the title page."""

    model_config = Record.model_config | {"alias_generator": _css_name}

    ground: Colour
    text: Colour
    text_2: Colour
    stroke: Colour
    queried: Colour
    line: Colour


class Colours(Record):
    """All palettes."""

    light: Palette
    dark: Palette
    title_page: TitlePalette


@dataclass(frozen=True)
class ChartRole:
    """A colour of the drawings in light and in dark mode."""

    light: str
    dark: str


class Theme(Record):
    """The content of theme.yaml."""

    colours: Colours
    fonts: Mapping[str, Typeface] = Field(description="By the name that a language.yaml uses")

    @property
    def chart_roles(self) -> tuple[ChartRole, ...]:
        """Return the colours of the drawings, each in both modes."""
        light, dark = self.colours.light, self.colours.dark
        roles = ("ink", "ink_2", "data", "mark", "edge", "rule", "on_data")
        return tuple(ChartRole(getattr(light, role), getattr(dark, role)) for role in roles)

    def typeface(self, language: Language) -> Typeface:
        """Return the fonts that set a language."""
        if language.fonts not in self.fonts:
            what = Said(
                'the fonts "{fonts}" of {name} are not in theme.yaml.',
                fonts=language.fonts,
                name=language.name,
            )
            fix = Said("Add them under “fonts”.")
            raise ProblemsError([Problem(self.place("fonts"), "bad-font", what, fix)])
        return self.fonts[language.fonts]


def theme_of(templates: Path, root: Path) -> Theme:
    """Return the theme, or raise its Problems."""
    path = templates / "theme.yaml"
    if not path.is_file():
        raise ProblemsError(
            [Problem(Place(relative(path, root)), "missing-file", Said("this file is missing."))]
        )
    located, problems = read_yaml(path, templates.parent)
    if not problems:
        try:
            theme = Theme.model_validate(located.value).placed(located, ())
        except ValidationError as error:
            raise ProblemsError(refusals(error, Theme, located, ())) from error
        for name, typeface in theme.fonts.items():
            typeface.below(templates)
            problems += typeface.problems(located, name)
        problems += _faint(theme, located)
        if not problems:
            return theme
    raise ProblemsError(problems)


def _faint(theme: Theme, located: Located) -> Iterator[Problem]:
    """Yield a Problem for each colour that cannot be told from a ground that it stands on."""
    for (palette, role), ground, found, least in faint(theme.colours):
        name, under = _css_name(role), _css_name(ground)
        what = Said(
            "{name} on {under} has a contrast of {found:.1f}; it must be {least} or more.",
            name=name,
            under=under,
            found=found,
            least=least,
        )
        place = located.place(("colours", palette, name))
        yield Problem(place, "low-contrast", what, Said("Take a darker or a lighter colour."))
