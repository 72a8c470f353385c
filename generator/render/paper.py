"""Paper: the page that a PDF is set from, its words tied together."""

from __future__ import annotations

from collections.abc import Iterable

from generator.compose.report import Report
from generator.compose.setting import Setting
from generator.render.render import Renderer
from generator.render.ties import tied, with_air, with_ends
from generator.word.language import Language


def paper(report: Report, renderer: Renderer, setting: Setting) -> str:
    """Return the page of one language."""
    return for_paper(renderer.page("print.html", report), [setting.language])


def for_paper(html: str, languages: Iterable[Language]) -> str:
    """Return a page with numbers tied to their units and air where a language wants it."""
    spoken = tuple(languages)
    html = with_ends(tied(html, "".join(language.tied for language in spoken)))
    return with_air(html) if any(language.air for language in spoken) else html
