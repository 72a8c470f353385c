"""Check: everything that can be known to be wrong without drawing, as Problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from generator.check.answers import rule_problems
from generator.check.changes import change_problems
from generator.check.copies import check_copies, word_problems
from generator.check.corrections import correction_problems
from generator.check.edition import check_edition
from generator.check.formula import RESERVED
from generator.check.glyphs import glyph_problems
from generator.check.language import language_problems
from generator.check.numerals import numeral_problems, wording_problems
from generator.check.overrides import override_problems
from generator.check.printed import check_printed
from generator.check.published import published_problems
from generator.check.terms import term_problems
from generator.check.theme import theme_problems
from generator.check.translation import EXCUSED, translation_problems
from generator.check.typography import typography_problems
from generator.check.uses import label_texts, lost_indicators, unknown
from generator.check.value import value_problems
from generator.derive.bounds import Qualifier
from generator.derive.derive import names_in_queries
from generator.problem import Problem, ProblemsError, did_you_mean
from generator.read.layers import templates_of
from generator.read.read import read
from generator.records.blank import Blank, blank_problems
from generator.records.library import Library, languages_with_words
from generator.records.records import Indicator, Observation, Query, Record
from generator.records.unit import Unit
from generator.said import Said
from generator.template_check.own import own_template_problems
from generator.translate.label_passages import labels
from generator.translate.wording_passages import Wording
from generator.word.tokens import tokens

Found: TypeAlias = tuple[Library, list[Problem]]
"""What was read, and what was wrong in it."""


def checked(
    project: Path, copies: Path | None = None, *, draft: bool = False, found: Found | None = None
) -> Library:
    """Return the library of a project in which nothing is wrong, not even against the copies.

    In a draft, translations may be missing or stale. `found` is what was read already.
    """
    library, problems = found or read(project)
    problems += check(library)
    if not problems:  # only now can it be known what is computed
        for files in library.editions.values():
            problems += check_printed(files, library)
        problems += change_problems(library)
    problems += [*numeral_problems(library), *word_problems(library)]
    templates = templates_of(project)
    own = own_template_problems(templates, project)
    problems += wording_problems(library, project)
    problems += glyph_problems(library, templates, project)
    problems += language_problems(library, templates, project)
    told = {(problem.place.path, problem.place.line) for problem in problems}
    own += theme_problems(library, templates, project)
    own += override_problems(library, templates, project)
    for problem in (*own, *published_problems(library, templates, project)):
        if (problem.place.path, problem.place.line) not in told:  # one mistake is told once
            problems.append(problem)
    if copies is not None:
        problems += check_copies(library, copies)[0]
    problems += translation_problems(library, Wording(templates, project), problems)
    if draft:
        problems = [problem for problem in problems if problem.code not in EXCUSED]
    if problems:
        raise ProblemsError(problems)
    return library


def warned(library: Library, project: Path) -> list[Problem]:
    """Return what should be looked at and stops nothing: how words are typed, and terms."""
    return sorted([
        *typography_problems(library, templates_of(project), project), *term_problems(library),
        *blank_problems(library.blanks),
    ])  # fmt: skip


def check(library: Library) -> list[Problem]:
    """Return the Problems of the library: its records first, then each edition."""
    problems = [
        *_languages(library),
        *_labels(library),
        *_names(library),
        *(p for unit in library.units.values() for p in _unit(unit)),
        *(p for indicator in library.indicators.values() for p in _indicator(indicator, library)),
        *_observations(library),
        *(p for query in library.queries.values() for p in _query(query, library)),
        *(p for region in library.regions.values() for p in _known(
            region, ("group",), region.group, library.ids.get("RegionGroup", ()), "region group")),
        *(p for term in library.terms.values() for p in _known(
            term, ("source",), term.source, library.ids.get("Source", ()), "source")),
        *correction_problems(library),
        *rule_problems(library),
    ]  # fmt: skip
    for files in library.editions.values():
        problems += check_edition(files, library)
    return problems


def _known(
    record: Record, loc: tuple[str | int, ...], name: str | None, known: Iterable[str], kind: str
) -> Iterator[Problem]:
    """Yield a Problem when a named id is not known."""
    if name is not None and name not in known:
        yield unknown(record.place(*loc), kind, name, known)


def _languages(library: Library) -> Iterator[Problem]:
    """Yield a Problem for each language of an edition in which there is not a word."""
    known = languages_with_words(library)
    for files in library.editions.values():
        for i, tag in enumerate(files.edition.languages):
            if tag not in known:
                what = Said('there are no words in "{tag}", not even the names of units.', tag=tag)
                place = files.edition.place("languages", i)
                begun = Said(
                    "Begin it: tisc-snapshot translate add {tag}. Where that is done,"
                    ' "tisc-snapshot build --draft" shows the original in place of what is not'
                    " translated.",
                    tag=tag,
                )
                fix = did_you_mean(tag, known) or begun
                yield Problem(place, "unknown-language", what, fix)


def _labels(library: Library) -> Iterator[Problem]:
    """Yield a Problem for each label that lacks its original; translations are looked at later."""
    tag = library.original
    for found in labels(library) if tag else ():
        if not found.label.texts.get(tag, "").strip():
            what = Said('the words in "{tag}" are missing.', tag=tag)
            place = found.owner.place(*found.loc)
            yield Problem(place, "missing-words", what, Said("Add “{tag}: …”.", tag=tag))


def _names(library: Library) -> Iterator[Problem]:
    """Yield a Problem for each token in a name, which is printed where no figure can stand."""
    labels = [source.name for source in library.sources.values()]
    labels += [label for t in library.terms.values() for label in (t.term, t.short) if label]
    labels += [unit.written for unit in library.units.values()]
    for label in labels:
        for loc, _, words in label_texts(label):
            for token in tokens(words):
                if token.kind != "literal" and token.written != "{n}":
                    what = Said("“{written}” cannot stand in a name.", written=token.written)
                    place = label.spot(loc, words, token.offset)
                    yield Problem(place, "token-in-name", what, Said("Write the words themselves."))


def _unit(unit: Unit) -> Iterator[Problem]:
    """Yield the Problems of a unit."""
    for loc, pattern in unit.written.forms():
        if pattern.count("{n}") != 1:
            what = Said('"{pattern}" does not say where the number stands.', pattern=pattern)
            yield Problem(unit.place("written", *loc), "no-number", what, Said("Write {{n}} once."))


def _indicator(indicator: Indicator, library: Library) -> Iterator[Problem]:
    """Yield the Problems of an indicator's id and references."""
    ids = library.ids
    if indicator.id in RESERVED:
        what = Said('the id "{id}" means something else in a text.', id=indicator.id)
        yield Problem(indicator.place("id"), "reserved-id", what, Said("Choose another."))
    yield from _known(indicator, ("unit",), indicator.unit, ids.get("Unit", ()), "unit")
    yield from _known(indicator, ("region",), indicator.region, ids.get("Region", ()), "region")
    yield from _known(indicator, ("definition_source",), indicator.definition_source,
                      ids.get("Source", ()), "source")  # fmt: skip
    for i, name in enumerate(indicator.shared_by):
        yield from _known(indicator, ("shared_by", i), name, ids.get("Indicator", ()), "indicator")
    for i, other in enumerate(indicator.comparable_with):
        yield from _known(indicator, ("comparable_with", i, "indicator"), other.indicator,
                          ids.get("Indicator", ()), "indicator")  # fmt: skip


def _observations(library: Library) -> Iterator[Problem]:
    """Yield the Problems of all rows, and of rows that say the same thing twice."""
    seen: dict[tuple[str, ...], Observation] = {}
    for blank in library.blanks:
        yield from _named(blank, library)
    for row in (*library.observations, *library.seconds):
        yield from _named(row, library)
        yield from _observation(row, library)
        source = row.source if row.second_source else ""
        other = seen.setdefault((*row.key, source), row)
        if other is not row:
            what = Said(
                "{indicator} has a value for {period} already, at {place}.",
                indicator=row.indicator,
                period=row.period,
                place=other.place(),
            )
            fix = Said("Keep one row, or mark it: second_source is yes.")
            fix = Said("Keep one row.") if other.source == row.source else fix
            yield Problem(row.place("indicator"), "duplicate-observation", what, fix)
        first = seen.get((*row.key, "")) if row.second_source else None
        if row.second_source and (first is None or first.source == row.source):
            what = Said(
                "there is no first source of {indicator} for {period} beside this one.",
                indicator=row.indicator,
                period=row.period,
            )
            yield Problem(row.place("second_source"), "no-first-source", what)


def _named(row: Observation | Blank, library: Library) -> Iterator[Problem]:
    """Yield the Problems of what a row, filled in or not, is about."""
    known = library.ids.get("Indicator", ())
    yield from _known(row, ("indicator",), row.indicator, known, "indicator")
    if row.region:
        known = library.ids.get("Region", ())
        yield from _known(row, ("region",), row.region, known, "region")


def _observation(row: Observation, library: Library) -> Iterator[Problem]:
    """Yield the Problems of one row."""
    yield from _known(row, ("source",), row.source, library.ids.get("Source", ()), "source")
    indicator = library.indicators.get(row.indicator)
    unit = library.units.get(indicator.unit) if indicator else None
    yield from value_problems(row, unit, row.place("value"))
    takes = (Qualifier.stated, Qualifier.about)
    if row.precision is not None and (row.qualifier not in takes or row.precision <= Decimal(0)):
        what = Said("only “stated” and “about” take a precision, and it is above zero.")
        yield Problem(row.place("precision"), "bad-precision", what)


def _query(query: Query, library: Library) -> Iterator[Problem]:
    """Yield the Problems of a query's references (its tests are checked with an edition)."""
    names = {name for row in library.observations for name in names_in_queries(row, library)}
    lost = lost_indicators(library)
    for i, name in enumerate(query.on):
        if name.partition("@")[0] not in lost:
            yield from _known(query, ("on", i), name, names, "observation")
    for i, evidence in enumerate(query.evidence):
        yield from _known(query, ("evidence", i, "source"), evidence.source,
                          library.ids.get("Source", ()), "source")  # fmt: skip
