"""Screen: the page of one language with all that lies beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias

from generator.annex.fields import DATASETS
from generator.compose.report import Medium, Report
from generator.compose.setting import Setting
from generator.draw.chart_files import chart_files
from generator.draw.figure import ChartFile
from generator.render.citation import citation_files
from generator.render.downloads import downloads
from generator.render.linked_data import linked_data
from generator.render.profile import PICTURE
from generator.render.render import Renderer
from generator.render.social_card import social_card
from generator.render.ties import tied
from generator.render.webfonts import screen_fonts, web_fonts
from generator.word.language import Language
from generator.work.cache import made

Charts: TypeAlias = Mapping[str, tuple[ChartFile, ...]]


def screen(
    report: Report, renderer: Renderer, setting: Setting, beside: Iterable[str]
) -> dict[str, bytes]:
    """Return a language's page, fonts, social card and citations by path below the output folder.

    `beside` are the other files that will stand there for a reader to take away.
    """
    tag = setting.language.tag
    html, shown = page(report, renderer, setting, beside)
    return {
        f"{tag}/index.html": html.encode(),
        f"{tag}/{PICTURE}": social_card(report),
        **web_fonts(html, f"{tag}/", report.typeface),
        **citation_files(report.citation),
        **{f"{tag}/{f.href}": f.content for of in shown.chart_files.values() for f in of},
    }


def page(
    report: Report, renderer: Renderer, setting: Setting, beside: Iterable[str],
    charts: Charts | None = None,
) -> tuple[str, Report]:  # fmt: skip
    """Return the page alone, and the report as the page got it.

    `charts` are the files behind its charts, where they need not be made anew.
    """
    tag = setting.language.tag
    names = {tag: setting.language.name, **{link.tag: link.name for link in report.languages}}
    tables = {name: setting.strings(title) for name, (title, _, _) in DATASETS.items()}
    shown = replace(
        report, medium=Medium(False, screen_fonts()),
        downloads=downloads(beside, names, tables, setting),
        chart_files=chart_files(setting, report.theme) if charts is None else charts,
    )  # fmt: skip
    html = renderer.page("screen.html", replace(shown, linked_data=linked_data(shown)))
    return for_screen(html, [setting.language], f"{tag}/index.html"), shown


def for_screen(html: str, languages: Iterable[Language], path: str) -> str:
    """Return a rendered page with its words tied together; `path` is below the output folder."""
    prefixes = "".join(language.tied for language in languages)
    return made("page", (html, prefixes), lambda: tied(html, prefixes).encode(), path).decode()
