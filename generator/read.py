"""Read: the files of data/ become the Library; what cannot be read becomes Problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from generator.edition import Case, Chart, Edition, Findings
from generator.library import EditionFiles, Library, Text
from generator.located import Loc, Located, read_csv, read_text, read_yaml
from generator.problem import Place, Problem, did_you_mean, relative
from generator.records import (
    Indicator,
    Observation,
    Query,
    Record,
    Region,
    RegionGroup,
    Source,
    Term,
    Unit,
)
from generator.refusals import refusals

R = TypeVar("R", bound=Record)
COLUMNS = (
    "indicator",
    "region",
    "period",
    "period_basis",
    "value",
    "qualifier",
    "precision",
    "source",
    "paragraph",
    "as_published",
)


def read(project: Path) -> tuple[Library, list[Problem]]:
    """Return all that data/ holds, and every Problem met on the way."""
    reader = _Reader(project)
    data = project / "data"
    if not data.is_dir():
        place = Place(relative(data, project))
        return reader.library((), {}), [
            Problem(place, "no-data", "there is no data/ folder here.", "Name it: --project DIR.")
        ]
    for model, name in ((Unit, "units"), (Indicator, "indicators"), (Source, "sources")):
        reader.records(model, data / f"{name}.yaml")
    reader.regions(data / "regions.yaml")
    observations = reader.observations(data / "observations")
    reader.records(Query, data / "queries.yaml", optional=True)
    reader.records(Term, data / "glossary.yaml", optional=True)
    return reader.library(observations, reader.editions(data / "editions")), reader.problems


class _Reader:
    """Collects records by kind and id, and Problems, while the files are read one by one."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.problems: list[Problem] = []
        self.found: dict[type[Record], dict[str, Any]] = {}
        self.ids: dict[str, set[str]] = {}

    def library(
        self, observations: Iterable[Observation], editions: Mapping[str, EditionFiles]
    ) -> Library:
        """Return what was collected."""
        units, indicators, listed, regions, groups, queries, terms = (
            self.found.get(model, {})
            for model in (Unit, Indicator, Source, Region, RegionGroup, Query, Term)
        )
        ids = {kind: frozenset(names) for kind, names in self.ids.items()}
        rows = tuple(observations)
        return Library(
            units, indicators, listed, regions, groups, rows, queries, terms, editions, ids
        )

    def yaml(self, path: Path, *, optional: bool = False) -> Located | None:
        """Return the value of a YAML file, or None with a Problem said."""
        if not path.is_file():
            if not optional:
                where = Place(relative(path, self.project))
                self.problems.append(Problem(where, "missing-file", "this file is missing."))
            return None
        located, problems = read_yaml(path, self.project)
        self.problems += problems
        return None if located.value is None and problems else located

    def records(self, model: type[R], path: Path, *, optional: bool = False) -> dict[str, R]:
        """Return the records of a file that holds a list of them, by id."""
        located = self.yaml(path, optional=optional)
        return self.listed(model, located, ()) if located else {}

    def listed(self, model: type[R], located: Located, loc: Loc) -> dict[str, R]:
        """Return the records of a list inside a file, by id, each id once."""
        value: Any = located.value
        for key in loc:
            value = value.get(key) if isinstance(value, dict) else None
        if not isinstance(value, list):
            if value is not None:
                what = "a list is expected here: each record starts with “- ”."
                self.problems.append(Problem(located.place(loc), "not-a-list", what))
            return {}
        found: dict[str, R] = self.found.setdefault(model, {})
        for i, item in enumerate(value):
            record = self.one(model, located, item, (*loc, i))
            name = str(item.get("id")) if isinstance(item, dict) else ""
            if name in self.ids.setdefault(model.__name__, set()):
                what = f'the id "{name}" is used twice.'
                self.problems.append(Problem(located.place((*loc, i, "id")), "duplicate-id", what))
            elif record is not None:
                found[name] = record
            self.ids[model.__name__].add(name)
        return found

    def one(self, model: type[R], located: Located, item: Any, loc: Loc) -> R | None:
        """Return one record, or None with its Problems said."""
        try:
            return model.model_validate(item).placed(located, loc)
        except ValidationError as error:
            self.problems += refusals(error, model, located, loc)
            return None

    def regions(self, path: Path) -> None:
        """Read the regions and their groups."""
        located = self.yaml(path)
        if located:
            self.only(located, ("groups", "regions"))
            self.listed(RegionGroup, located, ("groups",))
            self.listed(Region, located, ("regions",))

    def only(self, located: Located, known: Sequence[str]) -> None:
        """Refuse other keys than these at the top of a file."""
        for key in located.value if isinstance(located.value, dict) else ():
            if key not in known:
                where = located.place((key,), key=True)
                what = f'"{key}" is not a key of this file.'
                self.problems.append(Problem(where, "unknown-key", what, did_you_mean(key, known)))

    def observations(self, folder: Path) -> list[Observation]:
        """Return the rows of all CSV files of the folder, in the order of their names."""
        rows: list[Observation] = []
        tags = sorted(
            {tag for label in self.found.get(Unit, {}).values() for tag in label.name.texts}
        )
        for path in sorted(folder.glob("*.csv")):
            columns = (*COLUMNS, *(f"note:{tag}" for tag in tags))
            found, problems = read_csv(path, self.project, columns)
            self.problems += problems
            for row in found:
                record = self.one(Observation, row.located, self.cells(row.cells), ())
                rows += [record] if record else []
        return rows

    def cells(self, cells: Mapping[str, str]) -> dict[str, Any]:
        """Return the fields of an observation from the cells of its row."""
        notes = {k.partition(":")[2]: v for k, v in cells.items() if k.startswith("note:") and v}
        fields: dict[str, Any] = {k: v for k, v in cells.items() if v and not k.startswith("note:")}
        home = self.found.get(Indicator, {}).get(cells["indicator"])
        if "region" not in fields and home is not None:
            fields["region"] = home.region
        elif "region" not in fields:
            fields["region"] = "?"
        return {**fields, **({"note": notes} if notes else {})}

    def editions(self, folder: Path) -> dict[str, EditionFiles]:
        """Return the editions by id."""
        editions = {}
        for path in sorted(folder.glob("*/edition.yaml")):
            located = self.yaml(path)
            edition = self.one(Edition, located, located.value, ()) if located else None
            if edition is None:
                continue
            editions[edition.id] = self.edition(edition, path.parent)
            for model in (Chart, Case):
                self.found.pop(model, None)
        if not folder.is_dir() or not any(folder.glob("*/edition.yaml")):
            where = Place(relative(folder, self.project))
            what = "there is no edition: <id>/edition.yaml is missing."
            self.problems.append(Problem(where, "no-edition", what))
        return editions

    def edition(self, edition: Edition, folder: Path) -> EditionFiles:
        """Return one edition with all files of its folder."""
        if edition.id != folder.name:
            what = f'the folder is called "{folder.name}", the edition "{edition.id}".'
            self.problems.append(Problem(edition.place("id"), "edition-folder", what))
        for kind in ("Chart", "Case"):
            self.ids.pop(kind, None)
        located = self.yaml(folder / "findings.yaml", optional=True)
        findings = self.one(Findings, located, located.value, ()) if located else None
        derived = {}
        for i, derivation in enumerate(findings.derived if findings and located else ()):
            derived[derivation.id] = derivation.placed(located, ("derived", i))  # type: ignore[arg-type]
        return EditionFiles(
            edition, relative(folder, self.project),
            self.records(Chart, folder / "charts.yaml", optional=True),
            self.records(Case, folder / "cases.yaml", optional=True),
            derived, self.texts(folder / "text"),
        )  # fmt: skip

    def texts(self, folder: Path) -> dict[tuple[str, str], Text]:
        """Return the Markdown files by (part, language)."""
        texts = {}
        for path in sorted(folder.glob("*.md")):
            part, _, language = path.stem.rpartition(".")
            content = read_text(path, self.project)
            if isinstance(content, Problem):
                self.problems.append(content)
            else:
                texts[part, language] = Text(relative(path, self.project), content)
        return texts
