"""Explain: an explanation as text for a person, or as JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

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
    "stated": "stated by the source",
    "inferred": "inferred: the source does not tie the figure to it",
    "unknown": "unknown: listed under it",
}
FORMULAS = {
    "difference": "the first less the second",
    "sum": "the sum",
    "ratio": "the first divided by the second",
    "share": "the first as a share of the second",
    "growth": "the growth to the first from the second",
    "months": "the months between the dates",
    "count": "a count",
    "convert": "converted to another unit",
}
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
    yield f"{figure.id} ({figure.kind}, edition {figure.edition})"
    for head, text in _facts(figure):
        yield f"  {head:{WIDTH}}{text}"
    for part in figure.rests_on:
        yield ""
        for line in _lines(part):
            yield f"    {line}".rstrip()


def _facts(figure: Explanation) -> Iterator[tuple[str, str]]:
    """Yield (heading, text) of all that is known of a figure."""
    for tag, name in figure.name.items():
        yield tag, f"{name}: {figure.words[tag]}" if figure.words else name
    yield _value(figure)
    yield "bounds", _bounds(figure)
    if figure.period:
        basis = f", {BASIS[figure.period_basis]}" if figure.period_basis else ""
        yield "period", figure.period + basis
    if figure.published:
        yield from _published(figure.published)
    if figure.formula:
        yield from _formula(figure.formula)
    for made in figure.corrections:
        yield from _change(made)
    for query in figure.queries:
        yield query.level, f"{query.id}, {query.place}"
        yield from _each(query.title)
        yield from _each(query.note)


def _value(figure: Explanation) -> tuple[str, str]:
    """Return the value of a figure, or why it is withheld."""
    if figure.withheld:
        return "withheld", figure.withheld
    high = f" to {figure.high}" if figure.high else ""
    return "value", f"{figure.value}{high}, {figure.qualifier}, unit {figure.unit}"


def _formula(formula: Formula) -> Iterator[tuple[str, str]]:
    """Yield how a figure was computed."""
    parts = f" of {', '.join(formula.of)}" if formula.of else ""
    yield "formula", f"{FORMULAS[formula.op]}{parts}"
    for name, unit in formula.read_as.items():
        yield "read as", f"{name}: its digits in unit {unit}"
    yield "written at", formula.place


def _published(where: Published) -> Iterator[tuple[str, str]]:
    """Yield where and how a figure was published."""
    yield "source", f"{where.source} (copy: {where.copy})"
    yield from _each(where.name)
    second_hand = next(iter(where.second_hand_of.values()), "")
    known = (
        ("", "“{}”", where.title), ("", "{}", where.date or "date unknown"), ("", "{}", where.url),
        ("", "read at {}", where.mirror), ("", "second hand, of {}", second_hand),
        ("words", "“{}”", where.as_published), ("paragraph", "{}", where.paragraph),
        ("", "{}", "" if where.copy == "held" else "not checked against a copy"),
        ("written at", "{}", where.row),
        ("definition", "{}", "" if where.definition else "not published"),
    )  # fmt: skip
    yield from ((head, text.format(part)) for head, text, part in known if part)
    for head in ("definition", "scope", "caution", "note"):
        for i, (_, line) in enumerate(_each(getattr(where, head))):
            yield "" if i else head, line


def _change(made: Change) -> Iterator[tuple[str, str]]:
    """Yield what a correction did."""
    yield "corrected", f"{made.field}: {made.published} to {made.corrected}, {made.date}, {made.by}"
    yield from _each(made.reason)
    yield "written at", made.place


def _each(words: Words) -> Iterator[tuple[str, str]]:
    """Yield a line for each language."""
    return (("", f"[{tag}] {text}") for tag, text in words.items())


def _bounds(figure: Explanation) -> str:
    """Return what a figure stands for, in words."""
    if figure.bounds is not None:
        return _interval(figure.bounds)
    if figure.doubted:
        return "none: the figure is queried"
    return "none: the source gives no tolerance" if not figure.withheld else "none"


def _interval(bounds: Bounds) -> str:
    """Return an interval in words, its ends rounded outwards."""
    if bounds.low is not None and bounds.low == bounds.high:
        return bounds.low
    ends = []
    if bounds.low is not None:
        low = plain(round_to(Decimal(bounds.low), EXACT_DIGITS, ROUND_FLOOR))
        ends.append(f"{'more than' if bounds.low_open else 'at least'} {low}")
    if bounds.high is not None:
        high = plain(round_to(Decimal(bounds.high), EXACT_DIGITS, ROUND_CEILING))
        ends.append(f"{'less than' if bounds.high_open else 'at most'} {high}")
    return " and ".join(ends) or "any number"
