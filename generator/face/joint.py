"""Joint: a chart drawn once with the words of two languages, where both have room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from markupsafe import Markup

from generator.compose.chart_view import drawing_of
from generator.compose.setting import Setting
from generator.draw.draw import draw_pieces
from generator.draw.figure import Bar, Drawing, Step
from generator.draw.lettering import BOLD, Sizes, text_width
from generator.face.facing import BETWEEN
from generator.records.edition import Chart
from generator.render.theme import Theme

WIDTH = 642
"""Width in px of both columns with the gutter (170 mm)."""


def joint_charts(one: Setting, other: Setting, theme: Theme) -> Mapping[str, tuple[Markup, ...]]:
    """Return by its id the SVG of each chart that has room for both languages, in pieces."""
    found = {}
    for chart in _shown(one):

        def joined(span: tuple[int, int] | None = None, chart: Chart = chart) -> Drawing:
            return _joined(*(drawing_of(chart, each, theme, span) for each in (one, other)))

        whole = joined()
        if _fits(whole):
            _, found[chart.id] = draw_pieces(chart.kind, whole, joined, theme, WIDTH)
    return found


def _shown(setting: Setting) -> Iterator[Chart]:
    """Yield the charts that a report shows, in reading order, each once."""
    edition, files = setting.edition, setting.files
    names = [edition.key_chart]
    for chapter in edition.chapters:
        names += [*chapter.charts, *(n for case in chapter.cases for n in files.cases[case].charts)]
    return (files.charts[name] for name in dict.fromkeys(names) if name)


def _joined(one: Drawing, other: Drawing) -> Drawing:
    """Return a drawing with the words of both."""
    bars = (_bar(*pair) for pair in zip(one.bars, other.bars, strict=True))
    steps = (_step(*pair) for pair in zip(one.steps, other.steps, strict=True))
    return replace(
        one, title=_both(one.title, other.title), alt=_both(one.alt, other.alt), bars=tuple(bars),
        steps=tuple(steps), caveat=_both(one.caveat, other.caveat),
        language=f"{one.language} {other.language}",
    )  # fmt: skip


def _bar(one: Bar, other: Bar) -> Bar:
    """Return a bar with the words of both languages."""
    words = _both(one.phrase.text, other.phrase.text)
    phrase = replace(one.phrase, before="", digits=words, scale="", after="")
    label, date = _both(one.label, other.label), _both(one.date, other.date)
    return replace(one, phrase=phrase, label=label, date=date)


def _step(one: Step, other: Step) -> Step:
    """Return an increase with the words of both languages."""
    return replace(one, words=_both(one.words, other.words))


def _both(one: str, other: str) -> str:
    """Return the words of both languages, once where they are the same."""
    return one if one == other else BETWEEN.join((one, other))


def _fits(drawing: Drawing) -> bool:
    """Tell whether labels fit on a line each, figures into half of it, dates into a third."""
    sizes = Sizes.of(WIDTH)
    return all(
        text_width(bar.label, sizes.label) <= WIDTH
        and text_width(bar.phrase.text, sizes.words, BOLD) <= WIDTH / 2
        and text_width(bar.date, sizes.label) <= WIDTH / 3
        for bar in drawing.bars
    )
