"""Title page: every figure of the reported text is a stroke."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.compose.setting import Setting
from generator.word.prose import width_in_em
from generator.word.wording import Phrase

ROOM = 18
"""So many strokes have room below each other; twice as many where they are dense."""


@dataclass(frozen=True)
class Stroke:
    """One line of the title page."""

    label: Markup
    phrase: Phrase
    strip: str


@dataclass(frozen=True)
class TitlePage:
    """The title page: every figure of the reported text is a stroke."""

    strokes: tuple[Stroke, ...]
    line: Markup
    ground: str
    """ground or paper."""
    leaves_out: bool
    """Whether queried figures are counted in the line and not drawn."""
    dense: bool = False
    """Whether the strokes have to stand closer."""


def title_page(setting: Setting) -> TitlePage:
    """Return the strokes: all figures of the reported text that have room, in order of the data."""
    strokes, edition, left_out = [], setting.edition, False
    for name, finding in setting.findings.items():
        row = finding.observation
        if row is None or row.source != setting.reported:
            continue
        if finding.doubted and not edition.show_queried_on_title_page:
            left_out = True
            continue
        printed, label = setting.finding(name), setting.writer.label
        strokes.append(Stroke(label(printed.name), setting.phrase(printed), setting.strip(printed)))
    line = setting.writer.label(edition.title_page_line)
    if len(strokes) > 2 * ROOM:
        line += setting.language.space + setting.strings("There is room for some figures only.")
    shown = tuple(strokes[: 2 * ROOM])
    return TitlePage(shown, line, edition.title_page, left_out, len(shown) > ROOM)


def title_length(title: str) -> str:
    """Return the size class in which a title fits into 110 mm: at 45, 33 or 25 pt."""
    width = width_in_em(title)
    return "normal" if width <= 6.9 else "long" if width <= 9.4 else "longer"
