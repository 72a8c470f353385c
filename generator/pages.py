"""Pages: what a reader sees of an edition, on the screen and on paper, in every language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from generator.compose.compose import compose
from generator.compose.report import Link, Medium, Report
from generator.compose.setting import Setting
from generator.face.bilingual import Bilingual
from generator.face.facing import FOLDER
from generator.progress import Progress
from generator.render.corrigenda import corrigenda
from generator.render.paper import paper
from generator.render.render import Renderer
from generator.render.screen import screen
from generator.render.single_file import PAGE
from generator.render.webfonts import paper_fonts
from generator.said import Said
from generator.typeset.associated import attachments
from generator.typeset.kept import kept
from generator.work.crew import Later

if TYPE_CHECKING:
    from generator.build import Order, Source

Parts: TypeAlias = Mapping[str, tuple[Setting, Report]]
"""The composed report of each language, and what its parts share."""


def pages(
    order: Order, source: Source, languages: tuple[tuple[str, ...], tuple[str, ...]],
    data: Mapping[str, bytes], steps: Progress,
) -> dict[str, bytes]:  # fmt: skip
    """Return the pages of some languages, and of two that face each other, by their paths.

    Workers set the PDFs while the rest is made here: the first as soon as it is composed, then the
    longest, in which both languages face each other.
    """
    (tags, faced), has_pdf = languages, "pdf" in order.kinds
    parts: dict[str, tuple[Setting, Report]] = {}
    pdfs: dict[str, tuple[str, Later]] = {}
    for tag in dict.fromkeys((*tags, *faced)):
        parts[tag] = _composed(tag, tags, faced, source, steps)
        if has_pdf and tag in tags[:1]:
            pdfs = papers(source, parts, None, data)
    both = None
    if faced:
        steps.step(Said("{folder}: charts in both languages", folder=FOLDER))
        both = Bilingual.of(source, (parts[tag] for tag in faced), _links(tags, source))
    shown = {tag: parts[tag] for tag in tags}
    if has_pdf:
        pdfs |= papers(source, {tag: shown[tag] for tag in tags[1:]}, both, data)
    outputs: dict[str, bytes] = {}
    if "html" in order.kinds:
        beside = order.files_of(source, (*tags, FOLDER) if faced else tags)
        beside |= {*data} if "data" in order.kinds else set()
        outputs = screens(source, shown, both, beside, steps, has_pdf=has_pdf)
    for tag, (name, pdf) in pdfs.items():
        steps.step(Said("{tag}: PDF", tag=tag))
        outputs[name] = pdf()
    return outputs


def papers(
    source: Source, parts: Parts, both: Bilingual | None, data: Mapping[str, bytes]
) -> dict[str, tuple[str, Later]]:
    """Return name and PDF by language, as it will be; the tables of `data` travel in each."""
    found = {FOLDER: (both.report.pdf, both.paper(data))} if both else {}
    for tag, (setting, report) in parts.items():
        html = paper(report, renderer_of(setting, source), setting)
        inside = attachments(data, setting)
        found[tag] = report.pdf, kept(html, report.typeface, inside, report.pdf)
    return found


def screens(
    source: Source, parts: Parts, both: Bilingual | None, beside: set[str], progress: Progress, *,
    has_pdf: bool,
) -> dict[str, bytes]:  # fmt: skip
    """Return the pages for the screen, with what lies beside them; `beside` are other files."""
    found: dict[str, bytes] = {}
    for tag, (setting, report) in parts.items():
        progress.step(Said("{tag}: HTML", tag=tag))
        found |= screen(report, renderer_of(setting, source), setting, {*beside, *found})
        found |= corrigenda(source.theme, renderer_of(setting, source), setting)
    if both:
        progress.step(Said("{folder}: HTML", folder=FOLDER))
        found |= both.screen(has_pdf=has_pdf)
    return found


def renderer_of(setting: Setting, source: Source) -> Renderer:
    """Return a renderer in one language."""
    return Renderer(source.templates, source.project, setting.strings, setting.original)


def _links(tags: Iterable[str], source: Source) -> list[Link]:
    """Return the links to the pages of some languages, from another page."""
    return [Link(tag, source.language(tag).name, f"../{tag}/index.html") for tag in tags]


def _composed(
    tag: str, tags: tuple[str, ...], faced: tuple[str, ...], source: Source, progress: Progress
) -> tuple[Setting, Report]:
    """Return the report of one language, with links to the other pages that are built."""
    progress.step(Said("{tag}: words and charts", tag=tag))
    setting = source.setting(tag)
    links = _links((other for other in tags if other != tag), source)
    report = compose(setting, source.theme, links, Medium(True, paper_fonts()))
    if faced:
        names = " / ".join(source.language(each).name for each in faced)
        report = replace(report, bilingual=Link("", names, f"../{FOLDER}/{PAGE}"))
    return setting, report
