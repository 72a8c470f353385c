"""Template files: the templates that a build can reach, parsed, each by the name that finds it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from generator.problem import Place, Problem, did_you_mean, relative
from generator.read.layers import DEFAULT, Layers, reading_root
from generator.read.located import read_text
from generator.said import NOTHING, Said

KINDS = (".html", ".css", ".js")
"""How the names of templates end."""


TAGS = (
    *("block", "endblock", "if", "elif", "else", "endif", "for", "endfor", "extends", "include"),
    *("from", "import", "macro", "endmacro", "call", "endcall", "set", "endset", "with", "endwith"),
    *("filter", "endfilter", "raw", "endraw", "autoescape", "endautoescape", "print"),
)
"""The words with which a statement of the template engine begins."""
_INSIDE = re.compile(r"\{[{%](?:(?![%}]\}).)*\Z")
"""The end of text in which braces are open."""
_TAG = re.compile(r"unknown tag '(\w+)'")


@dataclass(frozen=True)
class TemplateFile:
    """One template: the name that finds it, its path in the project, its text and its tree."""

    name: str
    path: str
    text: str
    tree: nodes.Template

    def place(self, line: int, word: str = "") -> Place:
        """Return the place of a word at or soon after a line; the engine knows lines only."""
        return place_of(self.path, self.text, line, word)

    @cached_property
    def blocks(self) -> Mapping[str, nodes.Block]:
        """Return the blocks of this file by name."""
        return {block.name: block for block in self.tree.find_all(nodes.Block)}

    @cached_property
    def parent(self) -> str:
        """Return the name of the template that this one extends, or nothing."""
        extends = self.tree.find(nodes.Extends)
        named = extends.template if extends else None
        return str(named.value) if isinstance(named, nodes.Const) else ""


def place_of(path: str, text: str, line: int, word: str) -> Place:
    """Return the place of a word at or soon after a line, rather inside braces than outside."""
    lines, pattern = text.split("\n"), re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
    for at in range(line - 1, min(line + 5, len(lines))) if word else ():
        found = [match.start() for match in pattern.finditer(lines[at])]
        inside = (start for start in found if _INSIDE.search(lines[at], 0, start))
        if found:
            return Place(path, at + 1, next(inside, found[0]) + 1)
    return Place(path, line, 1)


def template_files(
    layers: Layers,
) -> tuple[dict[str, TemplateFile], list[Problem]]:
    """Return the templates of all layers by name, and a Problem for each that is not one.

    A default template that an override hides is there by its longer name: `default:chapter.html`.
    """
    found, problems = dict[str, TemplateFile](), list[Problem]()
    for folder in reversed(layers.folders):
        for name, path in layers.files(folder):
            if path.suffix not in KINDS:
                continue
            file = _template(name, path, layers)
            if isinstance(file, Problem):
                problems.append(file)
                continue
            if name in found and DEFAULT + name not in found:
                found[DEFAULT + name] = replace(found[name], name=DEFAULT + name)
            found[name] = file
    return found, problems


def _template(name: str, path: Path, layers: Layers) -> TemplateFile | Problem:
    """Return one template, or the Problem of a file that is none."""
    own = path.is_relative_to(layers.root)
    where = relative(path, layers.root) if own else DEFAULT + name
    text = read_text(path, reading_root(path, layers.default, layers.root))
    if isinstance(text, Problem):
        return text
    try:
        return TemplateFile(name, where, text, _parsed(text, name))
    except TemplateSyntaxError as error:
        return bad_template(where, text, error)


@lru_cache(maxsize=256)
def _parsed(text: str, name: str) -> nodes.Template:
    """Return the tree of a template, which nobody changes; the same text is parsed once."""
    return Environment(autoescape=True).parse(text, name)


@lru_cache(maxsize=256)
def refused(text: str, name: str) -> TemplateSyntaxError | None:
    """Return why the engine cannot compile a template that reads well, or None."""
    try:
        Environment(autoescape=True).compile(text, name, raw=True)
    except TemplateSyntaxError as error:
        return error.with_traceback(None)
    return None


def bad_template(path: str, text: str, error: TemplateSyntaxError) -> Problem:
    """Return the Problem of what the engine says of a template; it knows lines only."""
    message = str(error.message or error).rstrip(".")
    tag = _TAG.search(message)
    word = tag[1] if tag else ""
    fix = did_you_mean(word, TAGS) if word else NOTHING
    fix = fix or Said("Each {{{{ ends with }}}}, each {{% with %}}, and each block has its end.")
    place = place_of(path, text, error.lineno, word)
    return Problem(place, "bad-template", Said("{engine}.", engine=message), fix)
