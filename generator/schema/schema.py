"""Schema: the JSON Schema of each kind of YAML file, made from the records that read it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache, reduce
from operator import or_
from pathlib import PurePosixPath
from posixpath import relpath
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, create_model
from pydantic.json_schema import GenerateJsonSchema

from generator.records.changes import Changes
from generator.records.corrections import Correction
from generator.records.edition import Case, Chart, Edition
from generator.records.records import (
    Derivation,
    Indicator,
    Query,
    Region,
    RegionGroup,
    Source,
    Term,
)
from generator.records.rules import KINDS
from generator.records.unit import Unit
from generator.render.theme import Theme
from generator.word.language import Language
from generator.word.numerals import Numerals
from generator.word.typography import Typography

FOLDER = "data/schemas"
"""Where the schemas lie in a project."""
DRAFT = "http://json-schema.org/draft-07/schema#"
"""The newest version that all editors know."""
_MANY: Any = list
_ANNOTATED: Any = Annotated
LISTS: Mapping[str, Any] = {
    "units": list[Unit], "indicators": list[Indicator], "sources": list[Source],
    "queries": list[Query], "glossary": list[Term], "corrections": list[Correction],
    "charts": list[Chart], "cases": list[Case],
    "rules": _MANY[_ANNOTATED[reduce(or_, KINDS.values()), Field(discriminator="kind")]],
}  # fmt: skip
"""Files that hold a list of records, by their name."""
GROUPS: Mapping[str, Mapping[str, Any]] = {
    "regions": {"groups": list[RegionGroup], "regions": list[Region]},
    "findings": {"derived": list[Derivation]},
}
"""Files that hold lists under keys."""
WHOLE: Mapping[str, type[BaseModel]] = {
    "edition": Edition, "numerals": Numerals, "theme": Theme, "typography": Typography,
    "language": Language, "changes": Changes,
}  # fmt: skip
"""Files that are one record."""
CHANGED: Mapping[str, tuple[str, ...]] = {
    "theme": ("Colours", "Palette", "TitlePalette"), "language": ("Dates",),
}  # fmt: skip
"""Files of which a project may say only what differs, key by key, and the records inside them
of which that is so, too; what is lacking in a whole file, `check` says."""
MEMORY = "translations"
MODELINE = "# yaml-language-server: $schema={}\n"
"""The first line of a YAML file, which leads an editor to its schema."""


@cache
def schemas() -> Mapping[str, str]:
    """Return the schema of each kind of file by its path in a project."""
    return {f"{FOLDER}/{name}.json": _written(name, made) for name, made in _all()}


def modeline(path: str) -> str:
    """Return the first line of a YAML file by its path in a project; nothing for other files."""
    file = PurePosixPath(path)
    schema = f"{FOLDER}/{file.name.partition('.')[0]}.json"
    known = file.suffix == ".yaml" and schema in schemas()
    return MODELINE.format(relpath(schema, file.parent)) if known else ""


def _all() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (kind of file, its schema)."""
    for name, model in LISTS.items():
        yield name, _made(model)
    for name, lists in GROUPS.items():
        fields: Any = {key: (model, []) for key, model in lists.items()}
        yield name, _made(create_model(name, __config__=ConfigDict(extra="forbid"), **fields))
    for name, whole in WHOLE.items():
        yield name, _partial(_made(whole), CHANGED[name]) if name in CHANGED else _made(whole)
    yield MEMORY, {"type": "object", "additionalProperties": {"type": "string"}}


class _Generator(GenerateJsonSchema):
    """Makes schemas; a default that JSON cannot say is left out."""

    ignored_warning_kinds = frozenset({"non-serializable-default"})  # type: ignore[assignment]


def _made(kind: Any) -> dict[str, Any]:
    """Return the schema of a type, as files hold it."""
    made: Any = TypeAdapter(kind).json_schema(schema_generator=_Generator)
    return dict(_as_typed(made))


def _partial(schema: dict[str, Any], inside: tuple[str, ...]) -> dict[str, Any]:
    """Return a schema of a file in which any key may be absent, and so may all of them."""
    for record in (schema, *(schema["$defs"][name] for name in inside)):
        record.pop("required", None)
    return schema | {"type": ["object", "null"]}


def _as_typed(node: Any) -> Any:
    """Return a schema in draft 7, for values as they are typed: `2023` may stand for a text."""
    if isinstance(node, list):
        return [_as_typed(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {name: _as_typed(item) for name, item in node.items() if name not in ("default",)}
    if isinstance(kept.get("title"), str):
        del kept["title"]
    if kept.get("type") == "string" and not {"enum", "const", "pattern"} & {*kept}:
        kept["type"] = ["string", "number"]
    if "prefixItems" in kept:
        kept["items"] = kept.pop("prefixItems")
    return kept


def _written(name: str, schema: Mapping[str, Any]) -> str:
    """Return a schema as the text of its file."""
    content = {"$schema": DRAFT, "title": f"{name}.yaml", **schema}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"
