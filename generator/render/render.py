"""Render: the Report and the templates become HTML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    select_autoescape,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.compose.report import Chooser, Report
from generator.face.facing import Facing
from generator.problem import Place, Problem, ProblemsError, relative
from generator.said import Said
from generator.translate.stand_in import shown
from generator.word.language import Language

TEMPLATE_MISTAKES = (TemplateError, TypeError, ValueError, LookupError, ArithmeticError)


class Renderer:
    """Renders the templates of one folder in one language."""

    def __init__(
        self, templates: Path, root: Path, strings: Callable[..., object],
        original: Language | None = None,
    ) -> None:  # fmt: skip
        """Set up a sandbox in which a template can read its files and the report, no more.

        `original` is the language that stands in for what is not translated, in a draft.
        """
        self.root, self.templates, self.original = root, templates, original
        refuse_links(templates)
        self.environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(templates), undefined=StrictUndefined,
            autoescape=select_autoescape(default=True), trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        self.environment.globals.clear()
        self.environment.globals["_"] = strings

    def page(self, name: str, report: Report | Chooser | Facing) -> str:
        """Return one page; a mistake in a template is a Problem."""
        try:
            html = self.environment.get_template(name).render(report=report)
        except TEMPLATE_MISTAKES as error:
            problem = self._problem(error)
            if problem is None:
                raise
            raise ProblemsError([problem]) from error
        return html if self.original is None else shown(html, self.original)

    def _problem(self, error: Exception) -> Problem | None:
        """Return the Problem of an error that a template's line raised, else None: it is ours."""
        path, line = getattr(error, "filename", None), getattr(error, "lineno", None) or 0
        trace = error.__traceback__
        while trace is not None:
            frame = trace.tb_frame
            if Path(frame.f_code.co_filename).is_relative_to(self.templates):
                path, line = frame.f_code.co_filename, trace.tb_lineno
            trace = trace.tb_next
        if path is None:
            return None
        engine = str(getattr(error, "message", None) or error).rstrip(".")
        what = Said("{engine}.", engine=engine)
        if isinstance(error, TemplateNotFound):
            what = Said('there is no template "{name}".', name=error.name)
        return Problem(Place(relative(Path(path), self.root), line or 1), "bad-template", what)


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
