"""Template files: the templates that a build can reach, parsed, each by the name that finds it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from generator.problem import Place, Problem, relative
from generator.read.layers import DEFAULT, Layers, reading_root
from generator.read.located import read_text
from generator.said import Said

KINDS = (".html", ".css", ".js")
"""How the names of templates end."""


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
    layers: Layers, environment: Environment
) -> tuple[dict[str, TemplateFile], list[Problem]]:
    """Return the templates of all layers by name, and a Problem for each that is not one.

    A default template that an override hides is there by its longer name: `default:chapter.html`.
    """
    found, problems = dict[str, TemplateFile](), list[Problem]()
    for folder in reversed(layers.folders):
        for name, path in layers.files(folder):
            if path.suffix not in KINDS:
                continue
            file = _template(name, path, layers, environment)
            if isinstance(file, Problem):
                problems.append(file)
                continue
            if name in found and DEFAULT + name not in found:
                found[DEFAULT + name] = replace(found[name], name=DEFAULT + name)
            found[name] = file
    return found, problems


def _template(
    name: str, path: Path, layers: Layers, environment: Environment
) -> TemplateFile | Problem:
    """Return one template, or the Problem of a file that is none."""
    own = path.is_relative_to(layers.root)
    where = relative(path, layers.root) if own else DEFAULT + name
    text = read_text(path, reading_root(path, layers.default, layers.root))
    if isinstance(text, Problem):
        return text
    try:
        return TemplateFile(name, where, text, environment.parse(text, name))
    except TemplateSyntaxError as error:
        what = Said("{engine}.", engine=str(error.message or error).rstrip("."))
        return Problem(Place(where, error.lineno), "bad-template", what)
