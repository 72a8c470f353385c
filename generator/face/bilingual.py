"""Bilingual: the files of the edition in two languages, from the reports of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.compose.compose import file_name
from generator.compose.report import Link, Medium, Report
from generator.compose.setting import Setting
from generator.face.facing import FOLDER, Facing, PairedStrings
from generator.face.joint import joint_charts
from generator.progress import Progress
from generator.publish.cache import made
from generator.render.render import Renderer
from generator.render.ties import tied, with_air, with_ends
from generator.render.webfonts import paper_fonts, screen_fonts, web_fonts
from generator.said import Said
from generator.typeset.associated import attachments
from generator.typeset.typeset import typeset

if TYPE_CHECKING:
    from generator.build import Source

PAGE = f"{FOLDER}/index.html"


def facing_of(
    source: Source, parts: Iterable[tuple[Setting, Report]], links: Iterable[Link], medium: Medium
) -> Facing:
    """Return two composed reports as one whose languages face each other."""
    (one, first), (other, second) = parts
    joint = joint_charts(one, other, source.theme)
    return Facing(
        first, second, joint, tuple(links), file_name(source.files.edition, FOLDER, "pdf"), medium
    )


def facing_renderer(source: Source, settings: Iterable[Setting]) -> Renderer:
    """Return a renderer whose fixed wording comes in pairs."""
    given = tuple(settings)
    strings = PairedStrings(
        tuple(setting.language for setting in given), tuple(setting.strings for setting in given)
    )
    return Renderer(source.templates, source.project, strings, given[0].original)


def bilingual_files(
    source: Source, parts: tuple[tuple[Setting, Report], ...], links: Iterable[Link],
    kinds: tuple[str, ...], data: Mapping[str, bytes], progress: Progress,
) -> dict[str, bytes]:  # fmt: skip
    """Return the files of the edition in two languages; the tables of `data` travel in the PDF."""
    progress.step(Said("{folder}: charts in both languages", folder=FOLDER))
    report = facing_of(source, parts, links, Medium(True, paper_fonts()))
    renderer = facing_renderer(source, (setting for setting, _ in parts))
    languages, files = [setting.language for setting, _ in parts], {}
    prefixes = "".join(language.tied for language in languages)
    if "html" in kinds:
        progress.step(Said("{folder}: HTML", folder=FOLDER))
        screen = replace(report, medium=Medium(False, screen_fonts()), has_pdf="pdf" in kinds)
        html = tied(renderer.page("facing/screen.html", screen), prefixes)
        files = {PAGE: html.encode(), **web_fonts(html, f"{FOLDER}/", report.typeface)}
    if "pdf" in kinds:
        progress.step(Said("{folder}: PDF", folder=FOLDER))
        html = with_ends(tied(renderer.page("facing/print.html", report), prefixes))
        air = any(language.air for language in languages)
        html = with_air(html) if air else html
        typeface, inside = report.typeface, attachments(data, parts[0][0])
        carried = (part for file in inside for part in (file.name, file.about, file.content))
        ground = (html, *typeface.sums, *carried)
        files[report.pdf] = made("pdf", ground, lambda: typeset(html, typeface, inside))
    return files
