"""API: the eight steps of the line as functions, for programs that want one of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.annex.annex import annex
from generator.build import Source, source_of
from generator.check.check import checked, warned
from generator.compose.chart_view import drawing_of
from generator.compose.compose import compose as composed
from generator.compose.report import Medium, Report
from generator.draw.draw import Drawn
from generator.draw.draw import draw as drawn
from generator.problem import Problem, ProblemsError
from generator.publish.publish import publish
from generator.read.read import read as read_all
from generator.records.library import Library
from generator.render.paper import paper
from generator.render.render import Renderer
from generator.render.screen import screen
from generator.render.webfonts import paper_fonts
from generator.typeset.associated import attachments
from generator.typeset.typeset import typeset as typeset_page

__all__ = [
    "Drawn",
    "Library",
    "Problem",
    "ProblemsError",
    "Report",
    "Source",
    "check",
    "compose",
    "derive",
    "draw",
    "publish",
    "read",
    "render",
    "typeset",
]


def read(project: Path) -> Library:
    """Return all that a project's data hold; ProblemsError where something cannot be read."""
    library, problems = read_all(project)
    if problems:
        raise ProblemsError(problems)
    return library


def check(project: Path, sources: Path | None = None) -> tuple[Problem, ...]:
    """Return every Problem of a project, errors first found; warnings only where there is no error.

    With the folder of held copies, the words of sources are looked for in them.
    """
    try:
        library = checked(project, sources)
    except ProblemsError as error:
        return tuple(error.problems)
    return tuple(warned(library, project))


def derive(project: Path, edition: str | None = None) -> Source:
    """Return an edition (the newest where none is named) with its figures in `findings`."""
    return source_of(project, edition)


def draw(source: Source, language: str) -> Mapping[str, Drawn]:
    """Return each chart of an edition in one language, drawn, by its id."""
    setting = source.setting(language)
    return {
        name: drawn(chart.kind, drawing_of(chart, setting, source.theme), source.theme)
        for name, chart in source.files.charts.items()
    }


def compose(source: Source, language: str) -> Report:
    """Return the report in one language: the one object that templates get."""
    return composed(source.setting(language), source.theme, (), Medium(True, paper_fonts()))


def render(source: Source, language: str) -> Mapping[str, bytes]:
    """Return the page of one language with all that lies beside it, by path below the output."""
    setting = source.setting(language)
    report = composed(setting, source.theme, (), Medium(True, paper_fonts()))
    return screen(report, _renderer(source, language), setting, ())


def typeset(source: Source, language: str) -> bytes:
    """Return the PDF of one language, with the data inside."""
    setting = source.setting(language)
    report = composed(setting, source.theme, (), Medium(True, paper_fonts()))
    html = paper(report, _renderer(source, language), setting)
    return typeset_page(html, report.typeface, attachments(annex(source.plain.settings), setting))


def _renderer(source: Source, language: str) -> Renderer:
    """Return what fills the templates in one language."""
    setting = source.setting(language)
    return Renderer(source.templates, source.project, setting.strings, setting.original)
