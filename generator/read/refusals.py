"""Refusals: what pydantic found wrong in a record, as Problems in words that an editor knows."""

from __future__ import annotations

import types
from collections.abc import Iterable
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.problem import Problem, did_you_mean
from generator.read.located import Loc, Located

_FIXES = {
    "grouped-digits": "Numbers in data have digits only, with a point for decimals.",
    "full-width-digits": "Type the digits in half width.",
    "bad-number": "Numbers in data have digits only, with a point for decimals.",
}
_EXPECTED = {
    "model_type": ("not-a-map", "keys with values are expected here (“name: …”)."),
    "dict_type": ("not-a-map", "keys with values are expected here (“name: …”)."),
    "mapping_type": ("not-a-map", "keys with values are expected here (“name: …”)."),
    "tuple_type": ("not-a-list", "a list is expected here: [one, two]."),
    "frozen_set_type": ("not-a-list", "a list is expected here: [one, two]."),
    "string_type": ("bad-value", "words are expected here."),
    "int_type": ("bad-value", "a whole number is expected here."),
    "int_parsing": ("bad-value", "a whole number is expected here."),
    "bool_type": ("bad-value", "true or false is expected here."),
    "bool_parsing": ("bad-value", "true or false is expected here."),
    "too_short": ("bad-value", "at least one is expected here."),
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
        what = f'"{last}" is missing or empty.'
        return Problem(where, "missing-field", what, f'Add "{last}".')
    if kind == "extra_forbidden":
        known = _fields(model, inner[:-1])
        fix = did_you_mean(last, known) or f"Known keys: {', '.join(known)}."
        return Problem(where, "unknown-key", f'"{last}" is not a key here.', fix)
    if kind in ("literal_error", "enum"):
        choices, given = _choices(detail), str(detail["input"])[:40]
        fix = did_you_mean(given, choices) or f"Choose: {', '.join(choices)}."
        code = "bad-qualifier" if last == "qualifier" else "bad-choice"
        return Problem(where, code, f'"{given}" is no {last}.', fix)
    if "-" in kind:
        return Problem(where, kind, detail["msg"], _FIXES.get(kind, ""))
    code, what = _EXPECTED.get(kind, ("bad-value", f"{last}: {detail['msg'].lower()}."))
    return Problem(where, code, what)


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
