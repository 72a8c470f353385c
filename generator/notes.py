"""Notes: what stands behind the figures: notes, queries, sources, definitions, terms, the key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup, escape

from generator.bounds import Interval, Qualifier
from generator.finding import Finding
from generator.records import Query
from generator.setting import Setting
from generator.views import EvidenceView, Note, QueryView
from generator.wording import number_pieces, period_words


def notes(setting: Setting) -> tuple[Note, ...]:
    """Return a note for each figure used so far, and for those that they rest on."""
    done: set[str] = set()
    while waiting := [name for name in setting.used if name not in done]:
        for name in waiting:
            done.add(name)
            for part in setting.findings[name].rests_on:
                setting.finding(part)
    return tuple(
        _note(f, setting) for name, f in setting.findings.items()
        if name in done and (f.observation or f.derivation)
    )  # fmt: skip


def _note(finding: Finding, setting: Setting) -> Note:
    """Return the note of one figure."""
    facts = _published(finding, setting) if finding.observation else _formula(finding, setting)
    return Note(f"note-{finding.id}", setting.card(finding.id), tuple(facts))


def _published(finding: Finding, setting: Setting) -> Iterator[tuple[str, Markup]]:
    """Yield what is known of a published figure."""
    say, row = setting.strings, finding.observation
    assert row is not None
    source = setting.library.sources[row.source]
    mark = setting.source_marks([row.source])[0]
    where = say("paragraph {number}", number=row.paragraph) if row.paragraph else ""
    hand = say("second hand") if source.second_hand_of else ""
    said = setting.language.clause.join(filter(None, (setting.words(source.name), where, hand)))
    yield say("Source"), Markup(f'<a href="#{mark.anchor}">{mark.text}</a> ') + said
    yield say("Bound"), Markup(escape(_interval(finding, setting)))
    yield say("Period"), Markup(escape(_basis(finding, setting)))
    indicator = setting.library.indicators[row.indicator]
    for label in (indicator.scope, indicator.caution, row.note):
        if label is not None:
            yield say("Note"), setting.writer.label(label)
    for query in finding.queries:
        link = Markup(f'<a href="#query-{query.id}">{escape(setting.words(query.title))}</a>')
        yield say("Query"), link


def _basis(finding: Finding, setting: Setting) -> str:
    """Return the period of a published figure and whether the source ties it to the figure."""
    row, say = finding.observation, setting.strings
    assert row is not None
    period = period_words(row.period, setting.language)
    return {
        "stated": say("{period}, stated by the source", period=period),
        "inferred": say(
            "{period}, inferred: the source does not tie the figure to it", period=period
        ),
        "unknown": say("not stated; listed under {period}", period=period),
    }[row.period_basis]


def _formula(finding: Finding, setting: Setting) -> Iterator[tuple[str, Markup]]:
    """Yield how a derived figure was computed."""
    say, formula = setting.strings, finding.derivation
    assert formula is not None
    names = [setting.words(setting.findings[part].name) for part in finding.rests_on]
    values = [setting.phrase(setting.findings[part]).text for part in finding.rests_on]
    pairs = zip(names, values, strict=True)
    parts = [say("{name} ({value})", name=name, value=value) for name, value in pairs]
    text = {
        "difference": say("the difference of: {parts}"),
        "sum": say("the sum of: {parts}"),
        "ratio": say("the first divided by the second: {parts}"),
        "share": say("the first as a share of the second: {parts}"),
        "growth": say("growth to the first from the second: {parts}"),
        "months": say("months between the dates of: {parts}"),
        "count": say("a count of figures of this report"),
        "convert": say("converted from: {parts}"),
    }[formula.op].format(parts=setting.language.join.join(parts))
    head = say("Test only") if finding.kind == "test" else say("Derived")
    yield head, Markup(escape(text))
    yield say("Bound"), Markup(escape(_interval(finding, setting)))
    if formula.read_as:
        units = (setting.words(setting.library.units[u].name) for u in formula.read_as.values())
        read = say("digits read in another unit: {units}", units=setting.language.join.join(units))
        yield say("Note"), Markup(escape(read))


def _interval(finding: Finding, setting: Setting) -> str:
    """Return the bounds of a figure in words."""
    if finding.doubted:
        return setting.strings("none given: the figure is queried")
    return _interval_words(finding.bounds, finding, setting)


def _interval_words(bounds: Interval | None, finding: Finding, setting: Setting) -> str:
    """Return an interval in words, its ends in the unit of the finding, rounded as printed."""
    say = setting.strings

    def number() -> str:
        return "".join(number_pieces(finding.value, finding.unit, setting.language))

    if bounds is None:
        return say("around {number}; the source gives no tolerance", number=number())
    if finding.qualifier is Qualifier.nearly:
        return say("below {number}, near it", number=number())
    if finding.qualifier is Qualifier.stated and bounds.point is None:
        low = "".join(number_pieces(bounds.low or finding.value, finding.unit, setting.language))
        high = "".join(number_pieces(bounds.high or finding.value, finding.unit, setting.language))
        return say("from {low} to {high}: rounded by the source", low=low, high=high)
    if finding.qualifier in (Qualifier.exact, Qualifier.stated):
        return say("{number}, as published", number=number()) if finding.observation else number()
    if finding.qualifier in (Qualifier.over, Qualifier.at_least):
        return say("more than {number}", number=number())
    if finding.qualifier is Qualifier.about:
        return say("{number}, rounded by the editors", number=number())
    return setting.phrase(finding).text


def queries(setting: Setting) -> tuple[QueryView, ...]:
    """Return the queries on figures that were used, and on nothing else."""
    return tuple(
        query_view(setting, query)
        for query in setting.library.queries.values()
        if any(query in setting.findings[name].queries for name in setting.used)
    )


def query_view(setting: Setting, query: Query) -> QueryView:
    """Return one query with its figures, evidence and tests."""
    on = [f.id for f in setting.findings.values() if query in f.queries]
    write = setting.writer
    evidence = tuple(
        EvidenceView(write.label(e.text), setting.source_marks([e.source] if e.source else []))
        for e in query.evidence
    )
    tests = tuple(replace(setting.row(test.id), when="") for test in query.tests)
    caption = setting.strings("Tests only, with the digits as printed")
    return QueryView(
        query.id, f"query-{query.id}", query.level == "doubt", write.label(query.title),
        write.label(query.note), tuple(setting.row(name) for name in on), evidence,
        setting.table(caption, tests, numbered=False) if tests else None,
        any(query.id in case.queries for case in setting.files.cases.values()),
    )  # fmt: skip
