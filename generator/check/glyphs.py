"""Check before drawing that the fonts have each character of each string, charts included."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from generator.problem import Place, Problem, ProblemsError, relative
from generator.read.layers import own_folder
from generator.read.located import read_text
from generator.records.library import Library, Text
from generator.render.theme import theme_of
from generator.said import Said
from generator.typeset.fonts import STYLES
from generator.typeset.typeface import PINNED, Typeface
from generator.word.language import has_language, language_of
from generator.word.typed import typed_template, typed_wordings
from generator.word.written import written

String = tuple[str, str, Callable[[int], Place]]
"""Language (none: it is any), words, and from an offset in them to the place in the file."""


def glyph_problems(library: Library, templates: Path, project: Path) -> Iterator[Problem]:
    """Yield a Problem for each character that no page could show, once for each string."""
    typefaces = _typefaces(library, templates, project)
    used: dict[str, set[str]] = {}
    for tag, words, _ in _strings(library, project):
        used.setdefault(tag, set()).update(words)
    lost = {tag: _lost("".join(text), typefaces.get(tag, PINNED)) for tag, text in used.items()}
    for tag, words, place in _strings(library, project) if any(lost.values()) else ():
        for char in sorted(lost[tag] & set(words)):
            what = Said(
                "the fonts have no glyph for “{char}” (U+{ord:04X}).", char=char, ord=ord(char)
            )
            fix = Said("Write another character.")
            yield Problem(place(words.index(char)), "no-glyph", what, fix)


def _lost(text: str, typeface: Typeface) -> set[str]:
    """Return the characters that the fonts of a language lack in one weight or the other."""
    return {char for weight in STYLES for char in typeface.missing(text, weight)}


def _typefaces(library: Library, templates: Path, project: Path) -> Mapping[str, Typeface]:
    """Return the fonts of each language of an edition; none where the theme has a Problem."""
    tags = {tag for files in library.editions.values() for tag in files.edition.languages}
    try:
        theme = theme_of(templates, project)
        return {
            tag: theme.typeface(language_of(tag, templates, project))
            for tag in tags if has_language(tag, templates, project)
        }  # fmt: skip
    except ProblemsError:
        return {}  # the build tells


def _strings(library: Library, project: Path) -> Iterator[String]:
    """Yield what a page may print: texts, labels, titles of sources, and the project's wording."""
    for text in written(library):
        yield text.tag, text.words, text.place
    for source in library.sources.values():
        for name in ("title", "mirror", "url"):
            if words := getattr(source, name):
                yield "", words, partial(source.spot, (name,), words)
    if own := own_folder(project):
        yield from _wording(own, project)


def _wording(own: Path, project: Path) -> Iterator[String]:
    """Yield fixed wording, how languages write numbers, and what templates say themselves."""
    for path in sorted(own.rglob("*")):
        if path.suffix not in (".po", ".html") and path.name != "language.yaml":
            continue
        content = read_text(path, project)
        if isinstance(content, Problem):
            continue  # who reads the file tells
        file = Text(relative(path, project), content)
        if path.suffix == ".po":
            for start, words in typed_wordings(content):
                yield path.parts[-3], _shown(words), partial(file.place_after, start)
        else:
            shown = typed_template(content) if path.suffix == ".html" else content
            tag = path.parts[-2] if path.name == "language.yaml" else ""
            yield tag, _shown(shown), file.place


def _shown(typed: str) -> str:
    """Return typed words with a space for each character that is hidden."""
    return typed.replace("\ufffc", " ")
