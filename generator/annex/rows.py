"""Rows of the data annex: findings and records as cells, by field, in every language at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from generator.annex.dataset import Cell, Words
from generator.compose.setting import Setting
from generator.derive.bounds import round_to
from generator.derive.finding import EXACT_DIGITS, Finding
from generator.records.records import Label, Observation, Query
from generator.records.unit import Unit
from generator.word.tokens import unmarked
from generator.word.wording import plain

Facts = Mapping[str, Cell | Words]


class Rows:
    """The rows of each dataset of one edition, as facts by field."""

    def __init__(self, settings: Mapping[str, Setting]) -> None:
        """Know the setting of each language; what is no wording is taken from the first."""
        self.settings = settings
        self.one = next(iter(settings.values()))
        self.library = self.one.library

    def findings(self) -> Iterator[Facts]:
        """Yield the figures in the order of the report's notes; a withheld one has no words."""
        for finding in self._printed("observed", "derived"):
            yield {
                **self.figure(finding),
                "queries": _ids(query.id for query in finding.queries),
                "query_note": self._joined(finding.queries),
            }

    def figure(self, finding: Finding) -> Facts:
        """Return what a figure or test says, rests on, and was published as."""
        return {
            **self._number(finding), **self._published(finding, finding.observation),
            "kind": finding.kind, "grounds": _ids(dict.fromkeys(self.one.grounds(finding))),
            "query_level": "doubt" if finding.doubted else "note" if finding.queries else None,
        }  # fmt: skip

    def tests(self) -> Iterator[Facts]:
        """Yield the tests with the query that each one is evidence of."""
        query_of = {t.id: q.id for q in self.library.queries.values() for t in q.tests}
        for finding in self._printed("test"):
            formula = finding.derivation
            assert formula is not None
            yield {
                **self._number(finding), "query": query_of[finding.id],
                "read_as": " ".join(f"{name}={unit}" for name, unit in formula.read_as.items()),
            }  # fmt: skip

    def indicators(self) -> Iterator[Facts]:
        """Yield what is measured."""
        for i in self.library.indicators.values():
            yield {
                "id": i.id, "name": self._words(i.name), "unit": i.unit, "kind": i.kind,
                "region": i.region, "definition": self._words(i.definition),
                "definition_source": i.definition_source, "scope": self._words(i.scope),
                "caution": self._words(i.caution), "shared_by": _ids(i.shared_by),
                "comparable_with": _ids(other.indicator for other in i.comparable_with),
            }  # fmt: skip

    def units(self) -> Iterator[Facts]:
        """Yield the units, those of computed figures included."""
        used = {finding.unit.id: finding.unit for finding in self.one.findings.values()}
        for unit in {**self.library.units, **used}.values():
            factor = "/".join(plain(part) for part in unit.factor)
            yield {
                "id": unit.id, "name": self._unit_name(unit), "dimension": unit.dimension,
                "written": self._written(unit), "factor": factor.removesuffix("/1"),
            }  # fmt: skip

    def regions(self) -> Iterator[Facts]:
        """Yield the places with their group."""
        for region in self.library.regions.values():
            group = self.library.groups.get(region.group or "")
            yield {
                "id": region.id, "name": self._words(region.name), "group": region.group,
                "group_name": self._words(group.name if group else None),
                "codes": " ".join(f"{name}={code}" for name, code in region.codes.items()),
            }  # fmt: skip

    def sources(self) -> Iterator[Facts]:
        """Yield the sources by their number in the report."""
        for source in sorted(self.library.sources.values(), key=lambda s: self._number_of(s.id)):
            yield {
                "id": source.id, "number": self._number_of(source.id),
                "name": self._words(source.name), "title": source.title,
                "language": source.language, "country": source.country,
                "date": str(source.date or ""), "url": source.url,
                "accessed": str(source.accessed or ""), "source_licence": source.licence,
                "second_hand_of": self._words(source.second_hand_of), "mirror": source.mirror,
                "copy": source.copy_kept, "sha256": source.sha256,
            }  # fmt: skip

    def queries(self) -> Iterator[Facts]:
        """Yield the doubts and remarks."""
        for query in self.library.queries.values():
            on = [f.id for f in self.one.findings.values() if query in f.queries]
            yield {
                "id": query.id, "level": query.level, "title": self._words(query.title),
                "note": self._words(query.note), "figures": _ids(on),
                "answers": _ids(query.answers),
            }  # fmt: skip

    def evidence(self) -> Iterator[Facts]:
        """Yield what stands behind each query, line by line."""
        for query in self.library.queries.values():
            for number, line in enumerate(query.evidence, 1):
                yield {
                    "id": f"{query.id}-{number}", "query": query.id,
                    "text": self._words(line.text), "source": line.source,
                }  # fmt: skip

    def corrections(self) -> Iterator[Facts]:
        """Yield our changes to published figures, in the order of the figures."""
        for finding in self.one.findings.values():
            for made in finding.corrections:
                yield {
                    "id": made.id, "figure": finding.id, "field": made.field,
                    "published": made.expect, "corrected": made.value,
                    "reason": self._words(made.reason), "date": str(made.date), "by": made.by,
                }  # fmt: skip

    def terms(self) -> Iterator[Facts]:
        """Yield the official terms."""
        for term in self.library.terms.values():
            yield {
                "id": term.id, "term": self._words(term.term), "short": self._words(term.short),
                "source": term.source,
            }  # fmt: skip

    def _printed(self, *kinds: str) -> Iterator[Finding]:
        """Yield the findings of these kinds that may be printed."""
        for finding in self.one.findings.values():
            if finding.kind in kinds and not finding.withheld:
                yield finding

    def _number(self, finding: Finding) -> Facts:
        """Return what a figure says and rests on."""
        bounds, formula = finding.bounds, finding.derivation
        facts: dict[str, Cell | Words] = {
            "id": finding.id, "name": self._words(finding.name),
            "value": finding.value, "high": finding.high, "qualifier": str(finding.qualifier),
            "unit": finding.unit.id, "unit_name": self._unit_name(finding.unit),
            "words": {tag: s.phrase(finding).text for tag, s in self.settings.items()},
            "rests_on": _ids(finding.rests_on),
        }  # fmt: skip
        if bounds is not None:
            facts |= {
                "lower": _outward(bounds.low, ROUND_FLOOR),
                "lower_end": _end(bounds.low, bounds.low_open),
                "upper": _outward(bounds.high, ROUND_CEILING),
                "upper_end": _end(bounds.high, bounds.high_open),
            }  # fmt: skip
        if finding.observation is None:
            of = ", ".join(finding.rests_on) or "regions"
            facts["formula"] = f"{formula.op if formula else 'count'}({of})"
        return facts

    def _published(self, finding: Finding, row: Observation | None) -> Facts:
        """Return where and when a figure was published, and as what."""
        period, before = finding.period, finding.published
        facts: dict[str, Cell | Words] = {}
        if period is not None:
            first, last = period.first.isoformat(), period.last.isoformat()
            facts = {"period": str(period), "period_start": first, "period_end": last}
        if row is not None:
            facts |= {
                "indicator": row.indicator, "region": row.region, "source": row.source,
                "period_basis": row.period_basis, "break": row.breaks, "paragraph": row.paragraph,
                "as_published": row.as_published, "note": self._words(row.note),
            }  # fmt: skip
        if finding.corrections:
            facts |= {"published_value": before.value, "published_qualifier": str(before.qualifier)}
        return facts

    def _words(self, label: Label | None) -> Words:
        """Return a label in every language, its figures filled in."""
        if label is None:
            return {}
        return {tag: " ".join(s.words(label).split()) for tag, s in self.settings.items()}

    def _unit_name(self, unit: Unit) -> Words:
        """Return a unit's name; that of a count of regions stands in no data."""
        if unit.id in self.library.units:
            return self._words(unit.name)
        return {tag: s.strings("number") for tag, s in self.settings.items()}

    def _written(self, unit: Unit) -> Words:
        """Return how a unit stands beside a number; `{n}` is the number's place, no figure."""
        return {tag: unmarked(unit.written[tag]) for tag in self.settings}

    def _joined(self, queries: Iterable[Query]) -> Words:
        """Return the notes of some queries as one text."""
        listed = tuple(queries)
        return {tag: " ".join(s.words(q.note) for q in listed) for tag, s in self.settings.items()}

    def _number_of(self, source: str) -> int:
        """Return a source's number in the report."""
        return self.one.source_number(source)


def _ids(names: Iterable[str]) -> str:
    """Return ids in one cell."""
    return " ".join(names)


def _outward(end: Decimal | None, rounding: str) -> Decimal | None:
    """Return an end of an interval with as many digits as a program's number holds."""
    return None if end is None else round_to(end, EXACT_DIGITS, rounding)


def _end(end: Decimal | None, is_open: bool) -> str:
    """Return whether an end belongs to its interval, or is none."""
    return "unbounded" if end is None else "open" if is_open else "closed"
