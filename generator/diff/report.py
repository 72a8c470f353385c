"""Report of a difference: from two words on the command line to text, JSON and page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.diff.difference import Difference, difference_of
from generator.diff.document import document
from generator.diff.holding import Holding, holding_of
from generator.diff.origin import kind_of, origin
from generator.diff.page import page
from generator.diff.parts import view_of
from generator.diff.plain import plain_text
from generator.diff.tell import Teller
from generator.diff.view import View
from generator.problem import UsageError
from generator.read.layers import templates_of
from generator.render.theme import Theme, theme_of
from generator.said import Said
from generator.word.language import ENGLISH, language_of, strings_of


@dataclass(frozen=True)
class DiffOrder:
    """What a user asked for."""

    project: Path
    before: str
    now: str
    language: str | None = None
    papers: bool = False
    """Whether PDFs are set of what is built in passing."""

    @property
    def theme(self) -> Theme:
        """Return the theme of the project."""
        return theme_of(templates_of(self.project), self.project)


def diff(order: DiffOrder, formats: Iterable[str]) -> dict[str, str]:
    """Return the difference in some of the formats text, json and html."""
    for word in (order.before, order.now):
        kind_of(word, order.project)  # at once, not after the first was built
    before, now = (_holding(word, order) for word in (order.before, order.now))
    found = difference_of(before, now)
    makers: Mapping[str, Callable[[], str]] = {
        "text": lambda: plain_text(_view(found, order)),
        "json": lambda: document(found),
        "html": lambda: page(_view(found, order), order.theme),
    }  # fmt: skip
    return {name: makers[name]() for name in formats}


def _holding(word: str, order: DiffOrder) -> Holding:
    """Return what a word on the command line says."""
    made = origin(word, order.project, papers=order.papers)
    return holding_of(made.name, made.files)


def _view(found: Difference, order: DiffOrder) -> View:
    """Return a difference in the words of the wanted language."""
    known = [tag for tag in found.now.languages if tag in found.before.languages]
    if order.language is not None and order.language not in known:
        raise UsageError(
            Said('not both sides have the language "{tag}". In common: {known}.',
                 tag=order.language, known=", ".join(known) or "–")
        )  # fmt: skip
    tag = order.language or (ENGLISH if ENGLISH in known or not known else known[0])
    templates = templates_of(order.project)
    language = language_of(tag, templates, order.project)
    strings = strings_of(tag, templates, order.project)
    return view_of(found, Teller(found.before, found.now, language, strings))
