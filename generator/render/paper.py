"""Paper: the page of one language that its PDF is set from."""

from __future__ import annotations

from generator.compose.report import Report
from generator.compose.setting import Setting
from generator.render.render import Renderer
from generator.render.ties import tied, with_air, with_ends


def paper(report: Report, renderer: Renderer, setting: Setting) -> str:
    """Return the page, with numbers tied to their units and air where the language wants it."""
    html = with_ends(tied(renderer.page("print.html", report), setting.language.tied))
    return with_air(html) if setting.language.air else html
