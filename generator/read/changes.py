"""Changes: the thresholds and signed notes of a project, and what its editions once published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.read.collector import Collector
from generator.read.sheet import read_csv
from generator.records.changes import Changes, PublishedFigure

CHANGES = "changes.yaml"
PUBLISHED = "published.csv"
"""The annex's findings.csv of a published build, kept in the folder of its edition."""
COLUMNS = tuple(PublishedFigure.model_fields)


def read_changes(reader: Collector, data: Path) -> Changes | None:
    """Return the thresholds and notes of a project that has some."""
    located = reader.yaml(data / CHANGES, optional=True)
    return reader.one(Changes, located, located.value, ()) if located else None


def read_published(reader: Collector, folder: Path) -> Iterator[PublishedFigure]:
    """Yield the observations with which an edition was published, where that is kept."""
    path = folder / PUBLISHED
    rows, problems = read_csv(path, reader.project, COLUMNS, None) if path.is_file() else ([], [])
    reader.problems += problems
    for row in rows:
        fields = {name: row.cells[name] for name in COLUMNS}
        if fields["indicator"]:  # what is computed follows from these
            figure = reader.one(PublishedFigure, row.located, fields, ())
            yield from (figure,) if figure else ()
