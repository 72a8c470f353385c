"""Template files: the templates that a build can reach, parsed, each by the name that finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from generator.problem import Place, Problem, relative
from generator.read.located import read_text
from generator.said import Said


@dataclass(frozen=True)
class TemplateFile:
    """One template: the name that finds it, its path in the project, its text and its tree."""

    name: str
    path: str
    text: str
    tree: nodes.Template

    def place(self, line: int, word: str = "") -> Place:
        """Return the place of a word at or soon after a line; the engine knows lines only."""
        lines = self.text.split("\n")
        for at in range(line - 1, min(line + 5, len(lines))):
            found = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", lines[at]) if word else None
            if found:
                return Place(self.path, at + 1, found.start() + 1)
        return Place(self.path, line, 1)

    @property
    def blocks(self) -> Mapping[str, nodes.Block]:
        """Return the blocks of this file by name."""
        return {block.name: block for block in self.tree.find_all(nodes.Block)}

    @property
    def parent(self) -> str:
        """Return the name of the template that this one extends, or nothing."""
        extends = self.tree.find(nodes.Extends)
        named = extends.template if extends else None
        return str(named.value) if isinstance(named, nodes.Const) else ""


def template_files(
    folder: Path, project: Path, environment: Environment
) -> tuple[dict[str, TemplateFile], list[Problem]]:
    """Return the templates below a folder by name, and a Problem for each that is not one."""
    found, problems = dict[str, TemplateFile](), list[Problem]()
    for path in _templates(folder):
        name, where = path.relative_to(folder).as_posix(), relative(path, project)
        text = read_text(path, project)
        if isinstance(text, Problem):
            problems.append(text)
            continue
        try:
            found[name] = TemplateFile(name, where, text, environment.parse(text, name))
        except TemplateSyntaxError as error:
            what = Said("{engine}.", engine=str(error.message or error).rstrip("."))
            problems.append(Problem(Place(where, error.lineno), "bad-template", what))
    return found, problems


def _templates(folder: Path) -> Iterator[Path]:
    """Yield all templates, in the order of their names."""
    yield from sorted(path for kind in ("*.html", "*.css", "*.js") for path in folder.rglob(kind))
