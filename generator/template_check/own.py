"""Own templates: those of a project, checked together with the default ones that they change."""

from __future__ import annotations

from contextlib import suppress
from itertools import chain
from pathlib import Path

from babel.messages.pofile import PoFileError, read_po
from jinja2 import Environment

from generator.problem import Problem
from generator.read.layers import DEFAULT, Layers, layers_of, own_folder
from generator.template_check.files import template_files
from generator.template_check.markup import markup_problems
from generator.template_check.templates import template_problems


def own_template_problems(templates: Path, project: Path) -> list[Problem]:
    """Return what is wrong in the templates that are a project's own; the package's are tested."""
    layers = layers_of(templates, project)
    if own_folder(project) is None:
        return []
    files, problems = template_files(layers, Environment(autoescape=True))
    own = [file for file in files.values() if not file.path.startswith(DEFAULT)]
    pages = [file for file in own if file.name.endswith(".html")]
    problems += [problem for file in pages for problem in markup_problems(file)]
    # A file that cannot be parsed would make all that it holds seem to be missing.
    broken = any(problem.code == "bad-template" for problem in problems)
    return problems if broken else problems + template_problems(files, _messages(layers))


def _messages(layers: Layers) -> frozenset[str]:
    """Return the fixed wording that some language of the templates has."""
    found = set[str]()
    catalogues = (folder.glob("locale/*/LC_MESSAGES/messages.po") for folder in layers.folders)
    for path in chain.from_iterable(catalogues):
        with path.open("rb") as file, suppress(ValueError, PoFileError):
            found |= {str(message.id) for message in read_po(file) if message.id}
    return frozenset(found)
