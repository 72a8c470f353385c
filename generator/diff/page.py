"""Page: a view of a difference as one HTML file that is read without script or network."""

from __future__ import annotations

import base64
from collections.abc import Callable
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from generator.diff.view import View
from generator.render.theme import Theme
from generator.render.webfonts import embedded


def page(view: View, theme: Theme) -> str:
    """Return the page, in the colours of the theme, with what it needs of the fonts."""
    bare = _rendered(view, theme, "", lambda _: "")  # pictures have no letters
    return _rendered(view, theme, embedded(bare), _address)


def _rendered(view: View, theme: Theme, faces: str, picture: Callable[[bytes], str]) -> str:
    """Return the page with these fonts, and pictures at what gives their addresses."""
    environment = Environment(undefined=StrictUndefined, autoescape=True, trim_blocks=True,
                              lstrip_blocks=True)  # fmt: skip
    environment.filters["picture"] = picture
    source = (files("generator.diff") / "page.html").read_text(encoding="utf-8")
    return environment.from_string(source).render(view=view, colours=theme.colours, faces=faces)


def _address(picture: bytes) -> str:
    """Return a WebP picture as an address that holds it."""
    return f"data:image/webp;base64,{base64.b64encode(picture).decode()}"
