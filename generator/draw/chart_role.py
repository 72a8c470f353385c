"""Chart role: a colour of the drawings in light and in dark mode, and what a patch says for one.

A drawing is made in the light colours; a style sheet puts the dark ones in their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.problem import Problem, did_you_mean
from generator.read.located import Loc
from generator.render.contrast import GRAPHICS, TEXT, ratio
from generator.said import Said

if TYPE_CHECKING:
    from generator.draw.patch import Patch

MODES = {"light", "dark"}
GROUND = "paper"
GROUNDS = (GROUND, "panel")
"""Colours of a theme that no drawing has by itself."""
_KEY = re.compile(r"fill|stroke|background|.*[cC]olor")
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
QUIET = ("line", "rule", "step", "cut")
"""Parts of a chart that say nothing, so that they may be faint, or that stand on a bar."""
MARKS = ("bar", "tick", "line", "rule", "circle")
"""Parts that are no words."""


@dataclass(frozen=True)
class ChartRole:
    """A colour of the drawings in light and in dark mode."""

    light: str
    dark: str
    within: str = ""
    """What a style sheet writes before it where only one chart has it: `#chart-wells `."""


Roles = Mapping[str, ChartRole]
"""The colours of a theme by name, as theme.yaml writes it."""


def colours(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Any]]:
    """Yield each colour that a patch gives, with the keys that lead to it."""
    for key, inner in value.items() if isinstance(value, dict) else ():
        here = (*loc, key)
        pair = isinstance(inner, dict) and inner and inner.keys() <= MODES
        if _KEY.fullmatch(key) and (isinstance(inner, str) or pair):
            yield here, inner
        else:
            yield from colours(inner, here)


def role_of(colour: Any, roles: Roles) -> ChartRole | None:
    """Return a colour of a patch in both modes, None for what is none.

    It is the name of one of the theme's, or #RRGGBB for both modes, or {light: …, dark: …}.
    """
    if isinstance(colour, dict):
        sides = [role_of(colour.get(mode, ""), roles) for mode in ("light", "dark")]
        light, dark = sides
        return ChartRole(light.light, dark.dark) if light and dark else None
    if not isinstance(colour, str) or not (colour in roles or _HEX.fullmatch(colour)):
        return None
    if colour in roles:
        return roles[colour]
    same = (role for role in roles.values() if role.light == colour.upper())
    return next(same, ChartRole(colour.upper(), colour.upper()))


def in_light(value: Any, roles: Roles) -> Any:
    """Return a patch with its colours as they are drawn."""
    if not isinstance(value, dict):
        return value
    found = dict(colours({key: item for key, item in value.items() if _KEY.fullmatch(key)}))
    drawn = {loc[0]: role_of(colour, roles) for loc, colour in found.items() if len(loc) == 1}
    return {
        key: role.light if (role := drawn.get(key)) else in_light(item, roles)
        for key, item in value.items()
    }


def own_roles(patch: Patch, roles: Roles) -> tuple[ChartRole, ...]:
    """Return the colours of a patch that no other drawing has, for this chart only."""
    drawn = [role for name, role in roles.items() if name not in GROUNDS]
    found = (role_of(colour, roles) for _, colour in colours(patch.value))
    own = dict.fromkeys(role for role in found if role and role not in drawn)
    return tuple(ChartRole(r.light, r.dark, f"#chart-{patch.chart} ") for r in own)


def colour_problems(patch: Patch, roles: Roles) -> Iterator[Problem]:
    """Yield a Problem for each colour that is none, and for each that some mode would hide."""
    for loc, colour in colours(patch.value):
        role = role_of(colour, roles)
        if role is None and colour != "transparent":
            yield _no_colour(patch, loc, colour, roles)
        elif role and role not in roles.values() and loc[0] == "layer" and loc[1] not in QUIET:
            yield from _faint(patch, loc, role, roles[GROUND])


def _no_colour(patch: Patch, loc: Loc, colour: Any, roles: Roles) -> Problem:
    """Return the Problem of a word that is no colour."""
    given = colour if isinstance(colour, dict) else {"": colour}
    wrong = [mode for mode, said in given.items() if role_of(said, roles) is None]
    text = str(given[wrong[0]]) if wrong else ""
    place = patch.place((*loc, *filter(None, wrong[:1])))
    names, pair = ", ".join(roles), Said.verbatim('{"light": "#…", "dark": "#…"}')
    fix = did_you_mean(text, roles) or Said(
        "Write one of the theme's ({names}), or {pair}.", names=names, pair=pair
    )
    what = Said("“{text}” is not a colour like #1B4B66.", text=text)
    if not wrong:
        what = Said("a colour of two modes needs “light” and “dark”.")
    return Problem(place, "bad-colour", what, fix)


def _faint(patch: Patch, loc: Loc, role: ChartRole, ground: ChartRole) -> Iterator[Problem]:
    """Yield a Problem for a colour that cannot be told from the page in one of the modes."""
    least = GRAPHICS if loc[1] in MARKS else TEXT
    for mode in ("light", "dark"):
        colour = getattr(role, mode)
        found = ratio(colour, getattr(ground, mode))
        if found >= least:
            continue
        name = f"{colour} ({mode})"
        what = Said(
            "{name} on {under} has a contrast of {found:.1f}; it must be {least} or more.",
            name=name, under=GROUND, found=found, least=least,
        )  # fmt: skip
        fix = Said("Take a darker or a lighter colour.")
        if role.light == role.dark:
            pair = Said.verbatim(f'{{"light": "{role.light}", "dark": "#…"}}')
            fix = Said("Light and dark mode need two: {pair}, or one of the theme's, such as"
                       " “data”.", pair=pair)  # fmt: skip
        yield Problem(patch.place(loc), "low-contrast", what, fix)
        return
