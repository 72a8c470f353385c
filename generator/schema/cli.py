"""The command `data schemas`: what editors such as VS Code need to complete and check YAML."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.said import Said

PLACES = ("data/*.yaml", "data/editions/*/*.yaml", "templates/*.yaml", "locale/*/*.yaml",
          "templates/locale/*/*.yaml", "templates/overrides/*.yaml",
          "templates/overrides/locale/*/*.yaml")  # fmt: skip
"""Where the YAML files of a project are."""


def add_schemas(
    steps: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the command."""
    schemas = steps.add_parser(
        "schemas", parents=[common], help="write JSON Schemas of all YAML files, for editors"
    )
    schemas.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Write the schemas, and the line that leads to them into each YAML file."""
    from generator.schema.schema import schemas
    from generator.translate.edit import write_all

    changed = write_all(options.project, {**schemas(), **led(options.project)})
    for name in changed:
        print(name)
    print(Said("Written: {count} files. An editor that knows JSON Schema now completes and checks"
               " YAML, VS Code with its extension “YAML”.", count=len(changed)))  # fmt: skip
    return 0


def led(project: Path) -> dict[str, str]:
    """Return the YAML files of a project with the first line that leads to their schema."""
    from generator.problem import Problem, ProblemsError, relative
    from generator.read.located import read_text
    from generator.schema.schema import modeline

    found, problems = {}, []
    for path in sorted(path for where in PLACES for path in project.glob(where)):
        name, text = relative(path, project), read_text(path, project)
        if isinstance(text, Problem):
            problems.append(text)
        elif (line := modeline(name)) and not text.startswith(line):
            first, _, rest = text.partition("\n")
            old = first.startswith("# yaml-language-server:")
            found[name] = line + (rest if old else text)
    if problems:
        raise ProblemsError(problems)
    return found
