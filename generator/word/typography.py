"""Typography: what counts as a slip of typing in a script, and which phrases a language avoids."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, field_validator

from generator.problem import Problem, ProblemsError
from generator.read.located import Located, read_yaml
from generator.read.refusals import refusals
from generator.read.sheet import Row, read_csv
from generator.records.records import Record
from generator.records.refused import refused
from generator.said import Said


class Slip(Record):
    """One slip: how it is found, what it is called, and what to do."""

    find: str = Field(description="A regular expression; {han} and {wide} stand for characters")
    what: str
    fix: str


class Typography(Record):
    """The content of templates/typography.yaml."""

    han: str = Field(
        description="Chinese characters and full-width marks, as a class of characters"
    )
    rules: Mapping[str, tuple[Slip, ...]] = Field(description="Slips by script")

    @field_validator("rules")
    @classmethod
    def _readable(cls, rules: Mapping[str, tuple[Slip, ...]]) -> Mapping[str, tuple[Slip, ...]]:
        for slip in (slip for slips in rules.values() for slip in slips):
            try:
                re.compile(slip.find.replace("{han}", "x").replace("{wide}", "x"))
            except re.error as error:
                raise refused(
                    "bad-pattern",
                    Said("“{find}” cannot be read: {why}.", find=slip.find, why=str(error)),
                ) from error
        return rules

    def patterns(self, script: str) -> list[tuple[re.Pattern[str], Slip]]:
        """Return the slips of a script with their patterns, all characters filled in."""
        wide = self.han + "\ufffc"
        return [
            (re.compile(slip.find.replace("{han}", self.han).replace("{wide}", wide)), slip)
            for slip in self.rules.get(script, ())
        ]


def typography_of(templates: Path) -> Typography | None:
    """Return the slips that are looked for, or nothing where the templates list none."""
    path = templates / "typography.yaml"
    if not path.is_file():
        return None
    located, problems = read_yaml(path, templates.parent)
    if not problems:
        try:
            return _typography(located)
        except ValidationError as error:
            problems = refusals(error, Typography, located, ())
    raise ProblemsError(problems)


def _typography(located: Located) -> Typography:
    value: Any = located.value
    return Typography.model_validate(value)


def avoided(tag: str, templates: Path) -> list[Row]:
    """Return the phrases that a language avoids: rows of phrase, why, better."""
    path = templates / "locale" / tag / "avoid.csv"
    if not path.is_file():
        return []
    rows, problems = read_csv(path, templates.parent, ("phrase", "why", "better"))
    problems += [_empty(row) for row in rows if not row.cells["phrase"]]
    if problems:
        raise ProblemsError(problems)
    return rows


def _empty(row: Row) -> Problem:
    """Return the Problem of a row without a phrase, which would stand everywhere."""
    what = Said("this line names no phrase.")
    return Problem(
        row.located.place(("phrase",)), "no-phrase", what, Said("Write it, or drop the line.")
    )
