"""Read: the files of data/ become the Library; what cannot be read becomes Problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.problem import Place, Problem, relative
from generator.read.changes import CHANGES, PUBLISHED, read_changes, read_published
from generator.read.collector import HELD_OPEN, Collector
from generator.read.located import read_text
from generator.read.sheet import read_csv
from generator.read.workbook import ENDINGS, read_workbook
from generator.records.blank import ASIDES, Blank, is_blank, planned
from generator.records.corrections import Correction
from generator.records.edition import Case, Chart, Edition
from generator.records.library import EditionFiles, Library, Text
from generator.records.records import (
    Derivation,
    Indicator,
    Observation,
    Query,
    Region,
    RegionGroup,
    Source,
    Term,
)
from generator.records.rules import Rule
from generator.records.unit import Unit
from generator.said import Said
from generator.translate.memory import NAME as MEMORY
from generator.translate.memory import Memory
from generator.translate.paragraph import head_of, translates
from generator.word.numerals import Numerals

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
MAY_HAVE = ("break", "second_source")
"""Columns that a file of observations may leave out."""
DATA_FILES = ("units.yaml", "indicators.yaml", "sources.yaml", "regions.yaml", "queries.yaml",
              "glossary.yaml", "rules.yaml", "corrections.yaml", CHANGES)  # fmt: skip
NUMERALS = "numerals.{}.yaml"
EDITION_FILES = ("edition.yaml", "charts.yaml", "cases.yaml", "findings.yaml", PUBLISHED)
UNREAD_TEXT = "# "
"""In place of a text that could not be read: nothing more is wrong with it."""


def read(project: Path) -> tuple[Library, list[Problem]]:
    """Return all that data/ holds, and every Problem met on the way."""
    reader, data = Collector(project), project / "data"
    if not data.is_dir():
        what = Said("there is no data/ folder here.")
        reader.say(data, "no-data", what, Said("Name it: --project DIR."))
        return _library(reader, (), {}), reader.problems
    for model, name in ((Unit, "units"), (Indicator, "indicators"), (Source, "sources")):
        reader.records(model, data / f"{name}.yaml")
    _regions(reader, data / "regions.yaml")
    reader.records(Query, data / "queries.yaml", optional=True)
    reader.records(Term, data / "glossary.yaml", optional=True)
    rules = reader.records(Rule, data / "rules.yaml", optional=True)
    corrections = reader.records(Correction, data / "corrections.yaml", optional=True)
    changes = read_changes(reader, data)
    editions = _editions(reader, data / "editions")
    found = tuple(_observations(reader, data / "observations", editions))
    rows = [row for row in found if isinstance(row, Observation)]
    blanks = tuple(row for row in found if isinstance(row, Blank))
    waiting = planned(editions, blanks)
    editions = {name: files for name, files in editions.items() if name not in waiting}
    observations = tuple(row for row in rows if not row.second_source)
    seconds = tuple(row for row in rows if row.second_source)
    numerals = _numerals(reader, data, editions)
    memories = _memories(reader, data, editions)
    own = [NUMERALS.format(tag) for tag in numerals] + [MEMORY.format(tag) for tag in memories]
    reader.only_files(data, (*DATA_FILES, *own), ".yaml")
    return replace(
        _library(reader, observations, editions), numerals=numerals, rules=rules,
        corrections=corrections, changes=changes, seconds=seconds, memories=memories, blanks=blanks,
        planned=waiting,
    ), reader.problems  # fmt: skip


def _library(
    reader: Collector, rows: tuple[Observation, ...], editions: Mapping[str, EditionFiles]
) -> Library:
    """Return what was collected."""
    units, indicators, listed, regions, groups, queries, terms = (
        reader.found.get(model, {})
        for model in (Unit, Indicator, Source, Region, RegionGroup, Query, Term)
    )
    return Library(
        units, indicators, listed, regions, groups, rows, queries, terms, editions, reader.known()
    )


def _regions(reader: Collector, path: Path) -> None:
    """Read the regions and their groups."""
    located = reader.yaml(path)
    if located:
        reader.only(located, ("groups", "regions"))
        reader.listed(RegionGroup, located, ("groups",), optional=True)
        reader.listed(Region, located, ("regions",))
    else:
        reader.unread |= {"Region", "RegionGroup"}


def _numerals(
    reader: Collector, data: Path, editions: Mapping[str, EditionFiles]
) -> dict[str, Numerals | None]:
    """Return the number words of each language of an edition that has a file of them."""
    tags = {tag for files in editions.values() for tag in files.edition.languages}
    if "Edition" in reader.unread:
        tags |= {path.name.split(".")[1] for path in data.glob(NUMERALS.format("*"))}
    found = {}
    for tag in sorted(tags):
        path = data / NUMERALS.format(tag)
        located = reader.yaml(path, optional=True)
        if path.is_file():
            found[tag] = reader.one(Numerals, located, located.value, ()) if located else None
    return found


def _observations(
    reader: Collector, folder: Path, editions: Mapping[str, EditionFiles]
) -> Iterator[Observation | Blank]:
    """Yield the rows of all tables of the folder, in the order of their names."""
    reader.only_files(folder, (), ".csv", *ENDINGS)
    tags = {tag for files in editions.values() for tag in files.edition.languages}
    notes = [f"note:{tag}" for tag in sorted(tags)]
    more = None if "Edition" in reader.unread else ()
    for path in sorted(path for path in folder.glob("*") if path.suffix in (".csv", *ENDINGS)):
        if path.name.startswith(HELD_OPEN):
            continue
        read_rows = read_csv if path.suffix == ".csv" else read_workbook
        found, problems = read_rows(
            path, reader.project, COLUMNS, more, (*MAY_HAVE, *notes, *ASIDES)
        )
        reader.problems += problems
        if problems:
            reader.unread.add("Observation")
        for row in found:
            kind: type[Observation | Blank] = Blank if is_blank(row.cells) else Observation
            record = reader.one(kind, row.located, _fields(row.cells, reader), ())
            if record:
                yield record
            else:
                reader.ids.setdefault("Observation", set()).add(row.cells["indicator"])


def _fields(cells: Mapping[str, str], reader: Collector) -> dict[str, Any]:
    """Return the fields of an observation from the cells of its row."""
    notes = {k.partition(":")[2]: v for k, v in cells.items() if k.startswith("note:") and v}
    known = (*COLUMNS, *MAY_HAVE)
    fields: dict[str, Any] = {k: v for k, v in cells.items() if v and k in known}
    home = reader.found.get(Indicator, {}).get(cells["indicator"])
    if "region" not in fields and home is not None:
        fields["region"] = home.region
    return {**fields, **({"note": notes} if notes else {})}


def _editions(reader: Collector, folder: Path) -> dict[str, EditionFiles]:
    """Return the editions by id."""
    editions = {}
    paths = sorted(folder.glob("*/edition.yaml"))
    for path in paths:
        located = reader.yaml(path)
        edition = reader.one(Edition, located, located.value, ()) if located else None
        files = _edition(reader, edition, path.parent)
        if files:
            editions[files.edition.id] = files
        else:
            reader.unread.add("Edition")
    if not paths:
        what = Said("there is no edition: <id>/edition.yaml is missing.")
        reader.say(folder, "no-edition", what)
        reader.unread.add("Edition")
    return editions


def _edition(reader: Collector, edition: Edition | None, folder: Path) -> EditionFiles | None:
    """Return one edition with all files of its folder; these are read even without an edition."""
    if edition and edition.id != folder.name:
        what = Said(
            'the folder is called "{name}", the edition "{id}".', name=folder.name, id=edition.id
        )
        reader.problems.append(Problem(edition.place("id"), "edition-folder", what))
    reader.only_files(folder, EDITION_FILES, ".yaml")
    own = Collector(reader.project)
    charts = own.records(Chart, folder / "charts.yaml", optional=True)
    cases = own.records(Case, folder / "cases.yaml", optional=True)
    derived = own.records(Derivation, folder / "findings.yaml", ("derived",), optional=True)
    texts = _texts(own, folder / "text")
    published = tuple(read_published(own, folder))
    reader.problems += own.problems
    if edition is None:
        return None
    name = relative(folder, reader.project)
    return EditionFiles(edition, name, charts, cases, derived, texts, published, own.known())


def _texts(reader: Collector, folder: Path) -> dict[tuple[str, str], Text]:
    """Return the Markdown files by (part, language)."""
    texts = {}
    for path in sorted(folder.glob("*.md")):
        part, _, language = path.stem.rpartition(".")
        content = read_text(path, reader.project)
        if isinstance(content, Problem):
            reader.problems.append(content)
            content = UNREAD_TEXT
        text = _text(relative(path, reader.project), content)
        if text.head and not text.translates:
            what = Said("the front matter names no paragraphs that this text translates.")
            fix = Said("Leave it out, or let “tisc-snapshot translate accept” write it.")
            reader.problems.append(Problem(Place(text.path), "bad-front-matter", what, fix))
        texts[part, language] = text
    return texts


def _text(path: str, content: str) -> Text:
    """Return a text apart from its front matter."""
    head = head_of(content)
    return Text(path, content[len(head) :], head, translates(head))


def _memories(
    reader: Collector, data: Path, editions: Mapping[str, EditionFiles]
) -> dict[str, Mapping[str, str]]:
    """Return what each language's translations were made from, by language."""
    tags = {tag for files in editions.values() for tag in files.edition.languages}
    paths = {path.name.split(".")[1]: path for path in data.glob(MEMORY.format("*"))}
    if "Edition" in reader.unread:
        tags |= set(paths)
    found: dict[str, Mapping[str, str]] = {}
    for tag in sorted(tags & set(paths)):
        located = reader.yaml(paths[tag])
        value = {"originals": located.value or {}} if located else {}
        memory = reader.one(Memory, located, value, ()) if located else None
        found[tag] = memory.originals if memory else {}
    return found
