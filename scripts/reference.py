"""Writes templates/reference.md: all that an editor can name, read from the package itself.

With --check it writes nothing, and fails where the page is not as it would be written.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import BaseModel

from generator.compose.report import Report
from generator.draw.draw import KINDS
from generator.draw.patch import PARTS, Patch
from generator.read.layers import layers_of
from generator.read.located import Located
from generator.records.edition import Chart
from generator.template_check.files import TemplateFile, template_files
from generator.template_check.types import fields, named
from generator.translate.catalogue import read_catalogue
from generator.word.language import Language

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
PAGE = TEMPLATES / "reference.md"
HEAD = """\
# Reference for editors

Written by `make reference` from the package itself; do not edit it. What to do with it:
[README.md](README.md). `tisc-snapshot explain template NAME | string KEY | colour NAME | chart ID`
says the same of one thing, in your project.
"""
INNER = (Language, Located, Patch)
"""Kinds that templates have no use for."""
_COMMENT = re.compile(r"\{#(.*?)#\}", re.DOTALL)


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    heads = list(heads)
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |"


def templates() -> dict[str, TemplateFile]:
    """Return the default templates by name."""
    layers = layers_of(TEMPLATES, ROOT / "no project")
    files, problems = template_files(layers)
    assert not problems, problems
    return files


def blocks() -> Iterator[str]:
    """Yield the templates with their blocks."""
    yield "## Templates and their blocks\n"
    yield "A template without blocks is replaced as a whole, by a file of its name.\n"
    rows = []
    for file in templates().values():
        if file.name.endswith(".html"):
            about = _COMMENT.match(file.text)
            what = " ".join(about[1].split()) if about else ""
            rows.append((f"`{file.name}`", what, ", ".join(f"`{b}`" for b in file.blocks)))
    yield from table(("template", "what it is", "blocks"), rows)


def variables() -> Iterator[str]:
    """Yield the fields of `report`, and of all that they hold."""
    yield "## Variables\n"
    yield "`report` is the one object that templates get. The chapter shown is `chapter`, the case"
    yield "`case`. (The bilingual edition has pairs of these.)"
    todo: list[Any] = [Report]
    seen: list[Any] = []
    while todo:
        kind = todo.pop(0)
        if kind in seen:
            continue
        seen.append(kind)
        known, notes = fields(kind), _notes(kind)
        yield f"\n### {kind.__name__}\n\n{(kind.__doc__ or '').splitlines()[0]}\n"
        yield from table(
            ("field", "is", "note"),
            ((f"`{n}`", str(named(hint)), notes.get(n, "")) for n, hint in known.items()),
        )
        for hint in known.values():
            todo += [part for part in _parts(hint) if part not in (*INNER, *seen)]


def _parts(hint: Any) -> Iterator[Any]:
    """Yield the kinds with fields that a type is made of."""
    if fields(hint):
        yield hint
    for part in get_args(hint):
        yield from _parts(part)


def _notes(kind: Any) -> dict[str, str]:
    """Return what the source says of each field: the string below it, or its description."""
    if issubclass(kind, BaseModel):
        return {name: info.description or "" for name, info in kind.model_fields.items()}
    body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
    assert isinstance(body, ast.ClassDef)
    found, last = dict[str, str](), ""
    for node in body.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            last = node.target.id
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and last:
            found[last] = " ".join(str(node.value.value).split())
        elif isinstance(node, ast.FunctionDef):
            found[node.name] = (ast.get_docstring(node) or "").splitlines()[0]
    return found


def strings() -> Iterator[str]:
    """Yield all fixed wording, and which templates say it."""
    yield "## Strings\n"
    yield "The key is the English of the package. What no template says is said by the package.\n"
    catalogue, _ = read_catalogue(TEMPLATES / "locale/en/LC_MESSAGES/messages.po", TEMPLATES)
    files = templates().values()
    rows = []
    for key in sorted(catalogue.messages):
        says = (f'_("{key}"', f"_('{key}'")
        users = [f"`{file.name}`" for file in files if any(said in file.text for said in says)]
        rows.append((f"`{key}`", ", ".join(users)))
    yield from table(("key", "templates"), rows)


def colours() -> Iterator[str]:
    """Yield the colours and fonts of theme.yaml with what it says of each."""
    yield "## Colours and fonts\n"
    text = (TEMPLATES / "theme.yaml").read_text(encoding="utf-8")
    about = dict(re.findall(r"^    ([\w-]+): \"#\w+\" +# (.*)$", text, re.MULTILINE))
    theme = yaml.safe_load(text)
    rows = [
        (f"`{palette}.{role}`", f"`{value}`", about.get(role, "") if palette == "light" else "")
        for palette, roles in theme["colours"].items()
        for role, value in roles.items()
    ]
    yield from table(("colour", "default", "what it is for"), rows)
    yield f"\nFonts: {', '.join(f'`{name}`: {said}' for name, said in theme['fonts'].items())}."


def charts() -> Iterator[str]:
    """Yield the kinds of charts, the fields of charts.yaml and the parts that a patch may name."""
    yield "## Charts\n"
    docs = ((f"`{kind}`", (made.__doc__ or "").splitlines()[0]) for kind, made in KINDS.items())
    yield from table(("kind", "how it is drawn"), docs)
    yield "\nFields of `charts.yaml`:\n"
    rows = (
        (f"`{name}`", "yes" if info.is_required() else "", info.description or "")
        for name, info in Chart.model_fields.items()
    )
    yield from table(("field", "needed", "note"), rows)
    yield "\nParts that `overrides/charts/<id>.json` may name below `layer`:\n"
    yield from table(("part", "draws"), ((f"`{part}`", what) for part, what in PARTS.items()))


def page() -> str:
    """Return the page as it should be."""
    parts = (blocks(), variables(), strings(), colours(), charts())
    return "\n".join([HEAD, *("\n".join(part) + "\n" for part in parts)])


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(PAGE.read_text(encoding="utf-8") != page())
    PAGE.write_text(page(), encoding="utf-8")
