"""Check of one edition: what it names exists, and each of its parts has its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.check.chart import chart_problems
from generator.check.facing import facing_problems
from generator.check.formula import derivation_problems
from generator.check.text import text_problems
from generator.check.uses import Use, figures_of, names_of, unknown, uses
from generator.problem import Place, Problem, did_you_mean
from generator.records.library import EditionFiles, Library
from generator.records.records import Observation
from generator.said import Said
from generator.word.tokens import EDITION_FACTS, VARIANTS

FIXED_PARTS = ("summary", "notes")


def check_edition(files: EditionFiles, library: Library) -> Iterator[Problem]:
    """Yield the Problems of one edition."""
    names = names_of(files, library)
    yield from _ambiguous(files, library)
    yield from derivation_problems(files, library, figures_of(files, library))
    for use in uses(files, library):
        if use.kind != "edition" and use.name not in names[use.kind]:
            yield unknown(use.place, use.kind, use.name, names[use.kind])
        else:
            yield from _variant(use)
    yield from _twice(files)
    yield from _charts(files)
    yield from chart_problems(files, library)
    yield from _texts(files, library)
    yield from facing_problems(files)
    yield from _changes(files)


def _changes(files: EditionFiles) -> Iterator[Problem]:
    """Yield a Problem where the last change is not the one that made this version."""
    edition = files.edition
    if edition.changes and edition.changes[-1].version != edition.version:
        last = edition.changes[-1]
        what = Said(
            "the last change makes version {made}, and the edition is version {version}.",
            made=last.version, version=edition.version,
        )  # fmt: skip
        fix = Said("Add what changed, or correct the version.")
        yield Problem(last.place("version"), "wrong-version", what, fix)


def _ambiguous(files: EditionFiles, library: Library) -> Iterator[Problem]:
    """Yield a Problem for each row whose id another row has in this edition."""
    period, first = files.edition.period, dict[str, Observation]()
    for row in library.observations:
        name = library.id_of(row, period)
        other = first.setdefault(name, row)
        if other.period != row.period:
            what = Said(
                '"{name}" could mean {period} or {period2}: both lie in {period3}.',
                name=name,
                period=other.period,
                period2=row.period,
                period3=period,
            )
            yield Problem(row.place("period"), "ambiguous-figure", what, Said("Keep one of them."))


def _variant(use: Use) -> Iterator[Problem]:
    """Yield the Problem of a token's form that does not exist."""
    if use.kind == "edition" and use.name not in EDITION_FACTS:
        fix = did_you_mean(use.name, EDITION_FACTS) or Said(
            "Known: {known}.", known=", ".join(EDITION_FACTS)
        )
        yield Problem(
            use.place, "unknown-variant", Said('an edition has no "{name}".', name=use.name), fix
        )
    if use.kind == "figure" and use.variant not in VARIANTS:
        fix = did_you_mean(use.variant, VARIANTS)
        fix = fix or Said("Known: {known}.", known=", ".join(filter(None, VARIANTS)))
        what = Said('"{variant}" is not a form of a figure.', variant=use.variant)
        yield Problem(use.place, "unknown-variant", what, fix)


def _twice(files: EditionFiles) -> Iterator[Problem]:
    """Yield the Problems of chapters and refusals with one id, and of what is shown twice."""
    edition = files.edition
    for records in (edition.chapters, edition.refusals):
        count = Counter(record.id for record in records)
        for record in {record.id: record for record in records}.values():
            if count[record.id] > 1 or (record.id in FIXED_PARTS and records is edition.chapters):
                what = Said('the id "{id}" is used twice.', id=record.id)
                yield Problem(record.place("id"), "duplicate-id", what, Said("Choose another."))
    shown: set[tuple[str, str]] = set()
    lists = [(c, kind) for c in edition.chapters for kind in ("charts", "cases", "refused")]
    for owner, kind in [*lists, *((case, "charts") for case in files.cases.values())]:
        for i, name in enumerate(getattr(owner, kind)):
            if (kind, name) in shown:
                what = Said('"{name}" is shown twice.', name=name)
                yield Problem(owner.place(kind, i), "shown-twice", what, Said("Keep one of them."))
            shown.add((kind, name))


def _charts(files: EditionFiles) -> Iterator[Problem]:
    """Yield the Problems of what the kinds of charts ask for."""
    for chart in files.charts.values():
        if chart.kind == "squares" and (chart.unit_square or 0) < 1:
            what = Said("a chart of squares says what one square stands for.")
            yield Problem(
                chart.place("kind"), "no-unit-square", what, Said('Add "unit_square: 1000".')
            )
        if chart.kind == "squares" and len(chart.figures) != 1:
            what = Said("squares show one figure, here are {figures}.", figures=len(chart.figures))
            yield Problem(chart.place("figures"), "wrong-count", what)
        if len(chart.labels) > len(chart.figures):
            what = Said(
                "{labels} labels are more than the figures are ({figures}).",
                labels=len(chart.labels),
                figures=len(chart.figures),
            )
            yield Problem(chart.place("labels"), "wrong-count", what)


def parts(files: EditionFiles) -> list[str]:
    """Return the names of the texts that an edition must have."""
    chapters = [chapter.id for chapter in files.edition.chapters]
    return [*FIXED_PARTS, *chapters, *(f"case-{case}" for case in files.cases)]


def _texts(files: EditionFiles, library: Library) -> Iterator[Problem]:
    """Yield the Problems of the Markdown files: missing, belonging to nothing, no headline."""
    expected, cases = parts(files), files.ids.get("Case", frozenset())
    first = files.edition.languages[0]
    for part in expected:
        if (part, first) not in files.texts:
            where = Place(f"{files.folder}/text/{part}.{first}.md")
            yield Problem(where, "missing-text", Said("this text is missing."), Said("Write it."))
    for (part, language), text in files.texts.items():
        used = part in expected or (part.startswith("case-") and part[5:] in cases)
        if not used or language not in files.edition.languages:
            what = Said(
                'no chapter, case or language of the edition uses "{part}.{language}.md".',
                part=part,
                language=language,
            )
            yield Problem(text.place(0), "unused-text", what, did_you_mean(part, expected))
        elif not text.content.startswith("# "):
            what = Said("the first line is not a headline.")
            yield Problem(text.place(0), "no-headline", what, Said("Begin with “# ”."))
        yield from text_problems(text)
