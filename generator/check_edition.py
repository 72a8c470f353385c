"""Check of one edition: its figures, charts, cases and texts name only what exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from generator.check_formula import derivation_problems
from generator.library import EditionFiles, Library, Text
from generator.problem import Place, Problem, did_you_mean
from generator.records import Label, Record
from generator.tokens import EDITION_FACTS, VARIANTS, Token, tokens

FIXED_PARTS = ("summary", "notes")


@dataclass(frozen=True)
class _Names:
    """The ids that an edition may use."""

    figures: frozenset[str]
    charts: frozenset[str]
    cases: frozenset[str]
    queries: frozenset[str]
    refusals: frozenset[str]
    sources: frozenset[str]
    regions: frozenset[str]


def check_edition(files: EditionFiles, library: Library) -> Iterator[Problem]:
    """Yield the Problems of one edition."""
    names = _names(files, library)
    yield from derivation_problems(files, library)
    yield from _chapters(files, names)
    yield from _edition(files, names)
    for chart in files.charts.values():
        yield from _all(chart, ("figures",), chart.figures, names.figures, "figure")
        yield from _all(chart, ("steps",), chart.steps, names.figures, "figure")
        if chart.kind == "squares" and not chart.unit_square:
            what = "a chart of squares says what one square stands for."
            yield Problem(chart.place("kind"), "no-unit-square", what, 'Add "unit_square: 1000".')
    for case in files.cases.values():
        yield from _all(case, ("figures",), case.figures, names.figures, "figure")
        yield from _all(case, ("charts",), case.charts, names.charts, "chart")
        yield from _all(case, ("queries",), case.queries, names.queries, "query")
        yield from _all(case, ("region",), [case.region], names.regions, "region")
        yield from _all(case, ("source",), [case.source], names.sources, "source")
    yield from _texts(files, names)
    yield from _label_tokens(files, library, names)


def _names(files: EditionFiles, library: Library) -> _Names:
    """Return the ids that the edition may use."""
    tests = {test.id for query in library.queries.values() for test in query.tests}
    figures = {*library.ids_in(files.edition.period), *files.derived, *tests}
    return _Names(
        frozenset(figures), frozenset(files.charts) | library.ids.get("Chart", frozenset()),
        frozenset(files.cases), library.ids.get("Query", frozenset()),
        frozenset(refusal.id for refusal in files.edition.refusals),
        library.ids.get("Source", frozenset()), library.ids.get("Region", frozenset()),
    )  # fmt: skip


def _all(
    record: Record, loc: tuple[str | int, ...], used: Iterable[str], known: Iterable[str], kind: str
) -> Iterator[Problem]:
    """Yield a Problem for each used id that is not known."""
    single = not isinstance(getattr(record, str(loc[-1]), ()), tuple) and len(loc) == 1
    for i, name in enumerate(used):
        if name not in known:
            place = record.place(*loc) if single else record.place(*loc, i)
            what = f'there is no {kind} "{name}".'
            yield Problem(place, f"unknown-{kind}", what, did_you_mean(name, known))


def _chapters(files: EditionFiles, names: _Names) -> Iterator[Problem]:
    """Yield the Problems of the chapters' lists."""
    for i, chapter in enumerate(files.edition.chapters):
        for field, known, kind in (
            ("cards", names.figures, "figure"), ("rows", names.figures, "figure"),
            ("charts", names.charts, "chart"), ("cases", names.cases, "case"),
            ("refused", names.refusals, "refusal"),
        ):  # fmt: skip
            used = getattr(chapter, field)
            yield from _all(files.edition, ("chapters", i, field), used, known, kind)


def _edition(files: EditionFiles, names: _Names) -> Iterator[Problem]:
    """Yield the Problems of what the edition itself names."""
    edition = files.edition
    yield from _all(edition, ("country",), [edition.country], names.regions, "region")
    yield from _all(edition, ("reports",), [edition.reports], names.sources, "source")
    yield from _all(edition, ("key_figure",), [edition.key_figure], names.figures, "figure")
    yield from _all(edition, ("key_figures",), edition.key_figures, names.figures, "figure")
    if edition.key_chart is not None:
        yield from _all(edition, ("key_chart",), [edition.key_chart], names.charts, "chart")
    if edition.region_list is not None and edition.region_list.figure not in names.figures:
        name = edition.region_list.figure
        what, fix = f'there is no figure "{name}".', did_you_mean(name, names.figures)
        yield Problem(edition.place("region_list", "figure"), "unknown-figure", what, fix)
    for i, refusal in enumerate(edition.refusals):
        for side in ("left", "right"):
            loc = ("refusals", i, side)
            if getattr(refusal, side) not in names.figures:
                name = getattr(refusal, side)
                fix = did_you_mean(name, names.figures)
                what = f'there is no figure "{name}".'
                yield Problem(edition.place(*loc), "unknown-figure", what, fix)


def parts(files: EditionFiles) -> list[str]:
    """Return the names of the texts that an edition must have."""
    chapters = [chapter.id for chapter in files.edition.chapters]
    return [*FIXED_PARTS, *chapters, *(f"case-{case}" for case in files.cases)]


def _texts(files: EditionFiles, names: _Names) -> Iterator[Problem]:
    """Yield the Problems of the Markdown files: missing, belonging to nothing, wrong tokens."""
    expected = parts(files)
    for part in expected:
        for language in files.edition.languages:
            if (part, language) not in files.texts:
                where = Place(f"{files.folder}/text/{part}.{language}.md")
                yield Problem(where, "missing-text", "this text is missing.", "Write it.")
    for (part, language), text in files.texts.items():
        if part not in expected or language not in files.edition.languages:
            what = f'no chapter, case or language of the edition uses "{part}.{language}.md".'
            yield Problem(text.place(0), "unused-text", what, did_you_mean(part, expected))
        elif not text.content.startswith("# "):
            what = "the first line is not a headline."
            yield Problem(text.place(0), "no-headline", what, "Begin with “# ”.")
        yield from _tokens(text, names)


def _tokens(text: Text, names: _Names) -> Iterator[Problem]:
    """Yield the Problems of the tokens of a text file."""
    for token in tokens(text.content):
        problem = _token(token, names)
        if problem:
            yield Problem(text.place(token.offset), *problem)


def _token(token: Token, names: _Names) -> tuple[str, str, str] | None:
    """Return (code, what, fix) for a token that means nothing."""
    name, variant = token.name, token.variant
    if token.kind == "figure" and name not in names.figures:
        return "unknown-figure", f'there is no figure "{name}".', did_you_mean(name, names.figures)
    if token.kind == "source" and variant not in names.sources:
        what = f'there is no source "{variant}".'
        return "unknown-source", what, did_you_mean(variant, names.sources)
    known = {"edition": EDITION_FACTS, "figure": VARIANTS}.get(token.kind, (variant,))
    if variant not in known:
        fix = did_you_mean(variant, known) or f"Known: {', '.join(filter(None, known))}."
        return "unknown-variant", f'"{variant}" is not a form of a figure.', fix
    return None


def _label_tokens(files: EditionFiles, library: Library, names: _Names) -> Iterator[Problem]:
    """Yield the Problems of tokens in labels: of the edition, its charts and the queries."""
    records: list[Record] = [files.edition, *files.charts.values(), *files.cases.values()]
    records += [*library.queries.values()]
    for record in records:
        for loc, text in _label_texts(record, ()):
            for token in tokens(text):
                problem = _token(token, names)
                if problem:
                    yield Problem(record.place(*loc), *problem)


def _label_texts(
    value: object, loc: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield (loc, text) of all words of all labels inside a value."""
    if isinstance(value, Label):
        yield from (((*loc, tag), text) for tag, text in value.texts.items())
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _label_texts(getattr(value, name), (*loc, name))
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from _label_texts(item, (*loc, i))
