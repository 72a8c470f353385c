"""Report of a difference: from two words on the command line to text, JSON and page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.diff.account import account_of
from generator.diff.compared import compared, kind_of
from generator.diff.difference import Difference, difference_of
from generator.diff.document import document
from generator.diff.holding import Holding, holding_of
from generator.diff.page import page
from generator.diff.parts import view_of
from generator.diff.plain import plain_text
from generator.diff.tell import Teller
from generator.problem import UsageError
from generator.read.layers import templates_of
from generator.read.read import read
from generator.render.theme import Theme, theme_of
from generator.said import Said, language
from generator.tell.account import Account
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


@dataclass(frozen=True)
class Told:
    """A difference, and who words it."""

    order: DiffOrder
    found: Difference
    teller: Teller

    def written(self, formats: Iterable[str]) -> dict[str, str]:
        """Return the difference in some of the formats text, json and html."""
        makers: Mapping[str, Callable[[], str]] = {
            "text": lambda: plain_text(view_of(self.found, self.teller)),
            "json": lambda: document(self.found),
            "html": lambda: page(view_of(self.found, self.teller), self.order.theme),
        }  # fmt: skip
        return {name: makers[name]() for name in formats}

    def account(self) -> Account:
        """Return the difference as hosts show it, beside the data of the project."""
        return account_of(self.found, self.teller, self.order.project)


def told(order: DiffOrder) -> Told:
    """Return the difference that was asked for."""
    found = _difference(order)
    return Told(order, found, _teller(found, order))


def _difference(order: DiffOrder) -> Difference:
    """Return what two words on the command line say differently."""
    for word in (order.before, order.now):
        kind_of(word, order.project)  # at once, not after the first was built
    before, now = (_holding(word, order) for word in (order.before, order.now))
    changes = read(order.project)[0].changes
    return difference_of(before, now, changes.notes if changes else ())


def _holding(word: str, order: DiffOrder) -> Holding:
    """Return what a word on the command line says."""
    made = compared(word, order.project, papers=order.papers)
    return holding_of(made.name, made.files)


def _teller(found: Difference, order: DiffOrder) -> Teller:
    """Return who words a difference: in the wanted language, or else that of messages."""
    known = [tag for tag in found.now.languages if tag in found.before.languages]
    if order.language is not None and order.language not in known:
        raise UsageError(
            Said('not both sides have the language "{tag}". In common: {known}.',
                 tag=order.language, known=", ".join(known) or "–")
        )  # fmt: skip
    first = [tag for tag in (language(), ENGLISH, *known) if tag in known]
    tag = order.language or next(iter(first), ENGLISH)
    templates = templates_of(order.project)
    worded = language_of(tag, templates, order.project)
    strings = strings_of(tag, templates, order.project)
    return Teller(found.before, found.now, worded, strings)
