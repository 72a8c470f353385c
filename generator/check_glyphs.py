"""Check before drawing that the fonts have each character of each string, charts included."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from generator.fonts import STYLES, missing
from generator.library import Library, Text
from generator.located import read_text
from generator.problem import Place, Problem, relative
from generator.typed import typed_template, typed_wordings
from generator.written import written

String = tuple[str, Callable[[int], Place]]
"""Words, and from an offset in them to the place in the file."""


def glyph_problems(library: Library, templates: Path, project: Path) -> Iterator[Problem]:
    """Yield a Problem for each character that no page could show, once for each string."""
    used = "".join(words for words, _ in _strings(library, templates, project))
    lost = {char for weight in STYLES for char in missing(used, weight)}
    for words, place in _strings(library, templates, project) if lost else ():
        for char in sorted(lost & set(words)):
            what = f"the fonts have no glyph for “{char}” (U+{ord(char):04X})."
            fix = "Write another character."
            yield Problem(place(words.index(char)), "no-glyph", what, fix)


def _strings(library: Library, templates: Path, project: Path) -> Iterator[String]:
    """Yield what a page may print: texts, labels, titles of sources, and the project's wording."""
    for text in written(library):
        yield text.words, text.place
    for source in library.sources.values():
        for name in ("title", "mirror", "url"):
            if words := getattr(source, name):
                yield words, partial(source.spot, (name,), words)
    if templates.resolve().is_relative_to(project.resolve()):
        yield from _wording(templates, project)


def _wording(templates: Path, project: Path) -> Iterator[String]:
    """Yield fixed wording, how languages write numbers, and what templates say themselves."""
    for path in sorted(templates.rglob("*")):
        if path.suffix not in (".po", ".html") and path.name != "language.yaml":
            continue
        content = read_text(path, project)
        if isinstance(content, Problem):
            continue  # who reads the file tells
        file = Text(relative(path, project), content)
        if path.suffix == ".po":
            for start, words in typed_wordings(content):
                yield _shown(words), partial(file.place_after, start)
        else:
            shown = typed_template(content) if path.suffix == ".html" else content
            yield _shown(shown), file.place


def _shown(typed: str) -> str:
    """Return typed words with a space for each character that is hidden."""
    return typed.replace("\ufffc", " ")
