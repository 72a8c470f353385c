"""Web fonts: where paper and screen find the font files, and the files cut down for the screen."""

from __future__ import annotations

import base64
import json
from functools import lru_cache, partial

from generator.render.weights import characters_by_weight
from generator.typeset.fonts import FAMILY, STYLES, font_files
from generator.typeset.glyphs import requested, subset_woff2
from generator.typeset.typeface import PINNED, Typeface
from generator.work.cache import made

FOLDER = "fonts/"


def paper_fonts() -> dict[int, str]:
    """Return the address of each pinned font file by weight."""
    return {weight: path.as_uri() for weight, path in font_files().items()}


def screen_fonts() -> dict[int, str]:
    """Return the address of each cut-down font, relative to its page, by weight."""
    return {weight: f"{FOLDER}NotoSansSC-{style}.woff2" for weight, style in STYLES.items()}


def own_faces(typeface: Typeface, *, paper: bool) -> tuple[tuple[str, int, str], ...]:
    """Return (family, weight, address) of a language's own fonts, on paper or on screen."""
    return tuple(
        (typeface.family, weight, path.as_uri() if paper else FOLDER + font_name(typeface, weight))
        for weight, path in typeface.files.items()
    )


def web_fonts(page: str, folder: str, typeface: Typeface = PINNED) -> dict[str, bytes]:
    """Return the font files that a page needs, each with its characters only, by their path."""
    read = made(
        "characters", (page,), lambda: json.dumps(characters_by_weight(page)).encode(), folder
    )
    texts = {int(weight): text for weight, text in json.loads(read).items()}
    more = requested(page)
    pinned = {
        folder + name: subset(weight, texts[weight], more)
        for weight, name in screen_fonts().items()
    }
    own = {
        folder + FOLDER + font_name(typeface, weight): subset_woff2(weight, texts[weight], path)
        for weight, path in typeface.files.items()
    }
    return pinned | own


def embedded(page: str) -> str:
    """Return rules with the pinned fonts inside, each with the characters that a page needs."""
    faces = []
    for weight, text in characters_by_weight(page).items():
        font = base64.b64encode(subset(weight, text, requested(page))).decode()
        source = f"src:url(data:font/woff2;base64,{font})"
        faces.append(f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};{source}}}')
    return "".join(faces)


def subset(weight: int, text: str, more: tuple[str, ...] = ()) -> bytes:
    """Return the pinned font of a weight with the characters of a text, and `more` features."""
    cut, name = partial(_cut, weight, text, more), f"{STYLES[weight]} of {len(text)} characters"
    return made("font", (str(weight), text, *more), cut, name)


@lru_cache(maxsize=64)  # some 20 kB each: small editions of one kind have the same characters
def _cut(weight: int, text: str, more: tuple[str, ...]) -> bytes:
    """Return the same, made once in a process."""
    return subset_woff2(weight, text, more=more)


def font_name(typeface: Typeface, weight: int) -> str:
    """Return the name of the file that holds the letters of a page in a language's own font."""
    return f"{typeface.family.replace(' ', '')}-{STYLES[weight]}.woff2"
