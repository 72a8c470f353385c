"""Collects the sentences of this program into each catalogue of generator/messages/.

What is new stands there empty, what is no longer said is dropped, and every wording that was there
stays. A sentence is what `Said` and `spoken` are called with, what the command line says in its
help, what codes.yaml explains, what argparse says, and what typography.yaml says of slips.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from pathlib import Path

import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from generator.tell.codes import codes
from generator.tell.parser import OF_ARGPARSE, pieces

ROOT = Path(__file__).parent.parent
HEAD = """\
# What this program says. The English sentences are the keys.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {tag}\\n"

"""
HELP = ("add_argument", "add_parser", "add_subparsers", "ArgumentParser", "Parser")
OF_HELP = ("help", "description", "epilog", "title")


def messages() -> list[str]:
    """Return every sentence, sorted."""
    found = set(OF_ARGPARSE)
    for path in sorted((ROOT / "generator").rglob("*.py")):
        found.update(said_in(ast.parse(path.read_text(encoding="utf-8"))))
    found.update(
        text.replace("{", "{{").replace("}", "}}") for text in [*codes().values(), *slips()]
    )
    return sorted(found - {""})


def said_in(module: ast.Module) -> Iterator[str]:
    """Yield the sentences of a module."""
    constants = {
        node.targets[0].id: node.value
        for node in module.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for node in ast.walk(module):
        called = getattr(node, "func", node)
        name = getattr(called, "id", getattr(called, "attr", ""))
        if isinstance(node, ast.Call) and name in HELP:
            for text in (word.value for word in node.keywords if word.arg in OF_HELP):
                text = constants.get(getattr(text, "id", ""), text)
                if isinstance(text, ast.Constant):
                    yield from (piece for piece in pieces(str(text.value)) if is_said(piece))
        elif isinstance(node, ast.Call):
            is_partial = name == "partial" and getattr(node.args[0], "id", "") == "Said"
            said = node.args[1:2] if is_partial else node.args[:1] * (name in ("Said", "spoken"))
            for text in said:
                text = constants.get(getattr(text, "id", ""), text)
                if isinstance(text, ast.Constant):
                    yield str(text.value)


def is_said(piece: str) -> bool:
    """Tell whether a piece of help is words, not a command or the end of a line."""
    return bool(piece.strip()) and not piece.lstrip().startswith("tisc-snapshot ")


def slips() -> Iterator[str]:
    """Yield what the shipped rules of typography say of slips."""
    rules = yaml.safe_load((ROOT / "templates/typography.yaml").read_text("utf-8"))["rules"]
    for slip in (slip for listed in rules.values() for slip in listed):
        yield from (slip["what"], slip["fix"])


def update(path: Path, wanted: list[str]) -> int:
    """Rewrite one catalogue; return how many wordings are missing."""
    with path.open("rb") as file:
        old = {str(m.id): str(m.string) for m in read_po(file) if m.id}
    catalogue = Catalog(charset="utf-8")
    for message in wanted:
        catalogue.add(message, old.get(message, ""))
    text = io.BytesIO()
    write_po(text, catalogue, no_location=True, omit_header=True, width=0, sort_output=True)
    path.write_text(HEAD.format(tag=path.stem) + text.getvalue().decode().lstrip(), "utf-8")
    return sum(not old.get(message) for message in wanted)


if __name__ == "__main__":
    wanted = messages()
    for path in sorted(ROOT.glob("generator/messages/*.po")):
        print(f"{path.relative_to(ROOT)}: {len(wanted)} sentences, {update(path, wanted)} missing")
