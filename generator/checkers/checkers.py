"""Checkers: all that looks at an output folder, our own checks and programs by others, in order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.checkers import papers, screens
from generator.checkers.checker import Checker, Outcome
from generator.checkers.data import frictionless
from generator.checkers.html import axe, nu
from generator.checkers.pdf import page_validation, qpdf, verapdf
from generator.progress import Progress
from generator.said import Said

OWN = (
    Checker("fonts and glyphs", ".pdf", papers.fonts),
    Checker("alternatives and headings", ".pdf", papers.structure),
    Checker("links", ".pdf", papers.links),
    Checker("links", ".html", screens.links),
    Checker("headings", ".html", screens.headings),
    Checker("alternative texts", ".html", screens.alternatives),
    Checker("contrast", ".html", screens.contrast),
    Checker("first view", ".html", screens.first_view),
    Checker("linked data", ".html", screens.linked_data),
)
"""Checks that need nothing but this package."""
CHECKERS = (
    *OWN,
    Checker("page-validation", ".pdf", page_validation),
    Checker("qpdf", ".pdf", qpdf),
    Checker("veraPDF", ".pdf", verapdf, optional=True),
    Checker("Nu HTML checker", ".html", nu),
    Checker("axe-core", ".html", axe),
    Checker("Frictionless", "datapackage.json", frictionless),
)


def check_all(output: Path, checkers: Sequence[Checker] = CHECKERS) -> list[Outcome]:
    """Return what each checker says of each file that it can read."""
    paths = sorted(path for path in output.rglob("*") if path.is_file())
    files = [path.relative_to(output).as_posix() for path in paths]
    found = []
    with Progress(len(checkers)) as progress:
        for checker in checkers:
            progress.step(Said.verbatim(checker.name))
            found += checker.outcomes(output, files)
    return found
