"""Derive: observations and declared formulas become Findings, in no language yet."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from generator.derive.bounds import Interval, Qualifier, bounds_of, divide, growth, point, scale
from generator.derive.finding import Finding, for_print
from generator.records.corrections import Correction, corrected
from generator.records.edition import Edition
from generator.records.library import EditionFiles, Library
from generator.records.named import Named
from generator.records.period import months_between
from generator.records.records import Derivation, Label, Observation, Query, RegionGroup
from generator.records.unit import Unit
from generator.said import NOTHING, Said


def derive(files: EditionFiles, library: Library) -> dict[str, Finding]:
    """Return all findings of an edition by id: published ones first, in the order of the rows."""
    observations = library.ids_in(files.edition.period)
    findings = Named(
        {name: _observed(name, row, library, files) for name, row in observations.items()},
        observations.aliases,
    )
    declared = {**files.derived, **tests_of(library)}
    for group in (*library.groups.values(), None):
        count = _region_count(group, library, files.edition)
        findings[count.id] = count
    for name in declared:
        _resolve(name, declared, findings, library, frozenset(files.derived))
    return findings


def tests_of(library: Library) -> dict[str, Derivation]:
    """Return the tests of all queries by id."""
    return {test.id: test for query in library.queries.values() for test in query.tests}


def names_in_queries(row: Observation, library: Library) -> set[str]:
    """Return the ids by which a query may name one observation, whatever the edition."""
    return {library.id_of(row, None), library.full_name(row)}


def queries_on(row: Observation, library: Library) -> tuple[Query, ...]:
    """Return the queries on one observation."""
    names = names_in_queries(row, library)
    return tuple(query for query in library.queries.values() if names & set(query.on))


def corrections_on(row: Observation, library: Library) -> tuple[Correction, ...]:
    """Return the corrections of one observation."""
    names = names_in_queries(row, library) if library.corrections else ()
    return tuple(made for made in library.corrections.values() if made.on in names)


def _observed(name: str, row: Observation, library: Library, files: EditionFiles) -> Finding:
    """Return the finding that is one published value, as corrected."""
    indicator = library.indicators[row.indicator]
    queries = queries_on(row, library)
    unit = library.units[indicator.unit]
    corrections = corrections_on(row, library)
    said = corrected(row, corrections)
    bounds = _row_bounds(said, unit)
    doubted = any(query.level == "doubt" for query in queries)
    return Finding(
        name, "observed", indicator.name, unit, said.value, said.qualifier,
        None if doubted else bounds, row.period, observation=row, queries=queries,
        corrections=corrections,
    )  # fmt: skip


def _row_bounds(row: Observation, unit: Unit) -> Interval | None:
    """Return what the row's value stands for; only a ratio (of growth) may be below zero."""
    count = unit.dimension != "ratio"
    return bounds_of(row.value, row.qualifier, precision=row.precision, count=count)


def _region_count(group: RegionGroup | None, library: Library, edition: Edition) -> Finding:
    """Return the number of listed regions: of one group, or of the country."""
    wanted = {group.id} if group else set(library.groups)
    number = Decimal(sum(region.group in wanted for region in library.regions.values()))
    unit = _region_unit(library, edition)
    named = group or library.regions[edition.country]
    identifier = f"regions@{group.id}" if group else "regions"
    return Finding(identifier, "derived", named.name, unit, number, Qualifier.exact, point(number))


def _region_unit(library: Library, edition: Edition) -> Unit:
    """Return the unit of the figure that lists the regions; without one, the bare number."""
    if edition.region_list:
        indicator = edition.region_list.figure.partition("@")[0]
        return library.units[library.indicators[indicator].unit]
    words = Label(texts=dict.fromkeys(edition.languages, "{n}"))
    return Unit.model_validate({"id": "number", "name": words, "written": words.texts})


def _resolve(
    name: str, declared: Mapping[str, Derivation], findings: dict[str, Finding],
    library: Library, derived: frozenset[str],
) -> Finding:  # fmt: skip
    """Return a finding, computing it (and what it rests on) when it is not there yet."""
    if name not in findings:
        formula = declared[name]
        parts = [_resolve(part, declared, findings, library, derived) for part in formula.of]
        findings[name] = _compute(formula, parts, library, is_test=name not in derived)
    return findings[name]


def _compute(
    formula: Derivation, parts: list[Finding], library: Library, *, is_test: bool
) -> Finding:
    """Return the finding that a formula gives, withheld where its bounds say nothing."""
    unit = library.units[formula.unit]
    bounds = _result(formula, parts, library)
    if bounds is not None:
        bounds = scale(bounds, unit.factor[1], unit.factor[0])
    printed = for_print(bounds, formula.digits)
    periods = {part.period for part in parts}
    return Finding(
        formula.id, "test" if is_test else "derived", formula.name, unit,
        printed.value if printed else Decimal(0),
        printed.qualifier if printed else Qualifier.about,
        bounds, periods.pop() if len(periods) == 1 else None, printed.high if printed else None,
        derivation=formula, rests_on=tuple(part.id for part in parts),
        withheld=NOTHING if printed else Said("its bounds are too wide to say anything"),
    )  # fmt: skip


def _result(formula: Derivation, parts: list[Finding], library: Library) -> Interval | None:
    """Return the formula's interval in base units, or None when it says nothing."""
    if formula.op == "count":
        wanted = formula.count_qualifier
        return point(sum(wanted in (None, part.qualifier) for part in parts))
    if formula.op == "months":
        first, second = (part.period for part in parts)
        assert first is not None, formula.id
        assert second is not None, formula.id
        return point(months_between(first, second))
    terms = [_in_base_unit(part, formula, library) for part in parts]
    if any(term is None for term in terms):
        return None
    known = [term for term in terms if term is not None]
    if formula.op in ("ratio", "share"):
        return divide(*known)
    if formula.op == "growth":
        return growth(*known)
    if formula.op == "difference":
        return known[0] - known[1]
    total = known[0]
    for term in known[1:]:
        total += term
    return total


def _in_base_unit(part: Finding, formula: Derivation, library: Library) -> Interval | None:
    """Return a figure's interval in base units; a test may read its digits in another unit."""
    unit = library.units[formula.read_as[part.id]] if part.id in formula.read_as else part.unit
    bounds = part.bounds
    if part.doubted and part.observation is not None:
        bounds = _row_bounds(part.observation, part.unit)
    return scale(bounds, *unit.factor) if bounds is not None else None
