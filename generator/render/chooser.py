"""Chooser: the page that asks for a language."""

from __future__ import annotations

from collections.abc import Sequence

from generator.compose.pages import Choice, Chooser, Stamp
from generator.compose.setting import Setting
from generator.face.facing import FOLDER
from generator.render.render import Renderer
from generator.render.single_file import PAGE
from generator.render.theme import Theme


def chooser(
    parts: Sequence[Setting], sides: Sequence[Setting], renderer: Renderer, theme: Theme
) -> bytes:
    """Return the page that asks for a language, in the language that comes first.

    `sides` are the two languages that face each other, where they do.
    """
    setting = (*parts, *sides)[0]
    choices = tuple(_choice(each, each.language.tag) for each in parts)
    facing = tuple(_choice(each, FOLDER) for each in sides)
    words = setting.words(setting.edition.title)
    stamps = tuple(Stamp(s.language.tag, s.stamp) for s in parts or sides if s.stamp)
    titles = (words, choices, facing, stamps, setting.stamped(words))
    page = Chooser(setting.language, theme, *titles)
    return renderer.page("chooser.html", page).encode()


def _choice(setting: Setting, folder: str) -> Choice:
    """Return the choice of a page, in the words of one language."""
    language, title = setting.language, setting.words(setting.edition.title)
    return Choice(language.tag, language.name, title, f"{folder}/{PAGE}")
