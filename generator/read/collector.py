"""Collector: records by kind and id, and Problems, from files that are read one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from generator.problem import Place, Problem, did_you_mean, relative
from generator.read.located import Loc, Located, read_yaml
from generator.read.refusals import refusals, without_unknown
from generator.records.library import Everything
from generator.records.records import Query, Record
from generator.said import NOTHING, Said

R = TypeVar("R", bound=Record)
HELD_OPEN = ("~$", ".~lock")
"""How the names of files begin that a spreadsheet program keeps beside one that is open."""


class Collector:
    """Collects records by kind and id, and Problems, while files are read one by one."""

    def __init__(self, project: Path) -> None:
        """Read below this folder."""
        self.project = project
        self.problems: list[Problem] = []
        self.found: dict[type[Record], dict[str, Any]] = {}
        self.ids: dict[str, set[str]] = {}
        self.unread: set[str] = set()

    def known(self) -> dict[str, frozenset[str]]:
        """Return the ids by kind; of a kind whose file could not be read, all that may be."""
        listed = {kind: frozenset(names) for kind, names in self.ids.items()}
        return {**listed, **dict.fromkeys(self.unread, Everything())}

    def say(self, path: Path, code: str, what: Said, fix: Said = NOTHING) -> None:
        """Note a Problem of a whole file."""
        self.problems.append(Problem(Place(relative(path, self.project)), code, what, fix))

    def only_files(self, folder: Path, known: Collection[str], *endings: str) -> None:
        """Say which files of a folder nobody will read, though they look like data."""
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            looks = path.suffix.lower() in (".yaml", ".yml", ".csv", ".xls", ".xlsx", ".ods")
            held_open = path.name.startswith(HELD_OPEN)
            if (
                looks
                and not held_open
                and path.name not in known
                and (known or path.suffix not in endings)
            ):
                fix = did_you_mean(path.name, known) or Said(
                    "Read here: {known}.", known=", ".join(known or endings)
                )
                self.say(path, "unused-file", Said("nothing reads this file."), fix)

    def yaml(self, path: Path, *, optional: bool = False) -> Located | None:
        """Return the value of a YAML file, or None with a Problem said."""
        if not path.is_file():
            if not optional:
                self.say(path, "missing-file", Said("this file is missing."))
            return None
        located, problems = read_yaml(path, self.project)
        self.problems += problems
        return None if located.value is None and problems else located

    def records(
        self, model: type[R], path: Path, loc: Loc = (), *, optional: bool = False
    ) -> dict[str, R]:
        """Return the records of a file that holds a list of them (at `loc`), by id."""
        located = self.yaml(path, optional=optional)
        if located is None and (path.is_file() or not optional):
            self.unread.add(model.__name__)
        if located and loc and self.only(located, [str(loc[0])]):
            self.unread.add(model.__name__)
        return self.listed(model, located, loc, optional=optional) if located else {}

    def listed(
        self, model: type[R], located: Located, loc: Loc, *, optional: bool = False
    ) -> dict[str, R]:
        """Return the records of a list inside a file, by id, each id once."""
        value: Any = located.value
        for key in loc:
            value = value.get(key) if isinstance(value, dict) else value
        found: dict[str, R] = self.found.setdefault(model, {})
        if not isinstance(value, list):
            if value is not None or not optional:
                what = Said("a list is expected here: each record starts with “- ”.")
                self.problems.append(Problem(located.place(loc), "not-a-list", what))
                self.unread.add(model.__name__)
            return found
        known = self.ids.setdefault(model.__name__, set())
        for i, item in enumerate(value):
            record = self.one(model, located, item, (*loc, i))
            name = str(item.get("id")) if isinstance(item, dict) else ""
            if name in known:
                what = Said('the id "{name}" is used twice.', name=name)
                place, fix = located.place((*loc, i, "id")), Said("Choose another.")
                self.problems.append(Problem(place, "duplicate-id", what, fix))
            elif record is not None:
                found[name] = record
            known.add(name)
            if model is Query and record is None:
                self.ids.setdefault("Test", set()).update(_ids_below(item))
        return found

    def one(self, model: type[R], located: Located, item: Any, loc: Loc) -> R | None:
        """Return one record, or None with its Problems said."""
        model = model.model_of(item)
        try:
            return model.model_validate(item).placed(located, loc)
        except ValidationError as error:
            self.problems += refusals(error, model, located, loc)
            kept = without_unknown(error, item)
        try:
            return model.model_validate(kept).placed(located, loc) if kept else None
        except ValidationError:
            return None

    def only(self, located: Located, known: Collection[str]) -> list[str]:
        """Refuse other keys than these at the top of a file; returns them."""
        keys = located.value if isinstance(located.value, dict) else ()
        unknown = [key for key in keys if key not in known]
        for key in unknown:
            where = located.place((key,), key=True)
            what = Said('"{key}" is not a key of this file.', key=key)
            self.problems.append(Problem(where, "unknown-key", what, did_you_mean(key, known)))
        return unknown


def _ids_below(item: Any) -> Iterator[str]:
    """Yield the ids of the tests of a query that was refused."""
    tests = item.get("tests") if isinstance(item, dict) else ()
    for test in tests if isinstance(tests, list) else ():
        yield str(test.get("id")) if isinstance(test, dict) else ""
