"""Template types: what a template may ask of the report, read from the report's own annotations."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cache
from types import GenericAlias, NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from markupsafe import Markup
from pydantic import BaseModel

from generator.said import Said
from generator.word.language import Strings

LOOP = {
    "index": int, "index0": int, "revindex": int, "revindex0": int, "first": bool, "last": bool,
    "length": int, "depth": int, "depth0": int, "previtem": Any, "nextitem": Any,
    "cycle": Any, "changed": Any,
}  # fmt: skip
"""What the template engine knows of a loop."""


TEXT_METHODS = ("lower", "upper", "strip", "removeprefix", "removesuffix", "replace")


class Loop:
    """The type of `loop` inside a loop."""


class Macro:
    """The type of a macro: the file that it stands in, its node, and the names of that file."""

    def __init__(self, template: str, node: Any, names: dict[str, Any]) -> None:
        """Keep where it stands."""
        self.template, self.node, self.names = template, node, names


class Module:
    """The type of a file that is imported as a whole, with the names that it gives."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        """Keep its names."""
        self.names = names


@cache
def fields(kind: Any) -> Mapping[str, Any]:
    """Return the fields of a view or record and their types; nothing for any other type."""
    if kind is Loop:
        return LOOP
    if isinstance(kind, Module):
        return kind.names
    if not isinstance(kind, type):
        return {}
    if not (dataclasses.is_dataclass(kind) or issubclass(kind, BaseModel)):
        return {}
    found = {name: _plain(hint) for name, hint in get_type_hints(kind).items()}
    if issubclass(kind, BaseModel):
        found = {name: found[name] for name in kind.model_fields}
    for name in dir(kind):
        member = getattr(kind, name, None)
        if isinstance(member, property) and member.fget and not hasattr(BaseModel, name):
            found[name] = _plain(get_type_hints(member.fget).get("return", Any))
    return {name: hint for name, hint in found.items() if not name.startswith("_")}


def attribute(kind: Any, name: str) -> Any:
    """Return the type of a field, or None where there is no such field."""
    if name.startswith("_"):
        return None  # what lies there is not for templates, and the sandbox refuses it
    if kind is Any or isinstance(kind, Macro):
        return Any
    if kind in (str, Markup):
        return str if name in TEXT_METHODS else None
    if known := fields(kind):
        return known.get(name)
    base = get_origin(kind) or kind
    if base in (Mapping, dict) and hasattr(dict, name):
        return _of_mapping(kind, name)
    return Any if isinstance(base, type) and hasattr(base, name) else None


def element(kind: Any) -> Any:
    """Return the type of what a loop over this type gives, or None where it is no list."""
    base, inner = get_origin(kind), get_args(kind)
    if kind is Any or kind is str or kind is Markup:
        return Any if kind is Any else str
    if base is tuple:
        return inner[0] if len(inner) == 2 and inner[1] is Ellipsis else Any
    if base in (Mapping, dict):
        return inner[0]
    return inner[0] if base in (list, frozenset, set) else None


def pieces(kind: Any, count: int) -> list[Any] | None:
    """Return the types of a tuple's items for so many names, or None where these do not fit."""
    inner = get_args(kind)
    if kind is Any or (get_origin(kind) is tuple and inner[-1:] == (Ellipsis,)):
        return [Any if kind is Any else inner[0]] * count
    return list(inner) if get_origin(kind) is tuple and len(inner) == count else None


def list_of(kind: Any) -> Any:
    """Return the type of a list of things of one type."""
    return GenericAlias(tuple, (kind, ...))


def item(kind: Any, index: object) -> Any:
    """Return the type of one item by its index or key."""
    inner = get_args(kind)
    if get_origin(kind) is tuple and isinstance(index, int) and Ellipsis not in inner:
        return inner[index] if -len(inner) <= index < len(inner) else None
    if get_origin(kind) in (Mapping, dict):
        return inner[1]
    return element(kind)


def may_be_absent(kind: Any) -> bool:
    """Tell whether a value of this type may be None."""
    return get_origin(kind) in (Union, UnionType) and NoneType in get_args(kind)


def present(kind: Any) -> Any:
    """Return the type without None."""
    if not may_be_absent(kind):
        return kind
    left = [part for part in get_args(kind) if part is not NoneType]
    return left[0] if len(left) == 1 else Any


def is_text(kind: Any) -> bool:
    """Tell whether a value of this type is text."""
    return kind in (str, Markup, Strings) or kind is Any


def named(kind: Any) -> Said:
    """Return how a type is called in a message."""
    if kind is Any:
        return Said("anything")
    if kind is Loop:
        return Said("loop")
    if isinstance(kind, Macro | Module):
        return Said("a macro") if isinstance(kind, Macro) else Said("that file")
    base, inner = get_origin(kind), get_args(kind)
    if may_be_absent(kind):
        return Said("{kind} or nothing", kind=named(present(kind)))
    if base is tuple and inner[-1:] == (Ellipsis,):
        return Said("a list of {kind}", kind=named(inner[0]))
    if base in (Mapping, dict):
        return Said("a map from {key} to {value}", key=named(inner[0]), value=named(inner[1]))
    if base is tuple:
        return Said("({kinds})", kinds=Said.joined(", ", map(named, inner)))
    words = {
        str: Said("text"), Markup: Said("text"), int: Said("a number"), bool: Said("yes or no"),
    }  # fmt: skip
    return words.get(kind) or Said.verbatim(getattr(kind, "__name__", kind))


def _plain(hint: Any) -> Any:
    """Return a type without annotations; a choice of words is text."""
    if get_origin(hint) is Annotated:
        return _plain(get_args(hint)[0])
    if get_origin(hint) is Literal:
        return str
    return hint


def _of_mapping(kind: Any, name: str) -> Any:
    """Return what calling a mapping's method gives: its pairs, keys or values."""
    key, value = get_args(kind) or (Any, Any)
    gives = {"items": GenericAlias(tuple, (key, value)), "keys": key, "values": value}
    return list_of(gives[name]) if name in gives else Any
