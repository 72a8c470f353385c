"""Web fonts: where paper and screen find the font files, and the files cut down for the screen."""

from __future__ import annotations

from functools import partial

from generator.cache import made
from generator.fonts import STYLES, font_files, subset_woff2
from generator.weights import characters_by_weight

FOLDER = "fonts/"


def paper_fonts() -> dict[int, str]:
    """Return the address of each pinned font file by weight."""
    return {weight: path.as_uri() for weight, path in font_files().items()}


def screen_fonts() -> dict[int, str]:
    """Return the address of each cut-down font, relative to its page, by weight."""
    return {weight: f"{FOLDER}NotoSansSC-{style}.woff2" for weight, style in STYLES.items()}


def web_fonts(page: str, folder: str) -> dict[str, bytes]:
    """Return the font files that a page needs, each with its characters only, by their path."""
    texts = characters_by_weight(page)
    return {
        folder + name: made(
            "font", (str(weight), texts[weight]), partial(subset_woff2, weight, texts[weight])
        )
        for weight, name in screen_fonts().items()
    }
