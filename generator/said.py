"""Said: a sentence of this program with its parts, which can be said in another language."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Self

FOLDER = Path(__file__).parent / "messages"
"""One catalogue for each language but English; the English sentences are the keys."""

_language: ContextVar[str] = ContextVar("language", default="en")


class Said(str):
    """A sentence: to programs its English words, printed in the language that is spoken now.

    `Said("there is no {name}.", name=name)` is looked up by the words with their braces.
    """

    template: str
    parts: Mapping[str, object]

    def __new__(cls, template: str, /, **parts: object) -> Self:
        """Take a sentence with names in braces, and what stands for each name."""
        self = super().__new__(cls, _filled(template, parts, {}))
        self.template, self.parts = template, parts
        return self

    @classmethod
    def verbatim(cls, text: object) -> Said:
        """Return text of others or of data: said in its own words where no catalogue has them."""
        return Said(str(text).replace("{", "{{").replace("}", "}}"))

    @classmethod
    def joined(cls, separator: str, said: Iterable[str]) -> Said:
        """Return several sentences as one."""
        parts = {f"part{i}": part for i, part in enumerate(said)}
        return Said(separator.join(f"{{{name}}}" for name in parts), **parts)

    @property
    def english(self) -> str:
        """Return the English words."""
        return str.__str__(self)

    def said_in(self, wording: Mapping[str, str]) -> str:
        """Return the sentence by a catalogue, or in English where that lacks it."""
        return _filled(self.template, self.parts, wording)

    def __str__(self) -> str:
        """Return the sentence in the language that is spoken now."""
        return self.said_in(catalogue(_language.get()))

    def __format__(self, spec: str) -> str:
        """Return the same, for a place in a longer text."""
        return format(str(self), spec)

    def __reduce__(self) -> tuple[type[_Parts], tuple[str, dict[str, object]]]:
        """Return how to make it again from its parts, in another process."""
        return _Parts, (self.template, dict(self.parts))


class _Parts:
    """Makes a sentence from its parts, where only positions can be given."""

    def __new__(cls, template: str, parts: dict[str, object]) -> Said:  # type: ignore[misc]
        return Said(template, **parts)


def _filled(template: str, parts: Mapping[str, object], wording: Mapping[str, str]) -> str:
    """Return a template in the words of a catalogue, with its parts in the same."""
    said = {
        name: part.said_in(wording) if isinstance(part, Said) else part
        for name, part in parts.items()
    }
    return wording.get(template, template).format(**said)


NOTHING = Said("")


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Print every sentence in this language until the end of the block."""
    token = _language.set(tag)
    try:
        yield
    finally:
        _language.reset(token)


def language() -> str:
    """Return the language that is spoken now."""
    return _language.get()


def spoken(text: str) -> str:
    """Return words without parts in the language that is spoken now."""
    return catalogue(_language.get()).get(text, text)


@cache
def catalogue(tag: str) -> Mapping[str, str]:
    """Return the sentences of a language by the English ones; none for English itself."""
    if tag == "en":
        return {}
    from babel.messages.pofile import read_po  # 60 ms that an English reader need not wait

    with (FOLDER / f"{tag}.po").open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id and m.string}


def languages() -> tuple[str, ...]:
    """Return the languages that this program speaks."""
    return ("en", *sorted(path.stem for path in FOLDER.glob("*.po")))


def own_language() -> str:
    """Return the language that the environment asks for, or English."""
    asked = next(
        (os.environ[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(n)), ""
    )
    wanted = asked.partition(".")[0].replace("_", "-")
    same = [tag for tag in languages() if tag == wanted]
    alike = [tag for tag in languages() if tag.partition("-")[0] == wanted.partition("-")[0]]
    return (*same, *alike, "en")[0]
