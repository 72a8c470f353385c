"""Pages: what a reader sees of an edition, on the screen and on paper, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from generator.compose.report import Report
from generator.compose.setting import Setting
from generator.face.bilingual import Bilingual
from generator.face.facing import FOLDER
from generator.progress import Progress
from generator.publish.crew import Later
from generator.render.corrigenda import corrigenda
from generator.render.paper import paper
from generator.render.render import Renderer
from generator.render.screen import screen
from generator.said import Said
from generator.typeset.associated import attachments
from generator.typeset.kept import kept

if TYPE_CHECKING:
    from generator.build import Source

Parts: TypeAlias = Mapping[str, tuple[Setting, Report]]
"""The composed report of each language, and what its parts share."""


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
