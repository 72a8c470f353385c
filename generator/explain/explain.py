"""Explain: an explanation as text for a person, or as JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from unicodedata import east_asian_width

from generator.build import Source
from generator.derive.bounds import round_to
from generator.derive.derive import names_in_queries
from generator.derive.finding import EXACT_DIGITS
from generator.explain.explanation import (
    Bounds,
    Change,
    Explainer,
    Explanation,
    Formula,
    Published,
    Words,
)
from generator.problem import UsageError, did_you_mean
from generator.said import Said
from generator.word.wording import plain

BASIS = {
    "stated": Said("stated by the source"),
    "inferred": Said("inferred: the source does not tie the figure to it"),
    "unknown": Said("unknown: listed under it"),
}
FORMULAS = {
    "difference": Said("the first less the second"),
    "sum": Said("the sum"),
    "ratio": Said("the first divided by the second"),
    "share": Said("the first as a share of the second"),
    "growth": Said("the growth to the first from the second"),
    "months": Said("the months between the dates"),
    "count": Said("a count"),
    "convert": Said("converted to another unit"),
}
KINDS = {"observed": Said("observed"), "derived": Said("derived"), "test": Said("test")}
LEVELS = {"doubt": Said("doubt"), "note": Said("note")}
LONG = {
    "definition": Said("definition"), "scope": Said("scope"), "caution": Said("caution"),
    "note": Said("note"),
}  # fmt: skip
WIDTH = 12


def explain(what: str, source: Source, form: str = "text") -> str:
    """Return what stands behind a figure of an edition, as "text" or "json"."""
    explanation = Explainer(source).explained(_found(what, source))
    return as_json(explanation) if form == "json" else as_text(explanation)


def as_json(explanation: Explanation) -> str:
    """Return an explanation for a program."""
    return json.dumps(asdict(explanation), ensure_ascii=False, indent=1)


def as_text(explanation: Explanation) -> str:
    """Return an explanation for a person."""
    return "\n".join(_lines(explanation))


def _found(what: str, source: Source) -> str:
    """Return the id of the finding that is meant; a query's `indicator@period` will do."""
    if what in source.findings:
        return what
    for name, finding in source.findings.items():
        row = finding.observation
        if row is not None and what in names_in_queries(row, source.library):
            return name
    near = did_you_mean(what, source.findings)
    edition = source.files.edition.id
    absent = Said('edition {edition} has no figure "{what}".', edition=edition, what=what)
    raise UsageError(Said("{what} {fix}", what=absent, fix=near) if near else absent)


def _lines(figure: Explanation) -> Iterator[str]:
    """Yield the lines on one figure, then those on each that it rests on, indented."""
    kind = KINDS.get(figure.kind, figure.kind)
    parts = {"id": figure.id, "kind": kind, "edition": figure.edition}
    yield str(Said("{id} ({kind}, edition {edition})", **parts))
    for head, text in _facts(figure):
        yield f"  {padded(head, WIDTH)}{text}"
    for part in figure.rests_on:
        yield ""
        for line in _lines(part):
            yield f"    {line}".rstrip()


def padded(head: str, width: int) -> str:
    """Return a heading as wide as all; Han characters take two columns of a terminal."""
    said = str(head)
    wide = sum(east_asian_width(char) in "WF" for char in said)
    return said + " " * max(1, width - len(said) - wide)


def _facts(figure: Explanation) -> Iterator[tuple[str, str]]:
    """Yield (heading, text) of all that is known of a figure."""
    for tag, name in figure.name.items():
        yield tag, f"{name}: {figure.words[tag]}" if figure.words else name
    yield _value(figure)
    yield Said("bounds"), _bounds(figure)
    if figure.period and figure.period_basis:
        parts = {"period": figure.period, "basis": BASIS[figure.period_basis]}
        yield Said("period"), Said("{period}, {basis}", **parts)
    elif figure.period:
        yield Said("period"), figure.period
    if figure.published:
        yield from _published(figure.published)
    if figure.formula:
        yield from _formula(figure.formula)
    for made in figure.corrections:
        yield from _change(made)
    for query in figure.queries:
        yield LEVELS[query.level], f"{query.id}, {query.place}"
        yield from _each(query.title)
        yield from _each(query.note)


def _value(figure: Explanation) -> tuple[str, str]:
    """Return the value of a figure, or why it is withheld."""
    if figure.withheld:
        return Said("withheld"), figure.withheld
    number: object = figure.value
    if figure.high:
        number = Said("{value} to {high}", value=figure.value, high=figure.high)
    parts = {"number": number, "qualifier": figure.qualifier, "unit": figure.unit}
    return Said("value"), Said("{number}, {qualifier}, unit {unit}", **parts)


def _formula(formula: Formula) -> Iterator[tuple[str, str]]:
    """Yield how a figure was computed."""
    parts = {"formula": FORMULAS[formula.op], "of": ", ".join(formula.of)}
    told = Said("{formula} of {of}", **parts)
    yield Said("formula"), told if formula.of else FORMULAS[formula.op]
    for name, unit in formula.read_as.items():
        yield Said("read as"), Said("{name}: its digits in unit {unit}", name=name, unit=unit)
    yield Said("written at"), formula.place


def _published(where: Published) -> Iterator[tuple[str, str]]:
    """Yield where and how a figure was published."""
    yield Said("source"), Said("{source} (copy: {copy})", source=where.source, copy=where.copy)
    yield from _each(where.name)
    of = next(iter(where.second_hand_of.values()), "")
    known = (
        ("", f"“{where.title}”", where.title),
        ("", where.date or Said("date unknown"), True),
        ("", where.url, where.url),
        ("", Said("read at {mirror}", mirror=where.mirror), where.mirror),
        ("", Said("second hand, of {of}", of=of), of),
        (Said("words"), f"“{where.as_published}”", where.as_published),
        (Said("paragraph"), str(where.paragraph), where.paragraph),
        ("", Said("not checked against a copy"), where.copy != "held"),
        (Said("written at"), where.row, where.row),
        (LONG["definition"], Said("not published"), not where.definition),
    )
    yield from ((head, str(text)) for head, text, there in known if there)
    for name, head in LONG.items():
        for i, (_, line) in enumerate(_each(getattr(where, name))):
            yield "" if i else head, line


def _change(made: Change) -> Iterator[tuple[str, str]]:
    """Yield what a correction did."""
    parts = {
        "field": made.field, "published": made.published, "corrected": made.corrected,
        "date": made.date, "by": made.by,
    }  # fmt: skip
    yield Said("corrected"), Said("{field}: {published} to {corrected}, {date}, {by}", **parts)
    yield from _each(made.reason)
    yield Said("written at"), made.place


def _each(words: Words) -> Iterator[tuple[str, str]]:
    """Yield a line for each language."""
    return (("", f"[{tag}] {text}") for tag, text in words.items())


def _bounds(figure: Explanation) -> str:
    """Return what a figure stands for, in words."""
    if figure.bounds is not None:
        return _interval(figure.bounds)
    if figure.doubted:
        return Said("none: the figure is queried")
    return Said("none") if figure.withheld else Said("none: the source gives no tolerance")


def _interval(bounds: Bounds) -> str:
    """Return an interval in words, its ends rounded outwards."""
    if bounds.low is not None and bounds.low == bounds.high:
        return bounds.low
    ends = []
    if bounds.low is not None:
        low = plain(round_to(Decimal(bounds.low), EXACT_DIGITS, ROUND_FLOOR))
        open_, closed = Said("more than {low}", low=low), Said("at least {low}", low=low)
        ends.append(open_ if bounds.low_open else closed)
    if bounds.high is not None:
        high = plain(round_to(Decimal(bounds.high), EXACT_DIGITS, ROUND_CEILING))
        open_, closed = Said("less than {high}", high=high), Said("at most {high}", high=high)
        ends.append(open_ if bounds.high_open else closed)
    if len(ends) == 2:
        return Said("{low} and {high}", low=ends[0], high=ends[1])
    return ends[0] if ends else Said("any number")
