"""Verify: read every figure back from the finished files, and compare it with the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.build import Source, source_of
from generator.check.check import checked
from generator.compose.compose import compose
from generator.compose.report import Medium, Report
from generator.compose.setting import Setting
from generator.draw.chart_files import chart_files
from generator.draw.figure import ChartFile
from generator.face.bilingual import PAGE, facing_of, facing_renderer
from generator.face.facing import Facing, facing_tags
from generator.problem import OutputError
from generator.records.library import Library
from generator.render.corrigenda import NAME as CORRIGENDA
from generator.render.corrigenda import corrigenda_of
from generator.render.render import Renderer
from generator.said import Said
from generator.verify.annex_reading import read_annex
from generator.verify.chart_readback import read_chart_files
from generator.verify.known import Known, folded, known_of, known_of_facing
from generator.verify.listing import listing_faults, listing_of
from generator.verify.readback import Finished, read_page, read_pdf
from generator.verify.reading import Coverage, Fault, Reading
from generator.work.cache import cache_of, caching

PAPER, SCREEN = frozenset({"svg", "narrow"}), frozenset({"pieces"})
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
    folder = output or newest_output(project, library)
    listing = listing_of(folder)
    edition = listing.edition
    if edition not in library.editions:
        raise OutputError(
            Said(
                "{folder} is edition {edition}, which this project does not have.",
                folder=folder,
                edition=edition,
            )
        )
    return verify(project, folder, edition, draft=listing.draft, final=listing.state == "final")


def newest_output(project: Path, library: Library) -> Path:
    """Return the folder in which the newest edition lies once it is built."""
    newest = max(library.editions.values(), key=lambda files: files.edition.period.last)
    return project / "output" / newest.edition.id


def verify(
    project: Path, output: Path, edition: str, *, draft: bool = False, final: bool = False
) -> Verification:
    """Return the faults of an output folder, and how far its figures were verified."""
    source = source_of(project, edition, draft=draft, final=final)
    faults, coverage = list(listing_faults(output)), list[Coverage]()
    shown = dict[str, set[str]]()
    charts = {tag: chart_files(source.setting(tag), source.theme) for tag in _built(output, source)}
    for found, report in _readings(source, output, charts):
        faults += found.faults()
        coverage.append(found.coverage())
        shown[found.name] = found.ids()
        if found.name == report.pdf:
            faults += _pdf_faults(report, found.finished, output)
    faults += _corrigenda_faults(output, source)
    for tag, drawn in charts.items():
        language, wanted = source.language(tag), drawn.values()
        of_charts, charted = read_chart_files(output, tag, wanted, source.findings, language)
        faults += of_charts
        coverage += [charted] if drawn else []
    found_faults, found_coverage = read_annex(output, source.plain)
    faults, coverage = faults + found_faults, coverage + found_coverage
    everything = set[str]().union(*shown.values())
    for name, ids in shown.items():
        faults += [
            Fault(name, Said("the figure {i} is missing here", i=i))
            for i in sorted(everything - ids)
        ]
    return Verification(output, tuple(faults), tuple(coverage))


def _built(output: Path, source: Source) -> list[str]:
    """Return the languages of the pages that are there."""
    tags = source.files.edition.languages
    return [tag for tag in tags if (output / tag / "index.html").is_file()]


def _readings(
    source: Source, output: Path, charts: Mapping[str, Mapping[str, tuple[ChartFile, ...]]]
) -> Iterator[tuple[Reading, Report | Facing]]:
    """Yield each finished page, and the page of each PDF made anew, with the report behind it."""
    edition, medium = source.files.edition, Medium(True, {400: "", 700: ""})
    tags = _built(output, source)
    faced = facing_tags(edition) if (output / PAGE).is_file() else ()
    settings = {tag: source.setting(tag) for tag in dict.fromkeys((*tags, *faced))}
    reports = {tag: compose(each, source.theme, (), medium) for tag, each in settings.items()}
    for tag in tags:
        renderer = _renderer(source, settings[tag])
        report = renderer.whole(replace(reports[tag], chart_files=charts[tag]))
        for name, finished in _pages(f"{tag}/index.html", report, renderer, "print.html", output):
            hidden = PAPER if name == report.pdf else SCREEN
            known = known_of(report, hidden, settings[tag].original)
            yield _reading(name, finished, known, [settings[tag], *settings.values()]), report
    if faced:
        sides = [settings[tag] for tag in faced]
        renderer = facing_renderer(source, sides)
        parts = [(settings[tag], reports[tag]) for tag in faced]
        both = renderer.whole_facing(facing_of(source, parts, (), medium))
        for name, finished in _pages(PAGE, both, renderer, "facing/print.html", output):
            known = known_of_facing(both, sides[0].original, paper=name == both.pdf)
            yield _reading(name, finished, known, sides, facing=True), both


def _corrigenda_faults(output: Path, source: Source) -> Iterator[Fault]:
    """Yield what is wrong in the pages that say what a version has changed; notes are elsewhere."""
    for tag in _built(output, source):
        name, setting = f"{tag}/{CORRIGENDA}", source.setting(tag)
        if (output / name).is_file():
            finished = read_page((output / name).read_text(encoding="utf-8"))
            known = known_of(corrigenda_of(source.theme, setting), original=setting.original)
            yield from _reading(name, finished, known, [setting]).numbers()


def _reading(
    name: str, finished: Finished, known: Known, settings: Sequence[Setting], *,
    facing: bool = False,
) -> Reading:  # fmt: skip
    """Return a page beside what it must agree with; the first setting is that of its language."""
    main, languages = settings[0], {each.language.tag: each.language for each in settings}
    for each in settings if facing else (main,):
        known = known.named_by(each.strings)
    return Reading(name, finished, known, main.findings, languages, facing, main.original)


def _renderer(source: Source, setting: Setting) -> Renderer:
    """Return the renderer of one language's page."""
    return Renderer(source.templates, source.project, setting.strings, setting.original)


def _pages(
    name: str, report: Report | Facing, renderer: Renderer, template: str, output: Path
) -> Iterator[tuple[str, Finished]]:
    """Yield the finished HTML pages, and the page that the PDF was set from, made anew."""
    for page in (name, report.pdf.removesuffix("pdf") + "html"):
        if (output / page).is_file():
            yield page, read_page((output / page).read_text(encoding="utf-8"))
    if (output / report.pdf).is_file():
        yield report.pdf, read_page(renderer.page(template, report))


def _pdf_faults(report: Report | Facing, page: Finished, output: Path) -> Iterator[Fault]:
    """Yield a fault for each text that the PDF lacks, has too many, or has in another order."""
    pdf = read_pdf((output / report.pdf).read_bytes())
    listed = (*report.contents, *report.figures, *report.tables)
    numbers = iter([str(pdf.anchors.get(entry.anchor, 0)) for entry in listed])
    number = next(numbers, "")
    said, starts = "", list[tuple[int, str]]()
    for piece in pdf.pieces:
        starts.append((len(said), piece.place))
        said += _bare(piece.text)
    position = 0
    for piece in page.pieces:
        text = _bare(piece.text)
        if piece.tag == "spoken" or not text:
            continue
        if number and said.startswith(number + text, position):  # of a page, in the contents
            position, number = position + len(number), next(numbers, "")
        found = said.find(text, position)
        where = f"{report.pdf}, {_page_at(starts, position)}"
        if found < 0 or found - position > FAR:
            yield Fault(
                where,
                Said(
                    "“{folded}” is not there; it says “{said}”",
                    folded=folded(piece.text),
                    said=said[position : position + 40],
                ),
            )
            continue
        between = said[position:found]
        if between and between != number:
            yield Fault(
                where, Said("“{between}” stands there, and not on the page", between=between)
            )
        number = next(numbers, "") if between else number
        position = found + len(text)


HYPHENS = "-\u00ad\u0002\ufffe"
FAR = 8
"""So many characters at most stand between two texts of a page: a page's number."""


def _bare(text: str) -> str:
    """Return text without spaces, and without hyphens: a PDF drops them at the end of a line."""
    return "".join(char for char in text if not char.isspace() and char not in HYPHENS)


def _page_at(starts: Iterable[tuple[int, str]], position: int) -> str:
    """Return the page on which a character stands."""
    return [place for start, place in starts if start <= position][-1]
