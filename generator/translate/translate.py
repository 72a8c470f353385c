"""Translate: what the commands of translators do with a project; each prints what it did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from generator.problem import Problem, ProblemsError, UsageError, relative
from generator.read.layers import templates_of
from generator.read.located import read_text
from generator.read.read import read
from generator.read.workbook import ENDINGS
from generator.said import Said
from generator.translate.accept import accept, remembered
from generator.translate.catalogue import parsed
from generator.translate.edit import write_all
from generator.translate.exchange import Change, changes, exported
from generator.translate.new_language import new_language, with_language
from generator.translate.passage import STATES
from generator.translate.translations import Translations, translations
from generator.translate.wording_passages import Wording
from generator.translate.write_back import written
from generator.word.language import has_language

STATE = {
    "done": Said("done"), "stale": Said("stale"), "unaccepted": Said("unaccepted"),
    "unlike": Said("unlike"), "fuzzy": Said("fuzzy"), "missing": Said("missing"),
}  # fmt: skip
NEXT = """\
Now: 1. look over {language}: it comes from CLDR;
     2. tisc-snapshot translate export {tag} {tag}.po, and translate that file;
     3. tisc-snapshot translate import {tag}.po.
Until all is there, "tisc-snapshot build --draft" shows the original in its place."""


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
            raise UsageError(
                Said(
                    'nothing is translated into "{wanted}". Languages: {there}.',
                    wanted=wanted,
                    there=there,
                )
            )
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
        rows = {**by_file, str(Said("total")): sum(by_file.values(), Counter[str]())}
        width = max(len(name) for name in [*rows, language])
        print(f"{language:{width}}", *(f"{STATE[state]:>10}" for state in STATES))
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
        print(Said("written: {name}", name=name))
    print(Said("{total} translations accepted.", total=total))


def _in_project(name: str, folder: Path) -> str:
    """Return the path of a file in the project, as it was typed from here or from its folder."""
    for path in (Path(name), folder / name):
        if path.is_file():
            return relative(path, folder)
    raise UsageError(Said('there is no file "{name}".', name=name))


def export(project: Project, tag: str, target: str | None) -> None:
    """Write everything that is translated into one PO file, or print it."""
    [tag] = project.tags(tag)
    files = max(project.library.editions.values(), key=lambda files: files.edition.period.last)
    text = exported(project.translations(tag).passages, files.edition, tag)
    if target is None:
        print(text, end="")
    else:
        Path(target).write_text(text, encoding="utf-8")
        print(Said("written: {name}", name=target))


def import_file(project: Project, name: str, tag: str | None) -> None:
    """Put a PO file's translations where they belong; prints the files that changed."""
    path = Path(name)
    if not path.is_file():
        raise UsageError(Said('there is no file "{name}".', name=name))
    text = read_text(path, path.parent)
    read = text if isinstance(text, Problem) else parsed(text, name)
    if isinstance(read, Problem):
        raise ProblemsError([read])
    tag = tag or _language_of(str(read.locale_identifier or ""), project)
    found = project.translations(tag)
    made, lost, problems = changes(read, name, found.by_key)
    if problems:
        raise ProblemsError(problems)
    books = [change for change in made if Path(change.passage.place.path).suffix in ENDINGS]
    for change in books:
        place, words = change.passage.place, change.words
        told = Said("type it into the workbook yourself: {words}", words=words)
        print(Said("{place}: {told}", place=place, told=told))
    made = [change for change in made if change not in books]
    accepted = [replace(change.passage, original=change.original) for change in made]
    files = written(made, project.library, tag, project.folder)
    files |= remembered(found, project.library, accepted)
    for context in lost:
        print(Said("passed over, since it is here no more: {context}", context=context))
    for file in _write_and_read_again(project, files, made, tag):
        print(Said("written: {name}", name=file))
    print(Said("{made} translations imported.", made=len(made)))


def _language_of(written: str, project: Project) -> str:
    """Return the language of the project that a PO file means by `zh_CN`."""
    for tag in project.tags():
        if tag.replace("-", "_").lower() == written.lower():
            return tag
    raise UsageError(
        Said(
            'the file is in "{written}", no language of this project. Name it: --lang.',
            written=written,
        )
    )


def _write_and_read_again(
    project: Project, files: Mapping[str, str], made: Iterable[Change], tag: str
) -> list[str]:
    """Write files; puts the old ones back where reading them does not give the new words."""
    paths = {name: project.folder / name for name in files}
    before = {name: path.read_bytes() for name, path in paths.items() if path.is_file()}
    names = write_all(project.folder, files)
    try:
        there = Project(project.folder).translations(tag).by_key
        for change in made:
            if there[change.passage.key].words.split() != change.words.split():
                where = change.passage.place
                raise UsageError(
                    Said(
                        "{where}: “{words}” cannot be written here.",
                        where=where,
                        words=change.words[:60],
                    )
                )
    except (ProblemsError, UsageError, KeyError):
        for name, path in paths.items():
            path.write_bytes(before[name]) if name in before else path.unlink(missing_ok=True)
        raise
    return names


def add(project: Project, tag: str) -> None:
    """Begin another language: write what its translator must fill; prints what to do next."""
    if has_language(tag, project.wording.templates, project.folder):
        raise UsageError(Said('"{tag}" has a language.yaml already.', tag=tag))
    files = new_language(tag, project.wording)
    newest = max(project.library.editions.values(), key=lambda files: files.edition.period.last)
    listed = newest.edition.place("languages").path
    text = (project.folder / listed).read_text(encoding="utf-8-sig")
    if tag not in newest.edition.languages:
        files[listed] = with_language(text, tag)
    for name in write_all(project.folder, files):
        print(Said("written: {name}", name=name))
    print(Said(NEXT, tag=tag, language=next(n for n in files if "language.yaml" in n)))
