"""A made-up library in code: units, indicators, sources, and the rows that a test asks for."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from generator.check.answers import rule_problems
from generator.check.comparable import comparison_problems
from generator.check.rules import hits
from generator.check.tested import tested
from generator.records.library import Library
from generator.records.records import Derivation, Indicator, Observation, Query, Region, Source
from generator.records.rules import Rule
from generator.records.unit import Unit

WORDS = {"en": "made up"}
UNITS = {
    "thing": ("count", "1"), "acre": ("area", "316160658/78125"), "mu": ("area", "2000/3"),
    "million_cny": ("money", "1000000"), "ten_thousand_cny": ("money", "10000"),
    "cny_per_mu": ("money-area", "3/2000"), "percent": ("ratio", "1/100"),
}  # fmt: skip
INDICATORS: dict[str, dict[str, Any]] = {
    "made": {}, "sold": {}, "parts": {},
    "stock": {"kind": "stock"}, "land": {"unit": "acre"}, "fields": {"unit": "mu"},
    "income": {"unit": "million_cny"}, "money": {"unit": "ten_thousand_cny"},
    "kin": {"comparable_with": [{"indicator": "made", "why": WORDS}]},
    "scoped": {
        "scope": {"en": "some made-up places"},
        "comparable_with": [{"indicator": "made", "why": WORDS}],
    },
    "both": {"shared_by": ["made", "sold"]},
}  # fmt: skip


def row(indicator: str, value: object, qualifier: str = "stated", **rest: Any) -> Observation:
    """Return one row: of 2031, from the first source, where `rest` does not say otherwise."""
    given = {"region": "XQ", "period": "2031", "period_basis": "stated", "source": "home"}
    fields = {"indicator": indicator, "value": str(value), "qualifier": qualifier}
    return Observation.model_validate(given | fields | rest)


def library(rows: Iterable[Observation], queries: Iterable[dict[str, Any]] = ()) -> Library:
    """Return a library of these rows and queries."""
    units = {
        name: Unit.model_validate(
            {"id": name, "name": WORDS, "written": {"en": "{n}"}, "dimension": of, "factor": factor}
        )
        for name, (of, factor) in UNITS.items()
    }
    plain = {"name": WORDS, "unit": "thing", "kind": "flow", "region": "XQ", "definition": None}
    indicators = {
        name: Indicator.model_validate(plain | {"id": name} | own)
        for name, own in INDICATORS.items()
    }
    text = {"name": WORDS, "language": "en", "copy": "none"}
    sources = {
        name: Source.model_validate(text | {"id": name} | own)
        for name, own in {"home": {}, "cn": {"country": "CN"}}.items()
    }
    regions = {name: Region.model_validate({"id": name, "name": WORDS}) for name in ("XQ", "XQ-A")}
    empty = {"level": "note", "title": WORDS, "note": WORDS, "evidence": [{"text": WORDS}]}
    asked = {str(q["id"]): Query.model_validate(empty | q) for q in queries}
    known: dict[str, Any] = {
        "Unit": units, "Indicator": indicators, "Source": sources, "Region": regions,
        "Query": asked,
    }  # fmt: skip
    every = tuple(rows)
    return Library(
        units, indicators, sources, regions, {},
        tuple(row for row in every if not row.second_source), asked, {}, {},
        {kind: frozenset(records) for kind, records in known.items()},
        seconds=tuple(row for row in every if row.second_source),
    )  # fmt: skip


def rule(kind: str, **rest: Any) -> Rule:
    """Return one rule, called by its kind."""
    fields = {"id": kind, "kind": kind, "why": WORDS} | rest
    return Rule.model_of(fields).model_validate(fields)


def found(given: Rule, *rows: Observation) -> list[str]:
    """Return the indicators (with the period) at which a rule hits."""
    made = library(rows)
    return [
        f"{hit.row.indicator}@{hit.row.period}"
        for hit in hits([given], tested(made, made.observations))
    ]


def answered(given: Rule, rows: Iterable[Observation], *queries: dict[str, Any]) -> list[str]:
    """Return the codes of what is told of a rule when these queries are there."""
    made = library(rows, queries)
    made = Library(**{**vars(made), "rules": {given.id: given},
                      "ids": {**made.ids, "Rule": frozenset({given.id})}})  # fmt: skip
    return [problem.code for problem in rule_problems(made)]


def codes(op: str, *parts: Observation, test: bool = False) -> list[str]:
    """Return the codes of what is told of a formula over these rows."""
    made = library(parts)
    names = [f"{place}" for place in range(len(parts))]
    formula = Derivation.model_validate(
        {"id": "f", "name": WORDS, "op": op, "of": names, "unit": "thing"}
    )
    files: Any = SimpleNamespace(derived={} if test else {"f": formula})
    rows = dict(zip(names, parts, strict=True))
    told = comparison_problems(formula, files, made, rows, {"f": formula})
    return [problem.code for problem in told]
