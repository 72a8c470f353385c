"""Passages of a language's own file: the words that qualify a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.read.located import Located, read_yaml
from generator.translate.passage import Passage, fingerprint
from generator.translate.wording_passages import Wording
from generator.word.language import ENGLISH, locale_folder

BARE = "{n}"


def language_passages(wording: Wording, tag: str) -> Iterator[Passage]:
    """Yield the qualifiers of a language that is the project's own; as in English means missing."""
    if tag == ENGLISH or not wording.is_own(tag):
        return
    own, english = _file(wording, tag), _file(wording, ENGLISH)
    for name, original in _words(english).items():
        if original != BARE:
            words = _words(own).get(name, "")
            loc = ("qualifiers", name)
            yield Passage(
                f"language/qualifiers/{name}", tag, original, "" if words == original else words,
                own.place(loc), english.place(loc), fingerprint(original),
                about="How a figure is qualified; {n} is the number with its unit", loc=loc,
            )  # fmt: skip


def _file(wording: Wording, tag: str) -> Located:
    """Return a language.yaml; one that cannot be read has its own Problem."""
    path = locale_folder(tag, wording.templates, wording.root) / "language.yaml"
    root = wording.root if path.is_relative_to(wording.root) else wording.templates
    return read_yaml(path, root)[0] if path.is_file() else Located(path.as_posix(), None)


def _words(file: Located) -> Mapping[str, Any]:
    """Return the qualifiers of a language.yaml."""
    value = file.value.get("qualifiers") if isinstance(file.value, dict) else None
    return {k: str(v) for k, v in value.items()} if isinstance(value, dict) else {}
