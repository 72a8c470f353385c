"""Check how texts are typed: marks, spaces, dashes, titles of works, phrases to avoid; it warns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.problem import Place, Problem, relative
from generator.read.layers import own_folder
from generator.read.located import read_text
from generator.read.sheet import Row
from generator.records.library import Library, Text
from generator.said import NOTHING, Said
from generator.word.language import Language, has_language, language_of
from generator.word.typed import typed_label, typed_markdown, typed_wordings
from generator.word.typography import Slip, avoided, typography_of
from generator.word.written import written

_WORK = re.compile("《[^《》\n]*》")
SHORTEST = 4
"""A shorter name of a work may be an ordinary word: 《规划》."""


@dataclass(frozen=True)
class Words:
    """Typed words of one language: what the tokens say is hidden, each place stays."""

    tag: str
    words: str
    place: Callable[[int], Place]


def typography_problems(library: Library, templates: Path, project: Path) -> list[Problem]:
    """Return a warning for each slip of typing in data, texts and the project's own wording."""
    languages = _languages(library, templates, project)
    passages = [p for p in _passages(library, project) if p.tag in languages]
    slips = typography_of(templates)
    found: list[Problem] = []
    for tag, language in languages.items():
        own = [passage for passage in passages if passage.tag == tag]
        patterns = slips.patterns(language.script) if slips else []
        phrases, works = avoided(tag, templates), _works(own)
        for passage in own:
            found += _slips(passage, patterns)
            found += _avoided(passage, phrases, language.quotes)
            found += _bare_works(passage, works)
    return sorted(set(found))


def _languages(library: Library, templates: Path, project: Path) -> Mapping[str, Language]:
    """Return the languages of all editions that are described."""
    tags = {tag for files in library.editions.values() for tag in files.edition.languages}
    known = (tag for tag in sorted(tags) if has_language(tag, templates, project))
    return {tag: language_of(tag, templates, project) for tag in known}


def _passages(library: Library, project: Path) -> Iterator[Words]:
    """Yield all words of data and texts, and the fixed wording where it is the project's own."""
    for text in written(library):
        typed = typed_markdown(text.words) if text.markdown else typed_label(text.words)
        yield Words(text.tag, typed, text.place)
    own = own_folder(project)
    if own is None:
        return
    for path in sorted(own.glob("**/locale/*/LC_MESSAGES/messages.po")):
        content = read_text(path, project)
        if isinstance(content, str):
            file = Text(relative(path, project), content)
            for start, words in typed_wordings(content):
                yield Words(path.parent.parent.name, words, partial(file.place_after, start))


def _slips(passage: Words, patterns: list[tuple[re.Pattern[str], Slip]]) -> Iterator[Problem]:
    """Yield a warning for each slip."""
    for pattern, slip in patterns:
        for hit in pattern.finditer(passage.words):
            what = Said(
                "{what} (“{around}”).",
                what=Said.verbatim(slip.what),
                around=_around(passage.words, *hit.span()),
            )
            place = passage.place(hit.start())
            yield Problem(place, "typography", what, Said.verbatim(slip.fix), "warning")


def _around(words: str, start: int, end: int) -> str:
    """Return what was found with a few characters beside it, on one line."""
    near = words[max(0, start - 4) : end + 4].replace("\ufffc", "…")
    return re.sub("…+", "…", near.replace("\n", "⏎"))


def _avoided(passage: Words, phrases: list[Row], quotes: tuple[str, str]) -> Iterator[Problem]:
    """Yield a warning for each phrase to avoid; what stands inside quotation marks is quoted."""
    for row in phrases:
        phrase, better = row.cells["phrase"], row.cells["better"]
        for hit in re.finditer(re.escape(phrase), passage.words):
            before = passage.words[: hit.start()]
            if phrase not in quotes and before.count(quotes[0]) > before.count(quotes[1]):
                continue
            what = Said("“{phrase}” is to be avoided: {why}.", phrase=phrase, why=row.cells["why"])
            fix = Said("Better: {better}.", better=better) if better else NOTHING
            place = passage.place(hit.start())
            yield Problem(place, "avoided-phrase", what, fix, "warning")


def _works(passages: list[Words]) -> list[str]:
    """Return the names that stand in 《》 somewhere: what is a work once is one everywhere."""
    named = {work[1:-1] for p in passages for work in _WORK.findall(p.words)}
    return sorted(name for name in named if len(name) >= SHORTEST and "\ufffc" not in name)


def _bare_works(passage: Words, works: list[str]) -> Iterator[Problem]:
    """Yield a warning for each name of a work that stands without 《》."""
    bare = _WORK.sub(lambda work: "\ufffc" * len(work[0]), passage.words)
    for name in works:
        for hit in re.finditer(re.escape(name), bare):
            what = Said("“{name}” is the name of a work.", name=name)
            place = passage.place(hit.start())
            yield Problem(place, "bare-work", what, Said("Write 《{name}》.", name=name), "warning")
