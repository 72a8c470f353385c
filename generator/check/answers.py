"""Check of rules and answers: each hit of a rule has a query that answers it, each answer a hit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.check.rules import hits
from generator.check.tested import Hit, tested
from generator.check.uses import unknown
from generator.derive.derive import corrections_on, queries_on
from generator.problem import Problem
from generator.records.corrections import corrected
from generator.records.library import Everything, Library
from generator.records.records import Query, Record
from generator.records.rules import ImpliedRule, PartsRule, Rule
from generator.said import Said


def rule_problems(library: Library) -> Iterator[Problem]:
    """Yield the Problems of all rules, of what they find, and of the answers to it."""
    for rule in library.rules.values():
        yield from _references(rule, library)
    rules = library.rules.values()
    entered = list(hits(rules, tested(library, library.observations)))
    found = entered
    if library.corrections:
        rows = (corrected(row, corrections_on(row, library)) for row in library.observations)
        found = list(hits(rules, tested(library, rows)))
    if not _refused("Query", library):
        yield from _implausible(found, library)
    answered = {(q.id, hit.rule.id) for hit in [*entered, *found] for q in _queries(hit, library)}
    for query in library.queries.values():
        yield from _answers(query, answered, library)


def _implausible(found: Iterable[Hit], library: Library) -> Iterator[Problem]:
    """Yield a Problem for each hit that no query answers."""
    for hit in found:
        name = hit.rule.id
        if not any(name in query.answers for query in _queries(hit, library)):
            what = Said('by rule "{name}": {what}.', name=name, what=hit.what)
            fix = Said(
                'Record a query that answers rule "{name}", with evidence and a note, '
                "or mend the row.",
                name=name,
            )
            yield Problem(hit.row.place("value"), "implausible", what, fix)


def _queries(hit: Hit, library: Library) -> list[Query]:
    """Return the queries whose answer would silence a hit."""
    return [query for row in hit.on for query in queries_on(row, library)]


def _answers(query: Query, answered: set[tuple[str, str]], library: Library) -> Iterator[Problem]:
    """Yield the Problems of answers to no rule, and to a rule that finds nothing here."""
    known = library.ids.get("Rule", frozenset())
    lost = _refused("Rule", library) or _refused("Observation", library)
    for i, name in enumerate(query.answers):
        if name not in known:
            yield unknown(query.place("answers", i), "rule", name, known)
        elif (query.id, name) not in answered and not lost:
            what = Said('rule "{name}" finds nothing in the figures of this query.', name=name)
            yield Problem(
                query.place("answers", i), "idle-answer", what, Said("Take the answer out.")
            )


def _refused(kind: str, library: Library) -> bool:
    """Tell whether records of this kind could not be read, so that nobody knows what they say."""
    ids = library.ids.get(kind, frozenset())
    read = {"Query": library.queries, "Rule": library.rules}.get(kind, {})
    return isinstance(ids, Everything) or bool(ids - set(read))


def _references(rule: Rule, library: Library) -> Iterator[Problem]:
    """Yield the Problems of the units, indicators and regions that a rule names."""
    for field, kind in (("units", "Unit"), ("indicators", "Indicator")):
        for i, name in enumerate(getattr(rule, field, ())):
            yield from _known(rule, (field, i), kind, name, library)
    if isinstance(rule, PartsRule):
        for i, name in enumerate((rule.total, *rule.parts)):
            loc = ("parts", i - 1) if i else ("total",)
            indicator, _, region = name.partition("@")
            yield from _known(rule, loc, "Indicator", indicator, library)
            yield from _known(rule, loc, "Region", region, library) if region else ()
    if isinstance(rule, ImpliedRule):
        yield from _known(rule, ("unit",), "Unit", rule.unit, library)
        unit, wanted = library.units.get(rule.unit), f"{rule.of}-{rule.per}"
        if unit is not None and unit.dimension != wanted:
            what = Said(
                '"{unit}" is a unit of {dimension}, not of {wanted}.',
                unit=rule.unit,
                dimension=unit.dimension,
                wanted=wanted,
            )
            yield Problem(rule.place("unit"), "wrong-dimension", what)


def _known(
    rule: Record, loc: tuple[str | int, ...], kind: str, name: str, library: Library
) -> Iterator[Problem]:
    """Yield the Problem of an id that nothing has."""
    known = library.ids.get(kind, frozenset())
    if name not in known:
        yield unknown(rule.place(*loc), kind.lower(), name, known)
