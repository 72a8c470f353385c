"""Theme: the colours and fonts of theme.yaml, with what a project changes in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, PrivateAttr, ValidationError, WithJsonSchema

from generator.draw.chart_role import GROUNDS, ChartRole
from generator.draw.patch import Patch, read_patch
from generator.problem import Place, Problem, ProblemsError, did_you_mean, relative
from generator.read.layers import Layers, layers_of, read_stacked, reading_root
from generator.read.located import Located
from generator.read.refusals import refusals
from generator.records.records import Record
from generator.records.refused import refused
from generator.render.contrast import faint
from generator.said import Said
from generator.typeset.typeface import Typeface
from generator.word.language import Language


def _colour(text: str) -> str:
    """Return a colour as #RRGGBB."""
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        raise refused("bad-colour", Said("“{text}” is not a colour like #1B4B66.", text=text))
    return text.upper()


Colour = Annotated[
    str, AfterValidator(_colour),
    WithJsonSchema({"type": "string", "format": "color-hex", "pattern": "^#[0-9A-Fa-f]{6}$"}),
]  # fmt: skip


def css_name(field: str) -> str:
    """Return the name of a role as theme.yaml and style sheets write it."""
    return field.replace("_", "-")


class Palette(Record):
    """Colours of one mode, by role."""

    model_config = Record.model_config | {"alias_generator": css_name}

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

    model_config = Record.model_config | {"alias_generator": css_name}

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


class Theme(Record):
    """The content of theme.yaml."""

    colours: Colours
    fonts: Mapping[str, Typeface] = Field(description="By the name that a language.yaml uses")
    _patches: Mapping[str, Patch] = PrivateAttr(default_factory=dict)

    @property
    def patches(self) -> Mapping[str, Patch]:
        """Return what an editor changes in the look of single charts, by their ids."""
        return self._patches

    @property
    def roles(self) -> Mapping[str, ChartRole]:
        """Return the colours of both modes by name."""
        light, dark = self.colours.light, self.colours.dark
        return {
            css_name(role): ChartRole(getattr(light, role), getattr(dark, role))
            for role in Palette.model_fields
        }

    @property
    def chart_roles(self) -> tuple[ChartRole, ...]:
        """Return the colours of the drawings, each in both modes."""
        drawn = [role for name, role in self.roles.items() if name not in GROUNDS]
        return (*drawn, *(role for patch in self.patches.values() for role in patch.roles))

    def patch(self, layers: Layers) -> list[Problem]:
        """Take in the patches of charts; returns what is wrong with them."""
        paths = {path.stem: path for folder in reversed(layers.folders)
                 for path in sorted(folder.glob("charts/*.json"))}  # fmt: skip
        read = [read_patch(path, reading_root(path, layers.default, layers.root), self.roles)
                for path in paths.values()]  # fmt: skip
        self._patches = {patch.chart: patch for patch, _ in read}
        return [problem for _, found in read for problem in found]

    def typeface(self, language: Language) -> Typeface:
        """Return the fonts that set a language."""
        if language.fonts not in self.fonts:
            what = Said(
                'the fonts "{fonts}" of {name} are not in theme.yaml.',
                fonts=language.fonts,
                name=language.name,
            )
            fix = did_you_mean(language.fonts, self.fonts) or Said("Add them under “fonts”.")
            raise ProblemsError([Problem(language.place("fonts"), "bad-font", what, fix)])
        return self.fonts[language.fonts]


def theme_of(templates: Path, root: Path) -> Theme:
    """Return the theme, or raise its Problems."""
    path, layers = templates / "theme.yaml", layers_of(templates, root)
    if not path.is_file():
        raise ProblemsError(
            [Problem(Place(relative(path, root)), "missing-file", Said("this file is missing."))]
        )
    located, problems = read_stacked("theme.yaml", layers, whole="fonts")
    if not problems:
        try:
            theme = Theme.model_validate(located.value).placed(located, ())
        except ValidationError as error:
            raise ProblemsError(refusals(error, Theme, located, ())) from error
        for name, typeface in theme.fonts.items():
            typeface.below(layers.holding(typeface.regular or ""))
            problems += typeface.problems(located, name)
        problems += _faint(theme, located)
        problems += theme.patch(layers)
        if not problems:
            return theme
    raise ProblemsError(problems)


def _faint(theme: Theme, located: Located) -> Iterator[Problem]:
    """Yield a Problem for each colour that cannot be told from a ground that it stands on."""
    for (palette, role), ground, found, least in faint(theme.colours):
        name, under = css_name(role), css_name(ground)
        what = Said(
            "{name} on {under} has a contrast of {found:.1f}; it must be {least} or more.",
            name=name,
            under=under,
            found=found,
            least=least,
        )
        place = located.place(("colours", palette, name))
        yield Problem(place, "low-contrast", what, Said("Take a darker or a lighter colour."))
