"""Contents: what the report holds and where: its parts, its figures and its tables."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from generator.compose.report import ChapterView, Entry
from generator.compose.setting import Setting
from generator.compose.views import ChartView, Prose, Table

NONE = Markup()


def contents(
    setting: Setting,
    summary: Prose,
    chapters: Iterable[ChapterView],
    notes_text: Prose,
    *,
    corrected: bool,
) -> tuple[Entry, ...]:
    """Return the lines of the contents in the order of the pages."""
    say = setting.strings
    entries = [Entry("", say("Key figures"), "summary", _one_line(summary.headline))]
    for chapter in chapters:
        anchor, headline = f"chapter-{chapter.id}", _one_line(chapter.text.headline)
        entries.append(Entry(str(chapter.number), chapter.name, anchor, headline))
    entries.append(Entry("", notes_text.plain_headline, "reading", NONE))
    entries.append(Entry("", say("Notes on the figures"), "notes", NONE))
    entries.append(Entry("", say("Definitions"), "definitions", NONE))
    if setting.library.queries:
        entries.append(Entry("", say("Queries"), "queries", NONE))
    if corrected:
        entries.append(Entry("", say("Corrections made"), "corrections", NONE))
    entries.append(Entry("", say("Sources"), "sources", NONE))
    if setting.library.terms:
        entries.append(Entry("", say("Terms"), "terms", NONE))
    return (*entries, Entry("", say("Imprint and terms of use"), "imprint", NONE))


def _one_line(headline: Markup) -> Markup:
    """Return a headline without its break set by hand."""
    return Markup(headline.replace('<br class="hand">', ""))


def drawn(
    setting: Setting, key_chart: ChartView | None, chapters: Iterable[ChapterView]
) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Return the list of figures and the list of tables, each by number."""
    say, charts, tables = setting.strings, list[ChartView](), list[Table]()
    if key_chart:
        charts.append(key_chart)
    for chapter in chapters:
        charts += [*chapter.charts, *(chart for case in chapter.cases for chart in case.charts)]
        tables += [chapter.table] if chapter.table else []
    tables += [chart.table for chart in charts]
    return (
        tuple(
            Entry(
                say("Figure {number}", number=c.number), c.title.striptags(), f"chart-{c.id}", NONE
            )
            for c in sorted(charts, key=lambda chart: chart.number)
        ),
        tuple(
            Entry(say("Table {number}", number=t.number), t.caption, f"table-{t.number}", NONE)
            for t in sorted(tables, key=lambda table: table.number)
        ),
    )
