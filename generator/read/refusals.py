"""Refusals: what pydantic found wrong in a record, as Problems in words that an editor knows."""

from __future__ import annotations

import types
from collections.abc import Iterable
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.problem import Problem, did_you_mean
from generator.read.located import Loc, Located
from generator.said import NOTHING, Said

_FIXES = {
    "grouped-digits": Said("Numbers in data have digits only, with a point for decimals."),
    "full-width-digits": Said("Type the digits in half width."),
    "bad-number": Said("Numbers in data have digits only, with a point for decimals."),
    "int_type": Said("Write digits only."),
    "int_parsing": Said("Write digits only."),
}
_HASH = Said("Nothing stands here; what begins with # needs quotes, else it is a comment.")
_EXPECTED = {
    "model_type": ("not-a-map", Said("keys with values are expected here (“name: …”).")),
    "dict_type": ("not-a-map", Said("keys with values are expected here (“name: …”).")),
    "mapping_type": ("not-a-map", Said("keys with values are expected here (“name: …”).")),
    "tuple_type": ("not-a-list", Said("a list is expected here: [one, two].")),
    "frozen_set_type": ("not-a-list", Said("a list is expected here: [one, two].")),
    "string_type": ("bad-value", Said("words are expected here.")),
    "int_type": ("bad-value", Said("a whole number is expected here.")),
    "int_parsing": ("bad-value", Said("a whole number is expected here.")),
    "bool_type": ("bad-value", Said("true or false is expected here.")),
    "bool_parsing": ("bad-value", Said("true or false is expected here.")),
    "too_short": ("bad-value", Said("at least one is expected here.")),
}


def refusals(
    error: ValidationError, model: type[BaseModel], located: Located, loc: Loc
) -> list[Problem]:
    """Return one Problem for each error of a record that stands at `loc` of a file."""
    errors = error.errors()
    extra = {_inner(detail) for detail in errors if detail["type"] == "extra_forbidden"}
    meant = {(*key[:-1], _meant(model, key)) for key in extra}
    return [
        _refusal(detail, model, located, loc)
        for detail in errors
        # A misspelt key is one mistake, and told as one.
        if detail["type"] != "missing" or _inner(detail) not in meant
    ]


def without_unknown(error: ValidationError, item: Any) -> Any:
    """Return the record as written without the keys that it must not have, or None.

    None when anything else is wrong: then nothing more can be said of the record.
    """
    if any(detail["type"] != "extra_forbidden" for detail in error.errors()):
        return None
    return _without(item, [detail["loc"] for detail in error.errors()])


def _without(item: Any, unknown: list[tuple[int | str, ...]]) -> Any:
    """Return a copy of nested maps and lists without the keys at these places."""
    pairs = item.items() if isinstance(item, dict) else enumerate(item)
    kept = {
        key: _without(value, [loc[1:] for loc in unknown if loc[0] == key and len(loc) > 1])
        if any(loc[0] == key for loc in unknown)
        else value
        for key, value in pairs
        if (key,) not in unknown
    }
    return kept if isinstance(item, dict) else list(kept.values())


def _inner(detail: ErrorDetails) -> Loc:
    """Return where an error is inside its record, as the file has it."""
    return tuple(part for part in detail["loc"] if part not in ("texts", "plurals", "words"))


def _meant(model: type[BaseModel], key: Loc) -> str:
    """Return the key that a misspelt one stands for, or nothing."""
    return did_you_mean(str(key[-1]), _fields(model, key[:-1])).partition('"')[2].rstrip('"?')


def _refusal(detail: ErrorDetails, model: type[BaseModel], located: Located, loc: Loc) -> Problem:
    """Return the Problem of one error."""
    inner, kind = _inner(detail), detail["type"]
    last = str(inner[-1]) if inner else ""
    where = located.place((*loc, *inner), key=kind == "extra_forbidden")
    if kind == "missing":
        what = Said('"{last}" is missing or empty.', last=last)
        return Problem(where, "missing-field", what, Said('Add "{last}".', last=last))
    if kind == "extra_forbidden":
        known = _fields(model, inner[:-1])
        fix = did_you_mean(last, known) or Said("Known keys: {known}.", known=", ".join(known))
        return Problem(where, "unknown-key", Said('"{last}" is not a key here.', last=last), fix)
    if kind in ("literal_error", "enum"):
        choices, given = _choices(detail), str(detail["input"])[:40]
        fix = did_you_mean(given, choices) or Said("Choose: {choices}.", choices=", ".join(choices))
        code = "bad-qualifier" if last == "qualifier" else "bad-choice"
        return Problem(where, code, Said('"{given}" is no {last}.', given=given, last=last), fix)
    if "-" in kind:
        return Problem(where, kind, detail["ctx"]["said"], _FIXES.get(kind, NOTHING))
    code, what = _EXPECTED.get(kind, ("bad-value", _limit(detail, last)))
    fix = _HASH if detail["input"] is None else _FIXES.get(kind, NOTHING)
    return Problem(where, code, what, fix)


def _limit(detail: ErrorDetails, key: str) -> Said:
    """Return the limit that a number is beyond, or what the library says of the value."""
    limits = {"key": key, **detail.get("ctx", {})}
    match detail["type"]:
        case "greater_than_equal":
            return Said("{key}: a number not below {ge} is expected here.", **limits)
        case "greater_than":
            return Said("{key}: a number above {gt} is expected here.", **limits)
        case "less_than_equal":
            return Said("{key}: a number not above {le} is expected here.", **limits)
        case "less_than":
            return Said("{key}: a number below {lt} is expected here.", **limits)
    return Said("{key}: {what}.", key=key, what=detail["msg"].lower())


def _choices(detail: ErrorDetails) -> list[str]:
    """Return the values that a choice allows, as pydantic lists them: 'a', 'b' or 'c'."""
    listed = str(detail.get("ctx", {}).get("expected", "")).replace(" or ", ",").split(",")
    return [choice.strip("' ") for choice in listed]


def _fields(model: type[BaseModel], loc: Iterable[Any]) -> list[str]:
    """Return the keys of the record at `loc` inside a record of this model."""
    here: type[BaseModel] = model
    for part in loc:
        if part in here.model_fields:
            here = _model_in(here.model_fields[part].annotation) or here
    return [info.alias or name for name, info in here.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the record model inside an annotation such as `tuple[Chapter, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, list, Union, types.UnionType):
        return next((m for m in map(_model_in, get_args(annotation)) if m), None)
    return None
