"""Build: the straight line from data/ to output/."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.annex.annex import annex
from generator.check.kept import sound
from generator.compose.compose import file_name
from generator.compose.setting import Setting
from generator.derive.derive import derive
from generator.derive.finding import Finding
from generator.face.facing import FOLDER, facing_tags
from generator.pages import pages, renderer_of
from generator.problem import ProblemsError, UsageError
from generator.progress import Progress
from generator.publish.manifest import lists
from generator.publish.publish import publish, ready
from generator.publish.release import Release, allowed
from generator.read.layers import templates_of
from generator.records.blank import blank_problems
from generator.records.library import EditionFiles, Library
from generator.records.state import REVIEW, State, state_of
from generator.render.chooser import chooser
from generator.render.single_file import PAGE, single_files
from generator.render.theme import Theme, theme_of
from generator.said import Said
from generator.translate.draft import draft_setting
from generator.translate.wording_passages import Wording
from generator.word.language import Language, language_of, strings_of
from generator.work.cache import cache_of, caching
from generator.work.crew import begin, crew

KINDS = ("html", "pdf", "data")
"""What can be made of an edition."""


@dataclass(frozen=True)
class Order:
    """What a user asked for."""

    project: Path
    edition: str | None = None
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = KINDS
    out: Path | None = None
    cache: bool = True
    """Whether what was made before, of the very same things, may be taken as it is."""
    single_file: bool = False
    """Whether each page is wanted as one file with everything in it as well."""
    draft: bool = False
    """Whether the original may stand in for translations that are missing or stale."""
    jobs: int = 0
    """How many worker processes may set PDFs at once; 0: this process sets them."""
    final: bool = False
    """Whether it is to be final, if all that this asks for is so."""
    lifted: str = ""
    """Why an embargo does not hold."""

    def files_of(self, source: Source, tags: Iterable[str]) -> set[str]:
        """Return the names of the PDFs and single files that the page of a language may link."""
        endings = ["pdf"] * ("pdf" in self.kinds) + ["html"] * self.single_file
        edition, state = source.files.edition, source.state
        return {file_name(edition, tag, ending, state) for tag in tags for ending in endings}


def build(order: Order, library: Library | None = None) -> Path:
    """Build one edition; returns the folder in which it lies. The library was checked already."""
    begin(worker=False)
    with caching(cache_of(order.project) if order.cache else None):
        source = source_of(
            order.project, order.edition, draft=order.draft, final=order.final, library=library
        )
        edition, release = source.files.edition, Release()
        target = order.out or order.project / "output" / edition.id
        ready(target)
        if order.final:
            release = allowed(order.project, source.library, edition, order.lifted)
        outputs = made_files(order, source, release)
    return publish(outputs, target)


def made_files(order: Order, source: Source, release: Release) -> dict[str, bytes]:
    """Return all files of an edition by their paths, with the lists of what they are made of."""
    tags, faced = _languages(order.languages, source.files)
    outputs = _outputs(order, source, tags, faced)
    folders = (*tags, FOLDER) if faced else tags
    if order.single_file:
        edition, state = source.files.edition, source.state
        names = {f"{tag}/{PAGE}": file_name(edition, tag, "html", state) for tag in folders}
        outputs |= single_files(outputs, names)
    return outputs | lists(order, source, folders, release, outputs)


def _outputs(
    order: Order, source: Source, tags: tuple[str, ...], faced: tuple[str, ...]
) -> dict[str, bytes]:
    """Return all files of an edition by their path, but the lists."""
    kinds = [kind for kind in order.kinds if kind != "data"]
    editions = (*tags, FOLDER) if faced else tags
    needed = len({*tags, *faced}) + bool(faced) if kinds else 0
    count = needed + len(editions) * len(kinds) + ("data" in order.kinds)
    jobs = min(order.jobs, len(editions)) if "pdf" in kinds else 0
    with Progress(count) as steps, crew(jobs):
        data = annex(source.plain.settings) if {"data", "pdf"} & {*order.kinds} else {}
        if "data" in order.kinds:
            steps.step(Said("data annex"))
        outputs = dict(data) if "data" in order.kinds else {}
        if kinds:
            outputs |= pages(order, source, (tags, faced), data, steps)
    if "html" in kinds:
        settings, sides = ([source.setting(tag) for tag in some] for some in (tags, faced))
        renderer = renderer_of((settings or sides)[0], source)
        outputs["index.html"] = chooser(settings, sides, renderer, source.theme)
    return outputs


@dataclass(frozen=True)
class Source:
    """What all languages of an edition share."""

    library: Library
    files: EditionFiles
    findings: Mapping[str, Finding]
    templates: Path
    project: Path
    state: State = REVIEW
    marks: bool = True
    """Of a draft: whether what stands in is marked."""

    @property
    def plain(self) -> Source:
        """Return the same without marks, for files that are no pages."""
        return replace(self, marks=False)

    @property
    def theme(self) -> Theme:
        """Return the theme."""
        return theme_of(self.templates, self.project)

    def language(self, tag: str) -> Language:
        """Return how a language is written."""
        return language_of(tag, self.templates, self.project)

    def setting(self, tag: str) -> Setting:
        """Return what the parts of one language's report share."""
        language = self.language(tag)
        if self.state.name == "draft":
            wording, edition = Wording(self.templates, self.project), self.files.edition.id
            draft = draft_setting(self.library, edition, language, wording, marks=self.marks)
            return replace(draft, state=self.state)
        strings = strings_of(tag, self.templates, self.project)
        return Setting(
            self.library, self.files, self.findings, language, strings, state=self.state
        )  # fmt: skip

    @property
    def settings(self) -> Mapping[str, Setting]:
        """Return a fresh setting for each language of the edition."""
        return {tag: self.setting(tag) for tag in self.files.edition.languages}


def source_of(
    project: Path, edition: str | None, *, draft: bool = False, final: bool = False,
    library: Library | None = None,
) -> Source:  # fmt: skip
    """Return a checked project's edition (the newest where none is named) with all its figures."""
    library = library or sound(project, draft=draft)
    files = _edition(edition, library)
    findings, until = derive(files, library), files.edition.embargo
    state = state_of(until, draft=draft, final=final)
    return Source(library, files, findings, templates_of(project), project, state)


def _edition(wanted: str | None, library: Library) -> EditionFiles:
    """Return the wanted edition, or the one with the latest period; none that waits for rows."""
    if library.blanks and (wanted in library.planned or not library.editions):
        raise ProblemsError(blank_problems(library.blanks, "error"))
    if wanted is None:
        return max(library.editions.values(), key=lambda files: files.edition.period.last)
    if wanted not in library.editions:
        known = ", ".join(library.editions)
        raise UsageError(
            Said('there is no edition "{wanted}". There are: {known}.', wanted=wanted, known=known)
        )
    return library.editions[wanted]


def _languages(
    wanted: tuple[str, ...], files: EditionFiles
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the languages to build, and the two that face each other if they are to be built."""
    edition = files.edition
    for tag in wanted:
        if tag not in (*edition.languages, FOLDER) or (tag == FOLDER and not facing_tags(edition)):
            known = ", ".join((*edition.languages, *([FOLDER] if facing_tags(edition) else [])))
            raise UsageError(
                Said('the edition has no language "{tag}". It has: {known}.', tag=tag, known=known)
            )
    tags = tuple(tag for tag in wanted if tag != FOLDER) if wanted else edition.languages
    faced = facing_tags(edition)
    return tags, faced if FOLDER in wanted or set(faced) <= set(tags) else ()
