"""Annex: all data of an edition as files for programs and spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from generator.annex.datapackage import datapackage, json_schema
from generator.annex.dataset import Cell, Column, Dataset, Field, Words, row_of
from generator.annex.dictionary import dictionary
from generator.annex.fields import DATASETS
from generator.annex.ods import ods
from generator.annex.rights import Rights, rights_of
from generator.annex.rows import Facts, Rows
from generator.annex.worksheet import worksheets
from generator.annex.xlsx import xlsx
from generator.compose.setting import Setting
from generator.verify.annex_cells import cell_text
from generator.word.wording import plain

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for a national encoding; other programs skip it (docs/annex.md)."""
_NUMERIC = re.compile(r"[+-][0-9.,]+%?")


def annex(settings: Mapping[str, Setting]) -> dict[str, bytes]:
    """Return the files of the data annex: path below the output folder → content.

    `settings` are those of all languages of the edition; its own are the columns.
    """
    datasets, rights = datasets_of(settings), rights_of(settings)
    files = dict[str, bytes]()
    for dataset in datasets:
        files[f"{dataset.name}.csv"] = csv_of(dataset)
        files[f"{dataset.name}.json"] = json_of(dataset, rights)
        files[f"schemas/{dataset.name}.json"] = _pretty(json_schema(dataset))
    sheets = worksheets(datasets, settings, rights)
    files[f"{rights.name}.xlsx"] = xlsx(sheets, rights)
    files[f"{rights.name}.ods"] = ods(sheets, rights)
    files["datapackage.json"] = _pretty(datapackage(datasets, files, rights))
    files |= {
        f"README.{tag}.md": dictionary(tag, datasets, settings[tag], rights) for tag in settings
    }
    return {f"data/{name}": content for name, content in files.items()}


def datasets_of(settings: Mapping[str, Setting]) -> tuple[Dataset, ...]:
    """Return all tables of the annex, in their order."""
    rows = Rows(settings)
    return tuple(_dataset(name, getattr(rows, name)(), settings) for name in DATASETS)


def _dataset(name: str, rows: Iterable[Facts], settings: Mapping[str, Setting]) -> Dataset:
    """Return one table, its columns worded; every row says its edition and its terms of use."""
    title, about, fields = DATASETS[name]
    edition = next(iter(settings.values())).edition
    ending = {"edition": edition.id, "licence": edition.imprint.licence_url}
    said = {message: {tag: s.strings(message) for tag, s in settings.items()}
            for message in (title, about)}  # fmt: skip
    return Dataset(
        name, said[title], said[about],
        tuple(column for field in fields for column in _columns(field, settings)),
        tuple(row_of(fields, settings, {**facts, **ending}) for facts in rows),
    )  # fmt: skip


def _columns(field: Field, settings: Mapping[str, Setting]) -> list[Column]:
    """Return the column of a field, or one for each language."""
    title = {tag: s.strings(field.title) for tag, s in settings.items()}
    about = {tag: s.strings(field.about) for tag, s in settings.items()}
    if not field.worded:
        return [Column(field.name, field, title, about)]
    return [
        Column(f"{field.name}:{tag}", field, _in_language(title, tag, settings), about)
        for tag in settings
    ]


def _in_language(title: Words, tag: str, settings: Mapping[str, Setting]) -> Words:
    """Return a title with the language of the column."""
    name = settings[tag].language.name
    return {
        t: s.strings("{words} ({language})", words=title[t], language=name)
        for t, s in settings.items()
    }


def csv_of(dataset: Dataset) -> bytes:
    """Return a table as CSV (RFC 4180: commas, CRLF, quotes where needed), UTF-8 with BOM."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(dataset.names)
    writer.writerows([[csv_cell(cell) for cell in row] for row in dataset.rows])
    return (BOM + text.getvalue()).encode()


def csv_cell(cell: Cell) -> str:
    """Return a cell as CSV says it."""
    text = cell_text(cell)
    return guarded(text) if isinstance(cell, str) else text


def guarded(text: str) -> str:
    """Return a text that a spreadsheet takes for text, not for a formula to run.

    OWASP, CSV injection: an apostrophe before =, @, tab, and before + or - unless a number follows.
    """
    risky = text[:1] in ("=", "@", "\t", "\r") or text[:1] in ("+", "-")
    return f"'{text}" if risky and not _NUMERIC.fullmatch(text) else text


def json_of(dataset: Dataset, rights: Rights) -> bytes:
    """Return a table as JSON, a row a line; numbers keep every digit."""
    head = {
        "$schema": f"schemas/{dataset.name}.json", "name": dataset.name, "title": dataset.title,
        "edition": rights.edition, "version": rights.version, "as_of": rights.as_of,
        "citation": rights.citation, "licence": rights.licence_url,
    }  # fmt: skip
    start = json.dumps(head, ensure_ascii=False, indent=1)[:-2]
    rows = ",\n".join(f"  {_json_row(dataset, row)}" for row in dataset.rows)
    return f'{start},\n "rows": [\n{rows}\n ]\n}}\n'.encode()


def _json_row(dataset: Dataset, row: Iterable[Cell]) -> str:
    """Return one row as a JSON object."""
    cells = zip(dataset.names, row, strict=True)
    return "{" + ", ".join(f"{_json(name)}: {_json(cell)}" for name, cell in cells) + "}"


def _json(cell: Cell) -> str:
    """Return a cell as JSON says it; the json module would cut a number to a double."""
    return plain(cell) if isinstance(cell, Decimal) else json.dumps(cell, ensure_ascii=False)


def _pretty(content: object) -> bytes:
    """Return JSON to be read by people, too."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
