"""Own templates: those of a project, checked together with the default ones that they change."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from jinja2 import nodes

from generator.problem import Problem
from generator.read.layers import DEFAULT, Layers, layers_of, own_folder, reading_root
from generator.said import Said
from generator.template_check.files import TemplateFile, bad_template, refused, template_files
from generator.template_check.markup import markup_problems
from generator.template_check.templates import template_problems
from generator.translate.catalogue import read_catalogue


def own_template_problems(templates: Path, project: Path) -> list[Problem]:
    """Return what is wrong in the templates that are a project's own; the package's are tested."""
    layers = layers_of(templates, project)
    if own_folder(project) is None:
        return []
    files, unread = template_files(layers)
    own = [file for file in files.values() if not file.path.startswith(DEFAULT)]
    pages = [file for file in own if file.name.endswith(".html")]
    problems = [*unread, *(problem for file in pages for problem in markup_problems(file))]
    if unread:  # a file that cannot be read would make all that it holds seem to be missing
        return problems
    problems += template_problems(files, wordings(layers))
    told = {problem.place.path for problem in problems}
    for file in own:
        problems += _twice(file) or (_refused(file) if file.path not in told else [])
    return problems


def _twice(file: TemplateFile) -> list[Problem]:
    """Return a Problem for each block that stands twice in a file: nobody knows which is meant."""
    found, seen = [], set[str]()
    for block in sorted(file.tree.find_all(nodes.Block), key=lambda block: block.lineno):
        if block.name in seen:
            what = Said("the block “{name}” stands twice in this file.", name=block.name)
            fix = Said("Give it another name, or take one of them away.")
            place = file.place(block.lineno, block.name)
            found.append(Problem(place, "duplicate-block", what, fix))
        seen.add(block.name)
    return found


def _refused(file: TemplateFile) -> list[Problem]:
    """Return the Problem of a template that reads well, and that the engine cannot compile."""
    error = refused(file.text, file.name)
    return [bad_template(file.path, file.text, error)] if error else []


def wordings(layers: Layers) -> frozenset[str]:
    """Return the fixed wording that some language of the templates has."""
    found = set[str]()
    catalogues = (folder.glob("locale/*/LC_MESSAGES/messages.po") for folder in layers.folders)
    for path in chain.from_iterable(catalogues):
        root = reading_root(path, layers.default, layers.root)
        found |= read_catalogue(path, root)[0].messages.keys()
    return frozenset(found)
