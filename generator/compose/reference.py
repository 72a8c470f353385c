"""Reference: the lists at the end of a report: sources, definitions, terms, the key."""

from __future__ import annotations

from babel.core import Locale

from generator.compose.back_views import Definition, KeyEntry, SourceView, Term, TermWords
from generator.compose.setting import STRIPS, Setting
from generator.derive.bounds import Qualifier
from generator.records.records import Indicator, Source
from generator.word.tokens import unmarked
from generator.word.wording import period_words


def sources(setting: Setting) -> tuple[SourceView, ...]:
    """Return the sources that stand behind the figures used, by number."""
    cited = {s for name in setting.used for s in setting.grounds(setting.findings[name])}
    cited |= {e.source for q in setting.library.queries.values() for e in q.evidence if e.source}
    cited |= {
        i.definition_source for i in setting.library.indicators.values() if i.definition_source
    }
    cited |= set(setting.cited)
    cited |= {case.source for case in setting.files.cases.values()} | {setting.reported}
    ordered = sorted(cited, key=setting.source_number)
    return tuple(_source(setting.library.sources[name], setting) for name in ordered)


def _source(source: Source, setting: Setting) -> SourceView:
    """Return one source with all that is known of it."""
    say, words = setting.strings, setting.words
    names = Locale.parse(setting.language.babel).languages
    held = {
        "held": say("a copy is held"),
        "excerpt": say("an excerpt is held"),
        "none": say("not checked against a copy"),
    }
    facts = [period_words(source.date, setting.language) if source.date else say("date unknown")]
    facts.append(names.get(source.language.partition("-")[0], source.language))
    if source.second_hand_of:
        facts.append(say("second hand, of {original}", original=words(source.second_hand_of)))
    if source.mirror:
        facts.append(say("read at {mirror}", mirror=source.mirror))
    facts.append(held[source.copy_kept])
    return SourceView(
        f"source-{source.id}", say("S{number}", number=setting.source_number(source.id)),
        words(source.name), source.title or "", source.language,
        setting.language.clause.join(facts), source.url or "",
    )  # fmt: skip


def definitions(setting: Setting) -> tuple[Definition, ...]:
    """Return the definitions of all indicators used, in the order of the data."""
    rows = (setting.findings[name].observation for name in setting.used)
    used = {row.indicator for row in rows if row is not None}
    return tuple(
        _definition(i, setting) for i in setting.library.indicators.values() if i.id in used
    )


def _definition(indicator: Indicator, setting: Setting) -> Definition:
    """Return one definition, or that there is none."""
    say, words = setting.strings, setting.words
    kinds = {"stock": say("stock, at a date"), "flow": say("flow, over a period")}
    return Definition(
        words(indicator.name), setting.language.tag in indicator.name.editors,
        words(setting.library.units[indicator.unit].name), kinds[indicator.kind],
        words(indicator.definition) if indicator.definition else say("Definition not published"),
        indicator.definition is not None, words(indicator.caution),
    )  # fmt: skip


def terms(setting: Setting) -> tuple[Term, ...]:
    """Return the official terms in each language of the edition."""
    return tuple(
        Term(tuple(
            TermWords(tag, unmarked(term.term[tag]), tag in term.term.editors)
            for tag in setting.edition.languages
        ))
        for term in setting.library.terms.values()
    )  # fmt: skip


def key(setting: Setting) -> tuple[KeyEntry, ...]:
    """Return how each kind of bound is drawn and worded, and which kinds the figures use."""
    say = setting.strings
    meanings = {
        Qualifier.exact: (
            say("the number stands as published"),
            say("the number itself, unless rounded by the source"),
        ),
        Qualifier.over: (
            say("a lower bound: the open end has no length"),
            say("more than the number"),
        ),
        Qualifier.nearly: (
            say("approached from below, not reached"),
            say("below the number, near it"),
        ),
        Qualifier.about: (say("on either side of the line"), say("around the number")),
        Qualifier.at_most: (
            say("an upper bound: below it nothing is known"),
            say("the number or fewer"),
        ),
    }
    names = {
        Qualifier.exact: say("full count, or as stated"), Qualifier.over: say("over"),
        Qualifier.nearly: say("nearly"), Qualifier.about: say("about"),
        Qualifier.at_most: say("at most"),
    }  # fmt: skip
    doubt = say("published, but doubted: in no arithmetic but tests")
    ours = say("our arithmetic: nobody published it")
    rows = [(STRIPS[k], names[k], meaning, interval) for k, (meaning, interval) in meanings.items()]
    rows += [("queried", say("queried"), doubt, say("none given"))]
    rows += [("test", say("test only"), ours, say("none given"))]
    unlike = say("unlike definitions: no share, no common axis")
    rows += [("not_comparable", say("not comparable"), unlike, say("none"))]
    rows += [("no_data", say("no data"), say("nothing was published"), say("unknown"))]
    used = (setting.findings[name] for name in setting.used)
    shown = {setting.strip(finding) for finding in used if finding.observation}
    return tuple(KeyEntry(*row, row[0] in shown) for row in rows)
