"""Check for orphan numerals: nobody types a number where a reader takes it for a figure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from generator.problem import Place, Problem, relative
from generator.read.layers import own_folder
from generator.read.located import read_text
from generator.records.library import Library, Text
from generator.said import Said
from generator.word.numerals import Finder, Numerals
from generator.word.typed import typed_catalogue, typed_label, typed_markdown, typed_template
from generator.word.written import written

Fix = Callable[..., Said]
IN_TEXT = partial(Said, "Write the figure as {{id}}, or {{={typed}}} if it is no figure.")
IN_WORDING = partial(
    Said, "Pass the number in as {{name}}, or write {{={typed}}} if it is no figure."
)
IN_TEMPLATE = partial(Said, 'Let a figure say it, or fixed wording: _("{{={typed}}}").')


def numeral_problems(library: Library) -> Iterator[Problem]:
    """Yield a Problem for each numeral that is typed into a text or a label of data/."""
    finders = _finders(library.numerals)
    for text in written(library):
        finder = finders.setdefault(text.tag, Finder())
        typed = typed_markdown(text.words) if text.markdown else typed_label(text.words)
        for found in finder.numerals(typed) if finder else ():
            yield _orphan(text.place(found.offset), found.written, IN_TEXT)


def wording_problems(library: Library, project: Path) -> Iterator[Problem]:
    """Yield the same for fixed wording and templates, where these are the project's own."""
    own = own_folder(project)
    if own is None:
        return
    lists = _finders(library.numerals)
    tags = {tag for files in library.editions.values() for tag in files.edition.languages}
    finders = {tag: finder for tag in sorted(tags) if (finder := lists.get(tag, Finder()))}
    for tag, finder in finders.items():
        for path in sorted(own.glob(f"**/locale/{tag}/LC_MESSAGES/messages.po")):
            yield from _file(path, project, typed_catalogue, finder, IN_WORDING)
    for path in sorted(own.rglob("*.html")):
        for finder in finders.values():
            yield from _file(path, project, typed_template, finder, IN_TEMPLATE)


def _finders(known: Mapping[str, Numerals | None]) -> dict[str, Finder | None]:
    """Return a finder for each language; none where its lists could not be read."""
    return {tag: Finder(lists) if lists else None for tag, lists in known.items()}


def _file(
    path: Path, project: Path, typed: Callable[[str], str], finder: Finder, fix: Fix
) -> Iterator[Problem]:
    """Yield the Problems of one file of the templates; one that cannot be read has its own."""
    content = read_text(path, project) if path.is_file() else ""
    if isinstance(content, str):
        text = Text(relative(path, project), content)
        for found in finder.numerals(typed(content)):
            yield _orphan(text.place(found.offset), found.written, fix)


def _orphan(place: Place, typed: str, fix: Fix) -> Problem:
    """Return the Problem of one numeral."""
    what = Said("“{typed}” is typed here, and no data stand behind it.", typed=typed)
    return Problem(place, "orphan-numeral", what, fix(typed=typed))
