"""Bilingual: the files of the edition in two languages, from the reports of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.compose.compose import file_name
from generator.compose.report import Link, Medium, Report
from generator.compose.setting import Setting
from generator.face.facing import FOLDER, Facing, PairedStrings
from generator.face.joint import joint_charts
from generator.render.paper import for_paper
from generator.render.render import Renderer
from generator.render.screen import for_screen
from generator.render.webfonts import paper_fonts, screen_fonts, web_fonts
from generator.typeset.associated import attachments
from generator.typeset.kept import kept
from generator.work.crew import Later

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
        first, second, joint, tuple(links),
        file_name(source.files.edition, FOLDER, "pdf", source.state), medium,
    )  # fmt: skip


def facing_renderer(source: Source, settings: Iterable[Setting]) -> Renderer:
    """Return a renderer whose fixed wording comes in pairs."""
    given = tuple(settings)
    strings = PairedStrings(
        tuple(setting.language for setting in given), tuple(setting.strings for setting in given)
    )
    sides = tuple(
        Renderer(source.templates, source.project, setting.strings, setting.original)
        for setting in given
    )
    return Renderer(source.templates, source.project, strings, given[0].original, sides)


@dataclass(frozen=True)
class Bilingual:
    """The edition in two languages: what its page and its PDF are made of."""

    source: Source
    settings: tuple[Setting, ...]
    report: Facing

    @classmethod
    def of(
        cls, source: Source, parts: Iterable[tuple[Setting, Report]], links: Iterable[Link]
    ) -> Bilingual:
        """Return what two composed reports are together; `links` lead to other pages."""
        given = tuple(parts)
        report = facing_of(source, given, links, Medium(True, paper_fonts()))
        return cls(source, tuple(setting for setting, _ in given), report)

    def screen(self, *, has_pdf: bool) -> dict[str, bytes]:
        """Return the page with its fonts."""
        report = replace(self.report, medium=Medium(False, screen_fonts()), has_pdf=has_pdf)
        html = facing_renderer(self.source, self.settings).page("facing/screen.html", report)
        html = for_screen(html, [setting.language for setting in self.settings], PAGE)
        return {PAGE: html.encode(), **web_fonts(html, f"{FOLDER}/", report.typeface)}

    def paper(self, data: Mapping[str, bytes]) -> Later:
        """Return the PDF, in which the tables of `data` travel, as it will be."""
        report, languages = self.report, [setting.language for setting in self.settings]
        html = facing_renderer(self.source, self.settings).page("facing/print.html", report)
        inside = attachments(data, self.settings[0])
        return kept(for_paper(html, languages), report.typeface, inside, report.pdf)
