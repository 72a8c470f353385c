"""Check of what a language asks of words: plural forms, and one word for each qualifier."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.problem import Problem
from generator.records.library import Library
from generator.records.unit import OTHER, Unit
from generator.said import Said
from generator.word.language import Language, has_language, language_of
from generator.word.tokens import tokens
from generator.word.written import Written, written

FIX = Said("Leave it out: the figure brings its own word.")
_BETWEEN = r"[\u3400-\u9fff]{0,2}"
"""What may stand between a figure and a word of two letters or more: a measure word (场左右)."""


def language_problems(library: Library, templates: Path, project: Path) -> Iterator[Problem]:
    """Yield the Problems of units and words in each language that is described."""
    tags = {tag for files in library.editions.values() for tag in files.edition.languages}
    known = {
        tag: language_of(tag, templates, project)
        for tag in sorted(tags) if has_language(tag, templates, project)
    }  # fmt: skip
    for unit in library.units.values():
        for language in known.values():
            yield from _plurals(unit, language)
    patterns = {tag: _patterns(language) for tag, language in known.items()}
    for text in written(library):
        if text.tag in patterns:
            yield from _qualified(text, *patterns[text.tag])


def _plurals(unit: Unit, language: Language) -> Iterator[Problem]:
    """Yield the Problem of a unit whose forms are not those of the language's plural rule."""
    forms = unit.written.plurals.get(language.tag)
    if forms is None:
        return
    given, wanted = {name for name, words in forms.items() if words}, set(language.categories)
    if given != wanted:
        order = sorted(wanted, key=lambda name: (name == OTHER, name))
        what = Said(
            "{name} has other plural forms than {forms}.",
            name=language.name,
            forms=", ".join(forms),
        )
        fix = Said("Write one for each of: {order}.", order=", ".join(order))
        yield Problem(unit.place("written", language.tag), "wrong-plural", what, fix)


def _patterns(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what must not end before a figure, and what must not begin after it."""
    own = [pattern.partition("{n}") for pattern in language.qualifiers.values()]
    before = {*language.other_qualifiers.before, *(start.strip() for start, _, _ in own)}
    after = {*language.other_qualifiers.after, *(
        end.strip() for _, _, end in own if "{high}" not in end
    )}  # fmt: skip
    later = rf"{_any(after)}|{_BETWEEN}(?:{_any(after, least=2)})"
    return re.compile(rf"(?:{_any(before)})\Z", re.I), re.compile(later, re.I)


def _any(words: set[str], *, least: int = 1) -> str:
    """Return a pattern of any of these words; one in Latin letters stands apart, by a space."""
    given = sorted((word for word in words if len(word) >= least), key=len, reverse=True)
    latin = [re.escape(word).replace("\\ ", r"\s+") for word in given if word.isascii()]
    other = [re.escape(word) for word in given if not word.isascii()]
    apart = rf"\s?(?<![\w-])(?:{'|'.join(latin)})(?!\w)\s?" if latin else ""
    return "|".join(filter(None, [apart, *other])) or r"(?!)"


def _qualified(text: Written, before: re.Pattern[str], after: re.Pattern[str]) -> Iterator[Problem]:
    """Yield a Problem for each figure of a text that has a qualifier typed beside it."""
    for token in tokens(text.words):
        if token.kind != "figure" or token.variant == "date" or token.name in ("n", "high"):
            continue
        end = token.offset + len(token.written)
        found = before.search(text.words, 0, token.offset) or after.match(text.words, end)
        if found:
            word = " ".join(found[0].split())
            what = Said(
                "“{word}” is typed beside the figure {written}.", word=word, written=token.written
            )
            start = found.end() - len(found[0].lstrip())
            yield Problem(text.place(start), "typed-qualifier", what, FIX)
