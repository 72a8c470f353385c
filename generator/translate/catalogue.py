"""Catalogue: the fixed wording of one language, as messages.po has it, and where it stands."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import PoFileError, read_po

from generator.problem import Place, Problem, relative
from generator.read.layers import OVERRIDES
from generator.read.located import read_text
from generator.said import Said

KEYWORDS = {"_": None, "say": None, "strings": None}
_LINE = re.compile(r'|#.*|(?:msg(?:id|id_plural|str|ctxt)(?:\[\d+\])?\s*)?"(?:[^"\\]|\\.)*"')
_CALL = re.compile(rb"\b(?:%b)\(" % "|".join(KEYWORDS).encode())
Kind = Literal["modules", "templates"]


@dataclass(frozen=True)
class Catalogue:
    """The messages of one messages.po, in its order."""

    path: str
    messages: Mapping[str, Message] = field(default_factory=dict)

    def place(self, message: str) -> Place:
        """Return where a message stands, or the file where it does not."""
        found = self.messages.get(message)
        return Place(self.path, (found.lineno if found else None) or 1)

    def wording(self, message: str) -> str:
        """Return the wording of a message; nothing where none is."""
        found = self.messages.get(message)
        return str(found.string or "") if found else ""

    def is_fuzzy(self, message: str) -> bool:
        """Tell whether a translator was not sure of a wording."""
        found = self.messages.get(message)
        return bool(found and found.fuzzy)


def catalogue_path(locale: Path) -> Path:
    """Return where the catalogue of a language's folder lies."""
    return locale / "LC_MESSAGES" / "messages.po"


def read_catalogue(path: Path, root: Path) -> tuple[Catalogue, list[Problem]]:
    """Return the catalogue of a file; one that is missing is empty."""
    name = relative(path, root)
    if not path.is_file():
        return Catalogue(name), []
    text = read_text(path, root)
    if isinstance(text, Problem):
        return Catalogue(name), [text]
    read = parsed(text, name)
    if isinstance(read, Problem):
        return Catalogue(name), [read]
    return Catalogue(name, {str(m.id): m for m in read if m.id}), []


@lru_cache(maxsize=32)
def parsed(text: str, name: str) -> Catalog | Problem:
    """Return the content of a PO file, or the Problem of a text that is none; nobody changes it."""
    for number, line in enumerate(text.split("\n"), 1):
        if not _LINE.fullmatch(line.strip()):
            return _bad(Place(name, number), f"“{line.strip()[:40]}”")
    try:
        return read_po(io.BytesIO(text.encode()), abort_invalid=True)
    except (PoFileError, ValueError, LookupError) as error:
        return _bad(Place(name), str(error))


def _bad(place: Place, what: str) -> Problem:
    """Return the Problem of a file that is no catalogue."""
    fix = Said("Open it in a PO editor, which shows what is wrong.")
    return Problem(
        place, "bad-po", Said("this is not as a PO file has it: {what}.", what=what), fix
    )


def messages_in(folder: Path, kind: Kind) -> Iterator[str]:
    """Yield each message that the modules or templates of a folder use, as often as they do.

    Overrides in the folder bring wording of their own.
    """
    ending, method = ("*.py", "python") if kind == "modules" else ("*.html", "jinja2")
    for path in sorted(folder.rglob(ending)):
        if OVERRIDES in path.relative_to(folder).parts:
            continue
        content = path.read_bytes()
        if not _CALL.search(content):  # most modules say nothing: they need not be taken apart
            continue
        yield from _messages(method, content)


@lru_cache(maxsize=512)
def _messages(method: str, content: bytes) -> tuple[str, ...]:
    """Return the messages that one file uses; the same file is taken apart once.

    What is not UTF-8 has a Problem of its own.
    """
    options = {"silent": "false"} if method == "jinja2" else {}
    text = content.decode("utf-8", "replace").encode()
    found = extract(method, io.BytesIO(text), KEYWORDS, options=options)
    return tuple(said if isinstance(said, str) else said[0] for _, said, _, _ in found)
