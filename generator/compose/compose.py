"""Compose: findings, words and drawings become the Report of one language."""

from __future__ import annotations

from collections.abc import Iterable

from babel.core import Locale

from generator.compose.chart_view import chart_view
from generator.compose.contents import contents, drawn
from generator.compose.notes import notes, queries, query_view
from generator.compose.reference import definitions, key, sources, terms
from generator.compose.report import ChapterView, Imprint, Link, Medium, Report
from generator.compose.reservations import corrections
from generator.compose.setting import Setting
from generator.compose.title_page import title_length, title_page
from generator.compose.views import CaseView, RefusalView, RegionGroupView, Regions, Table
from generator.records.edition import Chapter, Edition, Refusal
from generator.records.state import REVIEW, State
from generator.render.profile import profile
from generator.render.theme import Theme

MINOR = 2
"""A chapter with so many cards at most, and no chart, has a smaller headline."""


def compose(setting: Setting, theme: Theme, links: Iterable[Link], medium: Medium) -> Report:
    """Return the report of one edition in one language; parts are made in reading order."""
    edition, words = setting.edition, setting.words
    title = title_page(setting)
    summary = setting.prose("summary")
    giant, cards = setting.card(edition.key_figure), setting.cards(edition.key_figures)
    chart = chart_view(edition.key_chart, setting, theme) if edition.key_chart else None
    regions = _regions(setting)
    chapters = tuple(_chapter(n, c, setting, theme) for n, c in enumerate(edition.chapters, 1))
    notes_text, all_queries = setting.prose("notes"), queries(setting)
    all_notes, made = notes(setting), corrections(setting)
    listed = contents(setting, summary, chapters, notes_text, corrected=bool(made))
    return Report(
        setting.language, tuple(links), theme, words(edition.series), words(edition.title),
        title_length(words(edition.title)), str(edition.period.year), words(edition.subtitle),
        setting.running_title, str(edition.as_of),
        file_name(edition, setting.language.tag, "pdf", setting.state),
        title, summary, giant, cards, chart, regions, chapters, key(setting), notes_text, all_notes,
        all_queries, definitions(setting), sources(setting), terms(setting), _term_heads(setting),
        _imprint(setting), listed, *drawn(setting, chart, chapters), medium, profile(setting), made,
        stamp=setting.stamp, document_title=setting.stamped(setting.running_title),
        corrected=bool(edition.changes),
    )  # fmt: skip


def _term_heads(setting: Setting) -> tuple[tuple[str, str], ...]:
    """Return (tag, name) of each language, as the heads of the table of terms."""
    names = Locale.parse(setting.language.babel).languages
    tags = setting.edition.languages
    return tuple((setting.language.tag, names.get(tag.partition("-")[0], tag)) for tag in tags)


def file_name(edition: Edition, tag: str, ending: str, state: State = REVIEW) -> str:
    """Return the name of the report in one language, as one file: a PDF or a page."""
    return f"{edition.slug}-{edition.id}.{tag}{state.suffix}.{ending}"


def _regions(setting: Setting) -> Regions | None:
    """Return the list of regions, where the edition wants it."""
    wanted = setting.edition.region_list
    if wanted is None:
        return None
    groups = []
    for group in setting.library.groups.values():
        listed = [r for r in setting.library.regions.values() if r.group == group.id]
        names = tuple((region.id, setting.words(region.name)) for region in listed)
        count = setting.phrase(setting.finding(f"regions@{group.id}"))
        groups.append(RegionGroupView(setting.words(group.name), count, names))
    grounds = setting.source_marks(setting.grounds(setting.finding(wanted.figure)))
    label = setting.writer.label
    return Regions(label(wanted.title), label(wanted.note), tuple(groups), grounds)


def _chapter(number: int, chapter: Chapter, setting: Setting, theme: Theme) -> ChapterView:
    """Return one chapter; the chart of the first spread is not shown again."""
    refusals = {refusal.id: refusal for refusal in setting.edition.refusals}
    names = [name for name in chapter.charts if name != setting.edition.key_chart]
    text, name = setting.prose(chapter.id), setting.words(chapter.name)
    # In reading order, since figures and tables are numbered as they are made.
    charts = tuple(chart_view(chart, setting, theme) for chart in names)
    cards = setting.cards(chapter.cards)
    refused = tuple(_refusal(refusals[refusal], setting) for refusal in chapter.refused)
    caption = setting.strings("Figures of the chapter “{name}”", name=name)
    table = _table(setting, caption, chapter.rows)
    cases = tuple(_case(case, setting, theme) for case in chapter.cases)
    return ChapterView(
        chapter.id, number, name, text, cards, table, charts, refused, cases,
        tuple(query_view(setting, setting.library.queries[query]) for query in chapter.queries),
        not chapter.joins_previous, not chapter.charts and len(chapter.cards) <= MINOR,
    )  # fmt: skip


def _table(setting: Setting, caption: str, names: Iterable[str]) -> Table | None:
    """Return a numbered table of figures, or nothing for none."""
    rows = tuple(setting.row(name) for name in names)
    return setting.table(caption, rows) if rows else None


def _refusal(refusal: Refusal, setting: Setting) -> RefusalView:
    """Return two figures that must not be compared."""
    return RefusalView(
        refusal.id, setting.words(refusal.left_name), setting.words(refusal.right_name),
        setting.card(refusal.left), setting.card(refusal.right), setting.writer.label(refusal.why),
    )  # fmt: skip


def _case(name: str, setting: Setting, theme: Theme) -> CaseView:
    """Return one case, its doubted figures apart from the others."""
    case = setting.files.cases[name]
    cards = setting.cards(case.figures)
    shown = {name for chart in case.charts for name in setting.files.charts[chart].figures}
    return CaseView(
        case.id, setting.words(case.name), setting.words(case.host),
        setting.language.tag in case.host.editors,
        setting.words(setting.library.regions[case.region].name),
        setting.prose(f"case-{case.id}"),
        tuple(card for card in cards if not card.phrase.doubted),
        tuple(card for card in cards if card.phrase.doubted),
        tuple(chart_view(chart, setting, theme) for chart in case.charts),
        tuple(query_view(setting, setting.library.queries[q], shown) for q in case.queries),
        setting.source_marks([case.source]),
    )  # fmt: skip


def _imprint(setting: Setting) -> Imprint:
    """Return who answers for the report, with dates in words."""
    imprint, words, edition = setting.edition.imprint, setting.words, setting.edition
    facts = {
        "period": setting.date(edition.period),
        "as_of": setting.date(edition.as_of),
        "version": edition.version,
    }
    statement = setting.say(
        "{publisher}. Reference period {period}; data as known on {as_of}; version {version}.",
        publisher=words(imprint.publisher), **facts,
    )  # fmt: skip
    colophon = setting.say(
        "Reference period {period}, version {version}. Data as known on {as_of}.", **facts
    )
    return Imprint(
        words(imprint.publisher), words(imprint.contact), words(imprint.licence),
        imprint.licence_url, words(imprint.non_affiliation), words(imprint.translation),
        words(edition.citation),
        setting.strings("Noto Sans SC, SIL Open Font License, version {=1.1}"), statement, colophon,
    )  # fmt: skip
