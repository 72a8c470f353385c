"""Notes: what stands behind the figures: notes, queries, sources, definitions, terms, the key."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from decimal import Decimal

from markupsafe import Markup

from generator.compose.back_views import Note
from generator.compose.reservations import reservations
from generator.compose.setting import Setting
from generator.compose.views import EvidenceView, QueryView
from generator.derive.bounds import Qualifier
from generator.derive.finding import Finding
from generator.records.records import Query
from generator.translate.stand_in import without_marks
from generator.word.wording import number_pieces, unit_words


def notes(setting: Setting) -> tuple[Note, ...]:
    """Return a note for each figure used so far, and for those that they rest on."""
    done: set[str] = set()
    while waiting := [name for name in setting.used if name not in done]:
        for name in waiting:
            done.add(name)
            for part in setting.findings[name].rests_on:
                setting.finding(part)
    return tuple(_note(f, setting) for name, f in setting.findings.items() if name in done)


def _note(finding: Finding, setting: Setting) -> Note:
    """Return the note of one figure."""
    facts = _published(finding, setting) if finding.observation else _formula(finding, setting)
    return Note(f"note-{finding.id}", setting.card(finding.id), tuple(facts))


def _published(finding: Finding, setting: Setting) -> Iterator[tuple[str, Markup]]:
    """Yield what is known of a published figure."""
    say, row = setting.say, finding.observation
    assert row is not None
    source = setting.library.sources[row.source]
    mark = setting.source_marks([row.source])[0]
    facts = [setting.writer.label(source.name)]
    facts += [say("paragraph {number}", number=row.paragraph)] if row.paragraph else []
    facts += [say("second hand")] if source.second_hand_of else []
    link = Markup('<a href="#{}">{}</a> ').format(mark.anchor, mark.text)
    yield say("Source"), link + Markup(setting.language.clause).join(facts)
    yield say("Bound"), _interval(finding, setting)
    yield say("Period"), _basis(finding, setting)
    yield from reservations(finding, setting)
    indicator = setting.library.indicators[row.indicator]
    for label in (indicator.scope, indicator.caution, row.note):
        if label is not None:
            yield say("Note"), setting.writer.label(label)
    for query in finding.queries:
        title = setting.words(query.title)
        yield (
            say("Doubt") if query.level == "doubt" else say("Remark"),
            Markup('<a href="#query-{}">{}</a>').format(query.id, title),
        )


def _basis(finding: Finding, setting: Setting) -> Markup:
    """Return the period of a published figure and whether the source ties it to the figure."""
    row, say = finding.observation, setting.say
    assert row is not None
    period = setting.date(row.period)
    return {
        "stated": say("{period}, stated by the source", period=period),
        "inferred": say(
            "{period}, inferred: the source does not tie the figure to it", period=period
        ),
        "unknown": say("not stated; listed under {period}", period=period),
    }[row.period_basis]


def _formula(finding: Finding, setting: Setting) -> Iterator[tuple[str, Markup]]:
    """Yield how a derived figure was computed."""
    say, formula = setting.say, finding.derivation
    if formula is None:
        yield say("Derived"), say("counted by the editors in the list of regions")
        return
    parts = Markup(setting.language.join).join(
        say("{name} ({value})", name=setting.writer.label(part.name),
            value=setting.writer.figure(part, setting.phrase(part).text))
        for part in (setting.findings[name] for name in finding.rests_on)
    )  # fmt: skip
    text = {
        "difference": say("the difference of: {parts}", parts=parts),
        "sum": say("the sum of: {parts}", parts=parts),
        "ratio": say("the first divided by the second: {parts}", parts=parts),
        "share": say("the first as a share of the second: {parts}", parts=parts),
        "growth": say("growth to the first from the second: {parts}", parts=parts),
        "months": say("months between the dates of: {parts}", parts=parts),
        "count": say("a count of figures of this report"),
        "convert": say("converted from: {parts}", parts=parts),
    }[formula.op]
    yield (say("Test only") if finding.kind == "test" else say("Derived")), text
    yield say("Bound"), _interval(finding, setting)
    if formula.read_as:
        units = (setting.words(setting.library.units[u].name) for u in formula.read_as.values())
        joined = setting.language.join.join(units)
        yield say("Note"), say("digits read in another unit: {units}", units=joined)


def _interval(finding: Finding, setting: Setting) -> Markup:
    """Return the bounds of a figure in words, its ends marked up, rounded as printed."""
    say, bounds, value = setting.say, finding.bounds, finding.value
    number = _end(finding, value, "value", setting)
    if finding.doubted:
        return say("none given: the figure is queried")
    if bounds is None:
        return say("around {number}; the source gives no tolerance", number=number)
    if finding.observation and bounds.low is not None and bounds.high and not bounds.is_point:
        low = _end(finding, bounds.low, "low", setting)
        high = _end(finding, bounds.high, "high", setting)
        if finding.qualifier is Qualifier.stated:
            return say("from {low} to {high}: rounded by the source", low=low, high=high)
        if finding.qualifier is Qualifier.about:
            return say("from {low} to {high}: the tolerance is the source’s", low=low, high=high)
    high = _end(finding, finding.high or value, "high", setting)
    if finding.corrections and finding.qualifier in (Qualifier.exact, Qualifier.stated):
        return say("{number}, as corrected", number=number)
    full = say("{number}, a full count", number=number)
    return {
        Qualifier.exact: full if finding.observation else say("{number}, computed", number=number),
        Qualifier.stated: say("{number}, as stated", number=number),
        Qualifier.nearly: say("below {number}, near it", number=number),
        Qualifier.over: say("more than {number}", number=number),
        Qualifier.at_least: say("{number} or more", number=number),
        Qualifier.under: say("less than {number}", number=number),
        Qualifier.at_most: say("{number} or fewer", number=number),
        Qualifier.about: say("{number}, rounded by the editors", number=number),
        Qualifier.between: say("from {number} to {high}", number=number, high=high),
    }[finding.qualifier]


def _end(finding: Finding, value: Decimal, part: str, setting: Setting) -> Markup:
    """Return one end of an interval with its unit and without qualifier, marked up."""
    number = "".join(number_pieces(value, finding.unit, setting.language))
    text = unit_words(value, finding.unit, setting.language).replace("{n}", number)
    return setting.writer.figure(finding, text, part=part)


def queries(setting: Setting) -> tuple[QueryView, ...]:
    """Return the queries on figures that were used, and on nothing else."""
    return tuple(
        query_view(setting, query)
        for query in setting.library.queries.values()
        if any(query in setting.findings[name].queries for name in setting.used)
    )


def _cited(text: Markup, source: str | None, setting: Setting) -> EvidenceView:
    """Return a sentence with its source: in Chinese the mark stands in brackets before the stop."""
    if source is None:
        return EvidenceView(text)
    pattern = without_marks(setting.strings("{sentence} {source}", sentence="", source="|"))
    before, _, after = pattern.partition("|")
    sentence = Markup(text.removesuffix(after[-1])) if after else text
    return EvidenceView(sentence + before, setting.source_marks([source]), after)


def query_view(setting: Setting, query: Query, shown: Collection[str] = ()) -> QueryView:
    """Return one query with its figures, evidence and tests, but for tests already `shown`."""
    on = [f.id for f in setting.findings.values() if query in f.queries]
    write, say = setting.writer, setting.say
    evidence = tuple(_cited(write.label(e.text), e.source, setting) for e in query.evidence)
    found = (setting.library.rules[name].why for name in query.answers)
    evidence += tuple(EvidenceView(say("Rule: {why}", why=write.label(why))) for why in found)
    ours = [test.id for test in query.tests if test.id not in shown]
    tests = tuple(replace(setting.row(name), when=Markup()) for name in ours)
    caption = setting.strings("Tests only, with the digits as printed")
    cases, chapters = setting.files.cases.values(), setting.edition.chapters
    before = {*(q for c in cases for q in c.queries), *(q for c in chapters for q in c.queries)}
    return QueryView(
        query.id, f"query-{query.id}", query.level == "doubt", write.label(query.title),
        write.label(query.note), tuple(setting.row(name) for name in on), evidence,
        setting.table(caption, tests, numbered=False) if tests else None,
        query.id in before,
    )  # fmt: skip
