"""Check of the words as published: the value that was entered stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.problem import Problem
from generator.records.library import Library
from generator.said import Said
from generator.verify.parse import numbers_in
from generator.word.language import has_language, language_of


def published_problems(library: Library, templates: Path, project: Path) -> Iterator[Problem]:
    """Yield a Problem for each row whose published words hold numbers, but not its value.

    Words without digits ("nine"), and languages whose numbers are not described, are passed over.
    """
    for row in library.observations:
        source, indicator = library.sources.get(row.source), library.indicators.get(row.indicator)
        unit = library.units.get(indicator.unit) if indicator else None
        if source is None or unit is None or not has_language(source.language, templates, project):
            continue
        language = language_of(source.language, templates, project)
        numbers = numbers_in(row.as_published, language, scaled=unit.scaled)
        if numbers and row.value not in numbers:
            what = Said(
                "the value is {value}, the words as published say “{as_published}”.",
                value=row.value,
                as_published=row.as_published,
            )
            fix = Said("Mend the one or the other; a change of ours is a correction.")
            yield Problem(row.place("value"), "value-not-in-words", what, fix)
