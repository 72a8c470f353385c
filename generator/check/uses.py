"""Uses: every place where an edition names something, and the ids that it may name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from generator.problem import Place, Problem, did_you_mean
from generator.records.edition import Case, Chart, Edition
from generator.records.library import EditionFiles, Everything, Library
from generator.records.records import Label, Record
from generator.records.unit import Counted
from generator.said import Said
from generator.word.tokens import Token, tokens

KINDS = {
    "source": Said("source"), "unit": Said("unit"), "indicator": Said("indicator"),
    "region": Said("region"), "region group": Said("region group"), "rule": Said("rule"),
    "figure": Said("figure"), "chart": Said("chart"), "case": Said("case"),
    "refusal": Said("refusal"), "query": Said("query"), "observation": Said("observation"),
}  # fmt: skip
FILES = {
    "source": "sources.yaml", "unit": "units.yaml", "indicator": "indicators.yaml",
    "region": "regions.yaml", "region group": "regions.yaml", "rule": "rules.yaml",
}  # fmt: skip


@dataclass(frozen=True)
class Use:
    """One place that names a figure, chart, case, query, refusal, source or region."""

    place: Place
    kind: str
    name: str
    variant: str = ""
    """How a token wants the figure written."""


@dataclass(frozen=True)
class Figures(Iterable[str]):
    """The figures of an edition, and what tells that there may be more: one mistake, told once."""

    names: frozenset[str]
    lost: frozenset[str]
    """Indicators of which a row was refused."""
    unread: bool
    """Whether a file of formulas or indicators could not be read."""

    def __iter__(self) -> Iterator[str]:
        """Yield the known ids."""
        return iter(self.names)

    def __contains__(self, name: object) -> bool:
        """Tell whether the id is known, or may belong to what was refused."""
        return self.unread or name in self.names or str(name).partition("@")[0] in self.lost


def figures_of(files: EditionFiles, library: Library) -> Figures:
    """Return the figures that an edition may name."""
    ids, own = library.ids, files.ids
    tests = {test.id for query in library.queries.values() for test in query.tests}
    observed = library.ids_in(files.edition.period)
    named = {*observed, *observed.aliases, *own.get("Derivation", ()), *tests, *ids.get("Test", ())}
    kinds = (own.get("Derivation"), ids.get("Query"), ids.get("Indicator"))
    unread = any(isinstance(known, Everything) for known in kinds)
    return Figures(frozenset(named), frozenset(lost_indicators(library)), unread)


def names_of(files: EditionFiles, library: Library) -> Mapping[str, Collection[str] | Figures]:
    """Return the ids that an edition may name, by kind."""
    ids, own = library.ids, files.ids
    return {
        "figure": figures_of(files, library),
        "chart": own.get("Chart", frozenset()),
        "case": own.get("Case", frozenset()),
        "refusal": {refusal.id for refusal in files.edition.refusals},
        "query": ids.get("Query", frozenset()),
        "source": ids.get("Source", frozenset()),
        "region": ids.get("Region", frozenset()),
    }


def lost_indicators(library: Library) -> set[str]:
    """Return the indicators of which a row was refused, or names what does not exist."""
    known, regions = (library.ids.get(kind, frozenset()) for kind in ("Indicator", "Region"))
    refused = library.ids.get("Observation", frozenset())
    lost = set(known) if isinstance(refused, Everything) else set(refused)
    lost |= {row.indicator for row in library.observations if row.region not in ("", *regions)}
    if any(row.indicator not in known for row in library.observations):
        lost |= set(known) - {row.indicator for row in library.observations}
    return lost


def unknown(place: Place, kind: str, name: str, known: Iterable[str]) -> Problem:
    """Return the Problem of an id that nothing has."""
    parts = {"kind": KINDS[kind], "name": name, "where": FILES.get(kind)}
    what = Said('there is no {kind} "{name}".', **parts)
    if kind in FILES:
        what = Said('{kind} "{name}" is not in {where}.', **parts)
    return Problem(place, f"unknown-{kind.replace(' ', '-')}", what, did_you_mean(name, known))


def uses(files: EditionFiles, library: Library) -> Iterator[Use]:
    """Yield everything that an edition names: in its lists, its texts and its labels."""
    yield from own_uses(files)
    for record in labelled(files, library):
        for loc, _, words in label_texts(record):
            for token in tokens(words):
                yield from _of_token(token, record.spot(loc, words, token.offset))


def own_uses(files: EditionFiles) -> Iterator[Use]:
    """Yield what an edition names in its own lists and texts."""
    yield from _of_edition(files.edition)
    for chart in files.charts.values():
        yield from _of_chart(chart)
    for case in files.cases.values():
        yield from _of_case(case)
    for text in files.texts.values():
        for token in tokens(text.content):
            yield from _of_token(token, text.place(token.offset))


def _of_edition(edition: Edition) -> Iterator[Use]:
    """Yield what the edition itself names."""
    yield Use(edition.place("country"), "region", edition.country)
    if edition.reports is not None:
        yield Use(edition.place("reports"), "source", edition.reports)
    yield Use(edition.place("key_figure"), "figure", edition.key_figure)
    yield from _listed(edition, "figure", "key_figures")
    if edition.key_chart is not None:
        yield Use(edition.place("key_chart"), "chart", edition.key_chart)
    if edition.region_list is not None:
        yield Use(edition.region_list.place("figure"), "figure", edition.region_list.figure)
    for refusal in edition.refusals:
        yield Use(refusal.place("left"), "figure", refusal.left)
        yield Use(refusal.place("right"), "figure", refusal.right)
    for chapter in edition.chapters:
        yield from _listed(chapter, "figure", "cards", "rows")
        yield from _listed(chapter, "chart", "charts")
        yield from _listed(chapter, "case", "cases")
        yield from _listed(chapter, "refusal", "refused")
        yield from _listed(chapter, "query", "queries")


def _of_chart(chart: Chart) -> Iterator[Use]:
    """Yield what a chart names."""
    yield from _listed(chart, "figure", "figures", "steps")


def _of_case(case: Case) -> Iterator[Use]:
    """Yield what a case names."""
    yield from _listed(case, "figure", "figures")
    yield from _listed(case, "chart", "charts")
    yield from _listed(case, "query", "queries")
    yield Use(case.place("region"), "region", case.region)
    yield Use(case.place("source"), "source", case.source)


def _listed(record: Record, kind: str, *fields: str) -> Iterator[Use]:
    """Yield what lists of ids in a record name."""
    for name in fields:
        for i, item in enumerate(getattr(record, name)):
            yield Use(record.place(name, i), kind, item)


def _of_token(token: Token, place: Place) -> Iterator[Use]:
    """Yield what a token names."""
    if token.kind == "figure":
        yield Use(place, "figure", token.name, token.variant)
    elif token.kind == "source":
        yield Use(place, "source", token.variant)
    elif token.kind == "quote":
        yield Use(place, "source", token.name)
    elif token.kind == "edition":
        yield Use(place, "edition", token.variant)


def labelled(files: EditionFiles, library: Library) -> Iterator[Record]:
    """Yield the records whose labels an edition may print, but for what units write."""
    yield from (files.edition, *files.charts.values(), *files.cases.values())
    yield from (*files.derived.values(), *library.indicators.values(), *library.sources.values())
    yield from (*library.queries.values(), *library.terms.values(), *library.observations)
    yield from (*library.rules.values(), *library.corrections.values())
    yield from (*library.regions.values(), *library.groups.values())
    yield from (unit.name for unit in library.units.values())


def label_texts(
    value: object, loc: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Yield (loc, language, text) of all words of all labels inside a value."""
    if isinstance(value, Counted):
        yield from (((*loc, *key), key[0], text) for key, text in value.forms())
    elif isinstance(value, Label):
        yield from (((*loc, tag), tag, text) for tag, text in value.texts.items())
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from label_texts(getattr(value, name), (*loc, name))
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from label_texts(item, (*loc, i))
