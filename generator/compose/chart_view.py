"""Chart view: a declared chart becomes a drawing with its words and its table."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from markupsafe import Markup

from generator.check.series import broken, in_time
from generator.compose.setting import Setting
from generator.compose.views import ChartView, TableRow
from generator.derive.bounds import Qualifier
from generator.derive.finding import Finding
from generator.draw.draw import draw, draw_pieces
from generator.draw.figure import Bar, Drawing, Step
from generator.draw.layout import NARROW
from generator.records.edition import Chart
from generator.records.records import Label
from generator.render.theme import Theme
from generator.word.wording import Phrase, period_words, phrase


def chart_view(name: str, setting: Setting, theme: Theme) -> ChartView:
    """Return one chart, drawn, with its numbered table."""
    chart = setting.files.charts[name]
    number, write = next(setting.figure_numbers), setting.writer
    drawing = drawing_of(chart, setting, theme)
    wide, pieces = draw_pieces(
        chart.kind, drawing, lambda span: drawing_of(chart, setting, theme, span), theme
    )
    narrow = Markup(draw(chart.kind, drawing, theme, NARROW).svg)
    dated, late = chart.kind == "timeline", _after_breaks(chart, setting)
    labels = [write.label(label) for label in _labels(chart, setting)]
    rows = [setting.row(f, label) for f, label in zip(chart.figures, labels, strict=True)]
    rows = [replace(row, label=row.when) for row in rows] if dated else rows
    rows = [_with_break(r, f in late, setting) for r, f in zip(rows, chart.figures, strict=True)]
    rows += [setting.row(step) for step in chart.steps]
    head = _head(chart, setting) if dated else ""
    caption = setting.strings("The figures of figure {number}", number=number)
    grounds = [
        s
        for name in (*chart.figures, *chart.steps)
        for s in setting.grounds(setting.findings[name])
    ]
    return ChartView(
        chart.id, number, write.label(chart.title), write.label(chart.subtitle),
        write.label(chart.reading), wide, narrow, pieces, chart.rank,
        setting.table(caption, rows, head=head), setting.source_marks(grounds),
    )  # fmt: skip


def _head(chart: Chart, setting: Setting) -> str:
    """Return the head of the column that calls figures by their dates, and steps by their names."""
    return setting.strings("Item") if chart.steps else setting.strings("Period")


def _labels(chart: Chart, setting: Setting) -> list[Label]:
    """Return the label of each figure of a chart."""
    names = [setting.finding(name).name for name in chart.figures]
    return [*chart.labels, *names[len(chart.labels) :]]


def drawing_of(
    chart: Chart, setting: Setting, theme: Theme, span: tuple[int, int] | None = None
) -> Drawing:
    """Return all that a chart needs to be drawn, or a piece of it: the bars of a span."""
    late, shown = _after_breaks(chart, setting), slice(*span or (0, len(chart.figures)))
    caveat = setting.words(chart.caveat) if shown.stop == len(chart.figures) else ""
    bars = tuple(
        Bar(f, _phrase(f, setting), setting.words(label), _short_date(setting, name), name in late)
        for name, label in list(zip(chart.figures, _labels(chart, setting), strict=True))[shown]
        for f in [setting.finding(name)]
    )
    title, typeface = setting.words(chart.title), theme.typeface(setting.language)
    said = setting.language.join.join(_said(bar, setting) for bar in bars)
    alt = setting.strings("{title}. {figures}. A table follows.", title=title, figures=said)
    return Drawing(
        chart.id, title, alt, bars, tuple(_step(name, setting) for name in chart.steps),
        caveat, chart.unit_square or 1, ", ".join(typeface.families),
        mirrored=setting.language.direction == "rtl", own=typeface.files,
        language=setting.language.tag,
    )  # fmt: skip


def _said(bar: Bar, setting: Setting) -> str:
    """Return a bar in words: its date or label, its figure, and a break before it."""
    words = " ".join(filter(None, (bar.date or bar.label, bar.phrase.text)))
    if not bar.after_break:
        return words
    return setting.strings("{figure} (definition changed)", figure=words)


def _with_break(row: TableRow, after_break: bool, setting: Setting) -> TableRow:
    """Return a row that says so where the definition changed before it."""
    label = setting.say("{figure} (definition changed)", figure=row.label)
    return replace(row, label=label) if after_break else row


def _after_breaks(chart: Chart, setting: Setting) -> set[str]:
    """Return the figures of a chart before which the definition changed."""
    shown = {name: setting.findings[name].observation for name in chart.figures}
    names = {row.key: name for name, row in shown.items() if row}
    return {
        names[row.key]
        for series in in_time(row for row in shown.values() if row)
        for before, row in pairwise(series)
        if broken(before, row, setting.library.observations)
    }


def _phrase(finding: Finding, setting: Setting) -> Phrase:
    """Return a figure in words; a doubted figure stays doubted when only its unit changes."""
    formula, findings = finding.derivation, setting.findings
    same = formula is not None and formula.op == "convert" and not formula.read_as
    doubted = finding.doubted or (same and all(findings[n].doubted for n in finding.rests_on))
    return replace(setting.phrase(finding), doubted=doubted)


def _short_date(setting: Setting, name: str) -> str:
    period = setting.finding(name).period
    return period_words(period, setting.language, short=True) if period else ""


def _step(name: str, setting: Setting) -> Step:
    """Return an increase in words; a dagger marks what we derived."""
    finding = setting.finding(name)
    ours = finding.kind != "observed"
    words = phrase(finding, setting.language, "short").text
    sign = "+" if finding.qualifier in (Qualifier.exact, Qualifier.stated) else ""
    return Step(finding, f"{sign}{words}{' †' if ours else ''}", ours)
