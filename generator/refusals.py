"""Refusals: what pydantic found wrong in a record, as Problems in words that an editor knows."""

from __future__ import annotations

import types
from collections.abc import Iterable
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.located import Loc, Located
from generator.problem import Problem, did_you_mean

_FIXES = {
    "grouped-digits": "Numbers in data have digits only, with a point for decimals.",
    "full-width-digits": "Type the digits in half width.",
    "bad-number": "Numbers in data have digits only, with a point for decimals.",
}


def refusals(
    error: ValidationError, model: type[BaseModel], located: Located, loc: Loc
) -> list[Problem]:
    """Return one Problem for each error of a record that stands at `loc` of a file."""
    return [_refusal(detail, model, located, loc) for detail in error.errors()]


def _refusal(detail: ErrorDetails, model: type[BaseModel], located: Located, loc: Loc) -> Problem:
    """Return the Problem of one error."""
    inner = tuple(part for part in detail["loc"] if part != "texts")
    kind, last = detail["type"], str(inner[-1]) if inner else ""
    where = located.place((*loc, *inner), key=kind == "extra_forbidden")
    if kind == "missing":
        what = f'"{last}" is missing or empty.'
        return Problem(where, "missing-field", what, f'Add "{last}".')
    if kind == "extra_forbidden":
        known = _fields(model, inner[:-1])
        fix = did_you_mean(last, known) or f"Known keys: {', '.join(known)}."
        return Problem(where, "unknown-key", f'"{last}" is not a key here.', fix)
    if kind in ("literal_error", "enum"):
        choices = [choice.strip("' ") for choice in _choices(detail)]
        fix = did_you_mean(str(detail["input"]), choices) or f"Choose: {', '.join(choices)}."
        code = "bad-qualifier" if last == "qualifier" else "bad-choice"
        return Problem(where, code, f'"{detail["input"]}" is not a {last}.', fix)
    code = kind if "-" in kind else "bad-value"
    text = (
        detail["msg"] if code == kind else f"{last}: {detail['msg'][0].lower()}{detail['msg'][1:]}."
    )
    return Problem(where, code, text, _FIXES.get(code, ""))


def _choices(detail: ErrorDetails) -> list[str]:
    """Return the values that a choice allows, as pydantic lists them: 'a', 'b' or 'c'."""
    return str(detail.get("ctx", {}).get("expected", "")).replace(" or ", ",").split(",")


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
