"""Translate: what the commands of translators do with a project; each prints what it did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from generator.accept import accept
from generator.edit import write_all
from generator.passage import STATES
from generator.problem import ProblemsError, UsageError, relative
from generator.read import read
from generator.theme import templates_of
from generator.translations import Translations, translations
from generator.wording_passages import Wording


class Project:
    """A project whose files can all be read; its translations may be in any state."""

    def __init__(self, folder: Path) -> None:
        """Read the project."""
        self.folder = folder
        self.library, problems = read(folder)
        if problems:
            raise ProblemsError(problems)
        self.wording = Wording(templates_of(folder), folder)

    def tags(self, wanted: str | None = None) -> list[str]:
        """Return the wanted language, or all that are translated into."""
        editions = [files.edition for files in self.library.editions.values()]
        listed = dict.fromkeys(tag for edition in editions for tag in edition.languages)
        known = [tag for tag in listed if tag != self.library.original]
        if wanted is not None and wanted not in known:
            there = ", ".join(known) or "none"
            raise UsageError(f'nothing is translated into "{wanted}". Languages: {there}.')
        return [wanted] if wanted else known

    def translations(self, tag: str) -> Translations:
        """Return the translations into one language; a file that cannot be read stops here."""
        found = translations(self.library, self.wording, tag)
        if found.problems:
            raise ProblemsError(found.problems)
        return found


def status(project: Project, tag: str | None) -> None:
    """Print how far the translations are, by language and file."""
    for language in project.tags(tag):
        by_file: dict[str, Counter[str]] = {}
        for passage in project.translations(language).passages:
            by_file.setdefault(passage.place.path, Counter())[passage.state] += 1
        rows = {**by_file, "total": sum(by_file.values(), Counter[str]())}
        width = max(len(name) for name in [*rows, language])
        print(f"{language:{width}}", *(f"{state:>10}" for state in STATES))
        for name, count in rows.items():
            print(f"{name:{width}}", *(f"{count[state]:10}" for state in STATES))
        print()


def accept_files(project: Project, names: Iterable[str], tag: str | None) -> None:
    """Note that the translations in some files were looked over; prints how many."""
    paths = [_in_project(name, project.folder) for name in names]
    files, total = dict[str, str](), 0
    for language in project.tags(tag):
        new, count = accept(project.translations(language), project.library, paths, project.folder)
        files, total = files | new, total + count
    for name in write_all(project.folder, files):
        print(f"written: {name}")
    print(f"{total} translations accepted.")


def _in_project(name: str, folder: Path) -> str:
    """Return the path of a file in the project, as it was typed from here or from its folder."""
    for path in (Path(name), folder / name):
        if path.is_file():
            return relative(path, folder)
    raise UsageError(f'there is no file "{name}".')
