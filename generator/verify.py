"""Verify: read every figure back from the finished files, and compare it with the data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from generator.annex_reading import read_annex
from generator.build import Source, source_of
from generator.cache import cache_of, caching
from generator.chart_files import chart_files
from generator.chart_readback import read_chart_files
from generator.check import checked
from generator.compose import compose
from generator.problem import OutputError
from generator.readback import Finished, read_page, read_pdf
from generator.reading import Coverage, Fault, Reading, folded, known_of
from generator.render import Renderer
from generator.report import Medium, Report

PAPER = frozenset({"narrow"})
"""What paper does not show: the drawings for a telephone."""


@dataclass(frozen=True)
class Verification:
    """What was found in a finished output folder."""

    folder: Path
    faults: tuple[Fault, ...]
    coverage: tuple[Coverage, ...]


def verify_output(project: Path, output: Path | None) -> Verification:
    """Return the verification of a folder, or of the newest edition's folder."""
    with caching(cache_of(project)):  # it composes the report again, as the build did
        return _verify_output(project, output)


def _verify_output(project: Path, output: Path | None) -> Verification:
    """Return the same, with whatever cache is in use."""
    library = checked(project, draft=True)
    newest = max(library.editions.values(), key=lambda files: files.edition.period.last)
    folder = output or project / "output" / newest.edition.id
    listed = folder / "manifest.json"
    if not listed.is_file():
        raise OutputError(f"{folder} holds no finished report: manifest.json is missing.")
    manifest = json.loads(listed.read_text(encoding="utf-8"))
    edition = str(manifest["edition"])
    if edition not in library.editions:
        raise OutputError(f"{folder} is edition {edition}, which this project does not have.")
    return verify(project, folder, edition, draft=manifest.get("state") == "draft")


def verify(project: Path, output: Path, edition: str, *, draft: bool = False) -> Verification:
    """Return the faults of an output folder, and how far its figures were verified."""
    source = source_of(project, edition, draft=draft)
    files = source.files
    faults, coverage = list(_checksum_faults(output)), list[Coverage]()
    shown = dict[str, set[str]]()
    for tag in files.edition.languages:
        if not (output / tag / "index.html").is_file():
            continue
        setting = source.setting(tag)
        report = compose(setting, source.theme, (), Medium(True, {400: "", 700: ""}))
        report = replace(report, chart_files=chart_files(setting, source.theme))
        pages = _pages(tag, source, report, output)
        for name, finished in pages.items():
            hidden = PAPER if name == report.pdf else frozenset[str]()
            known = known_of(report, hidden, setting.original)
            found = Reading(
                name, finished, known, setting.findings, setting.language, setting.original
            )
            faults += found.faults()
            coverage.append(found.coverage())
            shown[name] = found.ids()
        language = source.language(tag)
        of_charts, charted = read_chart_files(
            output, tag, report.chart_files.values(), setting.findings, language
        )
        faults += of_charts
        coverage += [charted] if report.chart_files else []
        if report.pdf in pages:
            faults += _pdf_faults(report, pages[report.pdf], output)
    found_faults, found_coverage = read_annex(output, source.plain)
    faults, coverage = faults + found_faults, coverage + found_coverage
    everything = set[str]().union(*shown.values())
    for name, ids in shown.items():
        faults += [Fault(name, f"the figure {i} is missing here") for i in sorted(everything - ids)]
    return Verification(output, tuple(faults), tuple(coverage))


def _checksum_faults(output: Path) -> Iterator[Fault]:
    """Yield a fault for each file that is missing or not as it was published."""
    sums = output / "SHA256SUMS"
    if not sums.is_file():
        raise OutputError(f"{output} holds no finished report: SHA256SUMS is missing.")
    for line in sums.read_text(encoding="utf-8").splitlines():
        wanted, _, name = line.partition("  ")
        path = output / name
        if not path.is_file():
            yield Fault(name, "this file is missing")
        elif sha256(path.read_bytes()).hexdigest() != wanted:
            yield Fault(name, "this file was changed after it was published")


def _pages(tag: str, source: Source, report: Report, output: Path) -> dict[str, Finished]:
    """Return the finished HTML pages, and the page that the PDF was set from, made anew."""
    names = (f"{tag}/index.html", report.pdf.removesuffix("pdf") + "html")
    made = [name for name in names if (output / name).is_file()]
    pages = {name: read_page((output / name).read_text(encoding="utf-8")) for name in made}
    if (output / report.pdf).is_file():
        setting = source.setting(tag)
        renderer = Renderer(source.templates, source.project, setting.strings, setting.original)
        pages[report.pdf] = read_page(renderer.page("print.html", report))
    return pages


def _pdf_faults(report: Report, page: Finished, output: Path) -> Iterator[Fault]:
    """Yield a fault for each text that the PDF lacks, and for each number that it has too many."""
    pdf = read_pdf((output / report.pdf).read_bytes())
    listed = (*report.contents, *report.figures, *report.tables)
    numbers = iter([str(pdf.anchors.get(entry.anchor, 0)) for entry in listed])
    said, starts = "", list[tuple[int, str]]()
    for piece in pdf.pieces:
        starts.append((len(said), piece.place))
        said += _bare(piece.text)
    position = 0
    for piece in page.pieces:
        text = _bare(piece.text)
        if piece.tag == "spoken" or not text:
            continue
        found = said.find(text, position)
        where = f"{report.pdf}, {_page_at(starts, position)}"
        if found < 0 or found - position > FAR:
            yield Fault(
                where,
                f"“{folded(piece.text)}” is not there; it says “{said[position : position + 40]}”",
            )
            continue
        between = said[position:found]
        if any(char.isdigit() for char in between) and between != next(numbers, ""):
            yield Fault(where, f"“{between}” holds a number that the page does not have")
        position = found + len(text)


HYPHENS = "-\u00ad\u0002\ufffe"
FAR = 400
"""So many characters at most stand between two texts of a page: repeated table heads."""


def _bare(text: str) -> str:
    """Return text without spaces, and without hyphens: a PDF drops them at the end of a line."""
    return "".join(char for char in text if not char.isspace() and char not in HYPHENS)


def _page_at(starts: Iterable[tuple[int, str]], position: int) -> str:
    """Return the page on which a character stands."""
    return [place for start, place in starts if start <= position][-1]
