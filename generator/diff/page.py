"""Page: a view of a difference as one HTML file that is read without script or network."""

from __future__ import annotations

import base64
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from generator.diff.view import View
from generator.render.theme import Theme


def page(view: View, theme: Theme) -> str:
    """Return the page, in the colours of the theme."""
    environment = Environment(undefined=StrictUndefined, autoescape=True, trim_blocks=True,
                              lstrip_blocks=True)  # fmt: skip
    environment.filters["picture"] = _address
    source = (files("generator.diff") / "page.html").read_text(encoding="utf-8")
    return environment.from_string(source).render(view=view, colours=theme.colours)


def _address(picture: bytes) -> str:
    """Return a WebP picture as an address that holds it."""
    return f"data:image/webp;base64,{base64.b64encode(picture).decode()}"
