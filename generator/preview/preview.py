"""Preview: the pages of an edition, kept in memory, and only what a change touches made anew."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.build import Source, source_of
from generator.compose.compose import compose, file_name
from generator.compose.report import Link, Medium, Report
from generator.compose.setting import Setting
from generator.problem import MachineError, OutputError, ProblemsError, UsageError
from generator.publish.cache import cache_of, caching
from generator.read.layers import templates_of
from generator.render.paper import paper
from generator.render.render import Renderer
from generator.render.screen import page
from generator.render.webfonts import font_name, paper_fonts
from generator.typeset.fonts import STYLES, font_files
from generator.typeset.kept import kept

MISTAKES = (ProblemsError, OutputError, UsageError, MachineError, OSError, ValueError)
"""What a half-written file may bring about; the server lives on."""


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
    version: int = 0
    """Grows with each change of pages or problems."""
    source: Source | None = None
    seen: str = ""
    """The language that somebody looked at last: it is made first."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def tags(self) -> tuple[str, ...]:
        """Return the languages, the one that was looked at last first."""
        known = self.source.files.edition.languages if self.source else ()
        wanted = self.languages or known
        return tuple(sorted(wanted, key=lambda tag: tag != self.seen))

    @property
    def problems(self) -> tuple[str, ...]:
        """Return what is wrong as of now, each thing once."""
        return tuple(dict.fromkeys((*self.stopped, *self.found)))

    def refresh(self, changed: Collection[Path] | None, tell: Callable[[], None]) -> None:
        """Make anew what these files touch (None: everything); `tell` after each step."""
        with self._lock, caching(cache_of(self.project)):
            try:
                for _ in self._steps(changed):
                    tell()
            except MISTAKES as error:
                self.stopped, self.version = _told(error), self.version + 1
                tell()

    def _steps(self, changed: Collection[Path] | None) -> Iterator[None]:
        """Make the pages one by one; templates and words need no new look at the data."""
        if self.source is None or changed is None or self._touch_data(changed):
            self.source, self.found = source_of(self.project, self.edition), ()
        else:
            self.source = replace(self.source, templates=templates_of(self.project))
        for tag in self.tags():
            report, renderer, setting = self._parts(tag, self.source)
            html, _ = page(report, renderer, setting, self._beside(self.source))
            self.files[f"{tag}/index.html"] = html.encode()
            self.stopped, self.version = (), self.version + 1
            yield

    def check(self, tell: Callable[[], None]) -> None:
        """Look for what is wrong in all of the project, once its pages are shown."""
        before = self.problems
        try:
            with self._lock:
                source_of(self.project, self.edition)
            self.found = ()
        except MISTAKES as error:
            self.found = _told(error)
        if self.problems != before:
            self.version += 1
            tell()

    def _parts(self, tag: str, source: Source) -> tuple[Report, Renderer, Setting]:
        """Return what the page of a language is made of."""
        setting = source.setting(tag)
        links = [
            Link(other, source.language(other).name, f"../{other}/index.html")
            for other in source.files.edition.languages
            if other != tag
        ]
        report = compose(setting, source.theme, links, Medium(True, paper_fonts()))
        return report, Renderer(source.templates, source.project, setting.strings), setting

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
            except MISTAKES as error:
                self.stopped, self.version = _told(error), self.version + 1
                return None

    def _typeset(self, tag: str, source: Source) -> bytes:
        """Return the PDF of a language."""
        report, renderer, setting = self._parts(tag, source)
        return kept(paper(report, renderer, setting), report.typeface, (), report.pdf)()


def _told(error: BaseException) -> tuple[str, ...]:
    """Return an error as the lines that a user reads."""
    found = error.problems if isinstance(error, ProblemsError) else (error,)
    return tuple(map(str, found))


def picture(pdf: bytes, number: int) -> bytes | None:
    """Return one page of a PDF as PNG, 96 dpi and a half, or None where there is no such page."""
    import io

    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        if not 0 < number <= len(document):
            return None
        out = io.BytesIO()
        document[number - 1].render(scale=2).to_pil().save(out, "PNG")
        return out.getvalue()


def seconds_since(moment: float) -> str:
    """Return the time since a moment of the clock that only runs forward, as “0.18 s”."""
    return f"{time.monotonic() - moment:.2f} s"
