"""Preview: the pages of an edition, kept in memory, and only what a change touches made anew.

The page that somebody looks at is made first, of data that nobody has checked yet. When nothing is
saved for a moment, the other languages follow, and the check of the whole project. What cannot be
made so is checked at once, and made as a draft where only a translation is missing.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.build import Source, source_of
from generator.check.check import checked
from generator.compose.chart_view import drawing_of
from generator.compose.compose import compose, file_name
from generator.compose.report import Link, Medium, Report
from generator.compose.setting import Setting
from generator.draw.chart_files import chart_files
from generator.draw.draw import draw
from generator.problem import ProblemsError, SaidError
from generator.read.layers import templates_of
from generator.read.read import read
from generator.render.paper import paper
from generator.render.render import Renderer
from generator.render.screen import Charts, page
from generator.render.webfonts import font_name, paper_fonts
from generator.typeset.fonts import STYLES, font_files
from generator.typeset.kept import kept
from generator.work.cache import cache_of, caching


@dataclass
class Preview:
    """The pages of one edition as of now, and what stands in the way of newer ones."""

    project: Path
    edition: str | None = None
    languages: tuple[str, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)
    stopped: tuple[str, ...] = ()
    """Why there are no newer pages."""
    found: tuple[str, ...] = ()
    """What the whole check found the last time."""
    pages: int = 0
    """Grows with each change of pages."""
    saved: int = 0
    """Grows with each change of files."""
    source: Source | None = None
    seen: str = ""
    """The language that somebody looked at last: it is made first."""
    known: bool = False
    """Whether `source` is what stands in the files now, but for templates and words."""
    charts: dict[str, Charts] = field(default_factory=dict)
    """The files behind the charts of each language, as of the last check."""
    late: tuple[str, ...] = ()
    """Languages that nobody looks at now, whose pages are older than what was saved last."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def tags(self, source: Source | None = None) -> tuple[str, ...]:
        """Return the languages, the one that was looked at last first."""
        source = source or self.source
        known = source.files.edition.languages if source else ()
        wanted = self.languages or known
        return tuple(sorted(wanted, key=lambda tag: tag != self.seen))

    @property
    def problems(self) -> tuple[str, ...]:
        """Return what is wrong as of now, each thing once."""
        return tuple(dict.fromkeys((*self.stopped, *self.found)))

    def refresh(self, changed: Collection[Path] | None, tell: Callable[[], None]) -> None:
        """Make anew what these files touch (None: everything); `tell` after each step."""
        self.saved += 1
        with self._lock:
            self.known = self.known and changed is not None and not self._touch_data(changed)
            try:
                self._first()
            except Exception as error:
                self.stopped = _told(error)
        tell()

    def _first(self) -> None:
        """Make the page that is looked at; what is wrong is told as the check has it."""
        try:
            source = self._source()
            self._page(self.tags(source)[0], source)
        except Exception:  # whatever comes of data that nobody has checked
            self.charts.clear()
            source = source_of(self.project, self.edition, draft=True)
            self._page(self.tags(source)[0], source)
        # A draft is made anew each time: perhaps the translation is done now.
        self.source, self.known = source, source.state.name != "draft"
        self.stopped, self.late, self.pages = (), self.tags()[1:], self.pages + 1

    def _source(self) -> Source:
        """Return the edition; templates and words need no new look at the data."""
        if self.source is not None and self.known:
            return replace(self.source, templates=templates_of(self.project))
        library, problems = read(self.project)
        if problems:
            raise ProblemsError(problems)
        return source_of(self.project, self.edition, library=library)

    def _page(self, tag: str, source: Source) -> None:
        """Make the page of a language."""
        with caching(cache_of(self.project)):  # charts are kept; a page is another one each time
            report, renderer, setting = self._parts(tag, source)
            if tag not in self.charts:
                self.charts[tag] = chart_files(setting, report.theme)
        html, _ = page(report, renderer, setting, self._beside(source), self.charts[tag])
        self.files[f"{tag}/index.html"] = html.encode()

    def check(self, tell: Callable[[], None]) -> None:
        """Look for what is wrong in all of the project, once its first page is shown."""
        saved, found = self.saved, tuple[str, ...]()
        try:  # without the lock: a save need not wait for it
            checked(self.project)
        except Exception as error:
            found = _told(error)
        if saved == self.saved:  # else it is out of date, and another check is to come
            self.found = found
            tell()
            self._follow(tell)

    def _follow(self, tell: Callable[[], None]) -> None:
        """Make what the first page did not wait for: other languages, and files behind charts."""
        with self._lock:
            if self.stopped:
                return
            shown = dict(self.files)
            self.charts, self.late = {}, self.tags()
        for tag in self.late:
            self._catch_up(tag)
        with self._lock:
            self.pages += self.files != shown
        tell()

    def warm_up(self) -> None:
        """Draw a chart that nobody needs, since the engine takes a second to begin."""
        with self._lock:
            if self.source is None:
                return
            setting, theme = self.source.setting(self.tags()[0]), self.source.theme
            for chart in list(self.source.files.charts.values())[:1]:
                draw(chart.kind, drawing_of(chart, setting, theme), theme)

    def _catch_up(self, tag: str) -> None:
        """Make the page of a language that nobody looked at until now."""
        with self._lock:
            if tag not in self.late or self.source is None:
                return
            self.late = tuple(other for other in self.late if other != tag)
            try:
                self._page(tag, self.source)
            except Exception as error:
                self.stopped = _told(error)

    def _parts(self, tag: str, source: Source) -> tuple[Report, Renderer, Setting]:
        """Return what the page of a language is made of."""
        setting = source.setting(tag)
        links = [
            Link(other, source.language(other).name, f"../{other}/index.html")
            for other in source.files.edition.languages
            if other != tag
        ]
        report = compose(setting, source.theme, links, Medium(True, paper_fonts()))
        templates, project = source.templates, source.project
        return report, Renderer(templates, project, setting.strings, setting.original), setting

    def _beside(self, source: Source) -> set[str]:
        """Return the names of the PDFs, which are made when somebody asks for one."""
        return {file_name(source.files.edition, tag, "pdf", source.state) for tag in self.tags()}

    def _touch_data(self, changed: Collection[Path]) -> bool:
        """Tell whether one of these files is data; the rest are templates, words and colours."""
        data = (self.project / "data").resolve()
        return any(path.resolve().is_relative_to(data) for path in changed)

    def file(self, path: str) -> bytes | None:
        """Return a page or font by its address, or what the last build put there."""
        path = f"{path}index.html" if path.endswith("/") else path
        tag = path.partition("/")[0]
        if path.endswith("index.html") and tag != path:
            self.seen = tag
        if path == f"{tag}/index.html" and tag in self.late:
            self._catch_up(tag)
        if path in self.files:
            return self.files[path]
        for weight, style in STYLES.items():
            if path.endswith(f"-{style}.woff2"):  # whole, since cutting it takes a second
                return self._font(path, tag, weight).read_bytes()
        if path.endswith(".pdf") and self.source:
            tag = path.removesuffix(".pdf").rpartition(".")[2]
            return self.paper(tag) if tag in self.tags() else None
        return self._built(path)

    def _font(self, path: str, tag: str, weight: int) -> Path:
        """Return the font file of a weight: a language's own where its address names it."""
        if self.source is not None and tag in self.tags():
            with suppress(ProblemsError):  # of a theme that was just broken
                typeface = self.source.theme.typeface(self.source.language(tag))
                if font_name(typeface, weight) == Path(path).name:
                    return typeface.files.get(weight, font_files()[weight])
        return font_files()[weight]

    def _built(self, path: str) -> bytes | None:
        """Return a file of the last build: downloads are not made anew at each change."""
        if self.source is None:
            return None
        folder = (self.project / "output" / self.source.files.edition.id).resolve()
        built = (folder / path).resolve()
        return built.read_bytes() if built.is_relative_to(folder) and built.is_file() else None

    def paper(self, tag: str) -> bytes | None:
        """Return the PDF of a language as of now; None where there is none, the reason noted."""
        with self._lock, caching(cache_of(self.project)):
            try:
                return self._typeset(tag, self.source) if self.source else None
            except Exception as error:
                self.stopped = _told(error)
                return None

    def _typeset(self, tag: str, source: Source) -> bytes:
        """Return the PDF of a language."""
        report, renderer, setting = self._parts(tag, source)
        return kept(paper(report, renderer, setting), report.typeface, (), report.pdf)()


def _told(error: BaseException) -> tuple[str, ...]:
    """Return an error as the lines that a user reads."""
    if isinstance(error, ProblemsError):
        return tuple(map(str, error.problems))
    return (str(error) if isinstance(error, SaidError | OSError) else repr(error),)


def seconds_since(moment: float) -> str:
    """Return the time since a moment of the clock that only runs forward, as “0.18 s”."""
    return f"{time.monotonic() - moment:.2f} s"
