"""Check of the theme: its colours and fonts, and that each language has the fonts that it names."""

from __future__ import annotations

from pathlib import Path

from generator.problem import Problem, ProblemsError
from generator.read.layers import own_folder
from generator.records.library import Library
from generator.render.theme import theme_of
from generator.word.language import has_language, language_of


def theme_problems(library: Library, templates: Path, project: Path) -> list[Problem]:
    """Return what is wrong with colours, fonts and the patches of charts; the package's are tested.

    A language that is not described, or wrongly, has a Problem of its own.
    """
    if own_folder(project) is None:
        return []
    found: list[Problem] = []
    try:
        theme = theme_of(templates, project)
        tags = {tag for files in library.editions.values() for tag in files.edition.languages}
        for tag in sorted(tags):
            if has_language(tag, templates, project):
                theme.typeface(language_of(tag, templates, project))
    except ProblemsError as error:
        found += error.problems
    return found
