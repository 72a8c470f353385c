"""Passages of fixed wording: the strings of package and templates in messages.po."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path

from jinja2 import TemplateError

from generator.problem import Problem
from generator.translate.catalogue import Catalogue, catalogue_path, messages_in, read_catalogue
from generator.translate.passage import Passage, fingerprint
from generator.word.language import ENGLISH, has_language, language_of, locale_folder

PREFIX = "wording/"


@dataclass(frozen=True)
class Wording:
    """The fixed wording of a project, by language."""

    templates: Path
    root: Path

    def is_own(self, tag: str) -> bool:
        """Tell whether a language's wording lies in the project, and not in the package."""
        folder = locale_folder(tag, self.templates, self.root)
        return folder.resolve().is_relative_to(self.root.resolve())

    def categories(self, tag: str) -> frozenset[str]:
        """Return the plural categories of a language that is described."""
        if not has_language(tag, self.templates, self.root):
            return frozenset()
        return language_of(tag, self.templates, self.root).categories

    def catalogue(self, tag: str) -> tuple[Catalogue, list[Problem]]:
        """Return the catalogue of a language with the Problems of its file."""
        path = catalogue_path(locale_folder(tag, self.templates, self.root))
        return read_catalogue(path, self.root if self.is_own(tag) else self.templates)

    def messages(self, known: Collection[str] | None = None) -> list[str]:
        """Return all messages that are used; `known`: of those in templates, only these.

        A broken template, and one that asks for what nobody knows, has a Problem of its own.
        """
        wanted = self._in_templates if known is None else self._in_templates & set(known)
        return sorted(wanted | _in_modules())

    @cached_property
    def _in_templates(self) -> frozenset[str]:
        """Return the messages of the templates: the same for all languages."""
        try:
            return frozenset(messages_in(self.templates, "templates"))
        except TemplateError:
            return frozenset()


@cache
def _in_modules() -> frozenset[str]:
    """Return the messages of the package, which stays as it is while it runs."""
    return frozenset(messages_in(Path(__file__).parents[1], "modules"))


def wording_passages(
    wording: Wording, tag: str, memory: Mapping[str, str]
) -> tuple[list[Passage], list[Problem]]:
    """Return the passages of one language's own wording, and the Problems of its catalogue."""
    if not wording.is_own(tag):
        return [], []
    catalogue, problems = wording.catalogue(tag)
    english, _ = wording.catalogue(ENGLISH)
    if problems:
        return [], problems
    messages = wording.messages({*english.messages, *catalogue.messages})
    return list(_passages(messages, catalogue, english, memory, tag)), []


def _passages(
    messages: list[str], catalogue: Catalogue, english: Catalogue, memory: Mapping[str, str],
    tag: str,
) -> Iterator[Passage]:  # fmt: skip
    """Yield the passages of a catalogue; English itself may leave its messages as they are."""
    unused = [message for message in catalogue.messages if message not in messages]
    for message in messages:
        words, place, before = catalogue.wording(message), catalogue.place(message), message
        original = message
        if tag == ENGLISH:
            words = words or message
        else:
            original = english.wording(message) or message
            before = memory.get(PREFIX + message, message)
        if message not in catalogue.messages and (near := get_close_matches(message, unused, 1)):
            before, place = near[0], catalogue.place(near[0])
        yield Passage(
            PREFIX + message, tag, original, words, place,
            english.place(message), fingerprint(before), before, catalogue.is_fuzzy(message),
            "Fixed wording", (message,),
        )  # fmt: skip
