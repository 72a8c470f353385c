"""Render: the Report and the templates become HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import CodeType
from typing import TypeVar

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    select_autoescape,
)
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.compose.pages import Chooser, Corrigenda
from generator.compose.report import Medium, Report
from generator.face.facing import Facing
from generator.problem import Place, Problem, ProblemsError, relative
from generator.read.layers import DEFAULT, Layers, layers_of
from generator.render.own_pages import evened, own_pages, with_own_pages
from generator.said import Said
from generator.translate.stand_in import shown
from generator.word.language import Language

TEMPLATE_MISTAKES = (TemplateError, TypeError, ValueError, LookupError, ArithmeticError)

Made = TypeVar("Made")
_MOST = 500
"""So many compiled templates are kept."""
_NO_FIELD = re.compile(r"'(?:\w+\.)*(\w+) object' has no attribute '(\w+)'")
"""What the engine says where the check of templates is not asked first, as in a preview."""


class _Compiled(BytecodeCache):
    """What templates were compiled to in this process, by path: for all languages."""

    def __init__(self) -> None:
        self._code: dict[str, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._code.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        if len(self._code) > _MOST:  # no project has so many: they are those of others
            self._code.clear()
        self._code[bucket.key] = bucket.checksum, bucket.code


_COMPILED = _Compiled()


class Renderer:
    """Renders the default templates, with a project's overrides, in one language."""

    def __init__(
        self, templates: Path, root: Path, strings: Callable[..., object],
        original: Language | None = None, sides: tuple[Renderer, ...] = (),
    ) -> None:  # fmt: skip
        """Set up a sandbox in which a template can read its files and the report, no more.

        `original` is the language that stands in for what is not translated, in a draft; `sides`
        are the renderers of the languages that face each other.
        """
        self.sides = sides
        self.root, self.layers, self.original = root, layers_of(templates, root), original
        refuse_links(templates)
        refuse_links(root / "templates")
        self.environment = ImmutableSandboxedEnvironment(
            loader=loader(self.layers), undefined=StrictUndefined,
            autoescape=select_autoescape(default=True), trim_blocks=True, lstrip_blocks=True,
            bytecode_cache=_COMPILED,
        )  # fmt: skip
        self.environment.globals.clear()
        self.environment.globals["_"] = strings

    def page(self, name: str, report: Report | Chooser | Corrigenda | Facing) -> str:
        """Return one page; a mistake in a template is a Problem."""
        if isinstance(report, Report):
            report = self.whole(report)
        elif isinstance(report, Facing):
            report = self.whole_facing(report)
        html = self._told(lambda: self.environment.get_template(name).render(report=report))
        return html if self.original is None else shown(html, self.original)

    def whole(self, report: Report, medium: Medium | None = None) -> Report:
        """Return a report with the pages that the project adds, if it does not have them yet."""
        names = () if report.pages else own_pages(self.layers)
        return self._told(lambda: with_own_pages(report, names, self.environment, medium))

    def whole_facing(self, report: Facing) -> Facing:
        """Return two reports with the pages that the project adds, each in its own language."""
        reports = zip(self.sides, (report.first, report.second), strict=True)
        first, second = evened(*(own.whole(side, report.medium) for own, side in reports))
        return replace(report, first=first, second=second)

    def _told(self, make: Callable[[], Made]) -> Made:
        """Return what is made of templates; a mistake in one is a Problem."""
        try:
            return make()
        except TEMPLATE_MISTAKES as error:
            problem = self._problem(error)
            if problem is None:
                raise
            raise ProblemsError([problem]) from error

    def _problem(self, error: Exception) -> Problem | None:
        """Return the Problem of an error that a template's line raised, else None: it is ours."""
        path, line = getattr(error, "filename", None), getattr(error, "lineno", None) or 0
        trace = error.__traceback__
        while trace is not None:
            frame = trace.tb_frame
            if any(Path(frame.f_code.co_filename).is_relative_to(f) for f in self.layers.folders):
                path, line = frame.f_code.co_filename, trace.tb_lineno
            trace = trace.tb_next
        if path is None:
            return None
        engine = str(getattr(error, "message", None) or error).rstrip(".")
        what = Said("{engine}.", engine=engine)
        if found := _NO_FIELD.match(engine):
            what = Said("{named} has no field “{attr}”.", named=found[1], attr=found[2])
        if isinstance(error, TemplateNotFound):
            what = Said('there is no template "{name}".', name=error.name)
        return Problem(Place(relative(Path(path), self.root), line or 1), "bad-template", what)


def loader(layers: Layers) -> BaseLoader:
    """Return what finds templates: the first layer wins; “default:…” names what it hides."""
    prefix = DEFAULT.removesuffix(":")
    hidden = PrefixLoader({prefix: FileSystemLoader(layers.default)}, delimiter=":")
    return ChoiceLoader([hidden, FileSystemLoader(layers.folders)])


def refuse_links(templates: Path) -> None:
    """Raise a Problem for each file among the templates that is a link to somewhere else."""
    inside = templates.resolve()
    led_out = [path for path in templates.rglob("*") if not path.resolve().is_relative_to(inside)]
    if led_out:
        what = Said("this file leads out of the templates.")
        fix = Said("Put the file itself there.")
        raise ProblemsError(
            Problem(
                Place(path.relative_to(templates.parent).as_posix()), "outside-project", what, fix
            )
            for path in led_out
        )
