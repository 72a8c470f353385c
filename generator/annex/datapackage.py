"""Data package: the annex described for programs (Data Package 2.0, Table Schema, JSON Schema)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from generator.annex.dataset import Column, Dataset
from generator.annex.rights import Rights

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DIALECT = "http://json-schema.org/draft-07/schema#"
TABLE_TYPES = {"text": "string", "number": "number", "whole": "integer", "day": "date",
               "address": "string"}  # fmt: skip
JSON_TYPES = {"text": "string", "number": "number", "whole": "integer", "day": "string",
              "address": "string"}  # fmt: skip
JSON_FORMATS = {"day": "date", "address": "uri"}


def datapackage(
    datasets: Iterable[Dataset], files: Mapping[str, bytes], rights: Rights
) -> dict[str, Any]:
    """Return datapackage.json: each CSV file with its schema; words in the first language."""
    tables = {dataset.name: dataset for dataset in datasets}
    licences = [{"path": rights.licence_url, "title": _first(rights.licence)}]
    return {
        "$schema": PROFILE,
        "name": rights.name,
        "title": _first(rights.title),
        "description": _first(rights.about),
        "version": rights.version,
        **({"status": rights.stamp} if rights.stamp else {}),
        "created": f"{rights.as_of}T00:00:00Z",
        "licenses": licences,
        "contributors": [{"title": _first(rights.publisher), "roles": ["publisher"]}],
        "sources": _sources(tables["sources"], None),
        "resources": [
            {**_resource(dataset, files[f"{dataset.name}.csv"]), "licenses": licences,
             **_cited(dataset, tables["sources"])}
            for dataset in tables.values()
        ],
    }  # fmt: skip


def _resource(dataset: Dataset, content: bytes) -> dict[str, Any]:
    """Return one CSV file as a resource."""
    return {
        "name": dataset.name,
        "type": "table",
        "path": f"{dataset.name}.csv",
        "title": _first(dataset.title),
        "description": _first(dataset.about),
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "schema": _table_schema(dataset),
    }


def _cited(dataset: Dataset, sources: Dataset) -> dict[str, Any]:
    """Return the sources that a table names, where it names any."""
    if dataset is sources:
        return {"sources": _sources(sources, None)}
    places = [i for i, name in enumerate(dataset.names) if name in ("source", "grounds")]
    cited = {name for row in dataset.rows for i in places for name in str(row[i] or "").split()}
    return {"sources": _sources(sources, cited)} if cited else {}


def _sources(sources: Dataset, cited: set[str] | None) -> list[dict[str, str]]:
    """Return (some of) the sources with name and address."""
    names = list(sources.names)
    name, url = next(i for i, n in enumerate(names) if n.startswith("name:")), names.index("url")
    return [
        {"title": str(row[name]), **({"path": str(row[url])} if row[url] else {})}
        for row in sources.rows
        if cited is None or row[0] in cited
    ]


def _table_schema(dataset: Dataset) -> dict[str, Any]:
    """Return the Table Schema of one table."""
    links = [
        {"fields": [c.name], "reference": {"resource": c.field.refers, "fields": ["id"]}}
        for c in dataset.columns if c.field.refers
    ]  # fmt: skip
    schema = {"fields": [_table_field(c) for c in dataset.columns], "primaryKey": ["id"]}
    return {**schema, "foreignKeys": links} if links else schema


def _table_field(column: Column) -> dict[str, Any]:
    """Return one column as a field of a Table Schema."""
    field = column.field
    limits: dict[str, Any] = {"required": True} if field.needed else {}
    limits |= {"unique": True} if column.is_key else {}
    limits |= {"enum": list(field.choices)} if field.choices else {}
    limits |= {"pattern": field.pattern} if field.pattern else {}
    said: dict[str, Any] = {
        "name": column.name, "type": TABLE_TYPES[field.kind],
        "title": _first(column.title), "description": _first(column.about),
    }  # fmt: skip
    said |= {"format": "uri"} if field.kind == "address" else {}
    return {**said, "constraints": limits} if limits else said


def json_schema(dataset: Dataset) -> dict[str, Any]:
    """Return the JSON Schema of the JSON file of one table."""
    words = {"type": "object", "additionalProperties": {"type": "string"}}
    text = {"type": "string"}
    head = {"$schema": text, "name": {"const": dataset.name}, "title": words, "edition": text,
            "version": text, "as_of": text, "citation": words,
            "licence": {"type": "string", "format": "uri"}}  # fmt: skip
    row = {
        "type": "object",
        "properties": {column.name: _json_property(column) for column in dataset.columns},
        "required": list(dataset.names),
        "additionalProperties": False,
    }
    return {
        "$schema": DIALECT,
        "title": _first(dataset.title),
        "description": _first(dataset.about),
        "type": "object",
        "properties": {**head, "rows": {"type": "array", "items": row}},
        "required": [*head, "rows"],
        "additionalProperties": False,
    }


def _json_property(column: Column) -> dict[str, Any]:
    """Return one column as a property of a row."""
    field = column.field
    kind: Any = JSON_TYPES[field.kind]
    said: dict[str, Any] = {"type": kind if field.needed else [kind, "null"]}
    said |= {"format": JSON_FORMATS[field.kind]} if field.kind in JSON_FORMATS else {}
    said |= {"enum": [*field.choices, *([] if field.needed else [None])]} if field.choices else {}
    said |= {"pattern": f"^{field.pattern}$"} if field.pattern else {}
    return {**said, "title": _first(column.title), "description": _first(column.about)}


def _first(words: Mapping[str, str]) -> str:
    """Return the words of the language that comes first."""
    return next(iter(words.values()))
