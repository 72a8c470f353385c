"""Refused: why a value cannot stand in a record, with the code of its Problem."""

from __future__ import annotations

from pydantic_core import PydanticCustomError

from generator.said import Said


def refused(code: str, said: Said) -> PydanticCustomError:
    """Return the error that a validator raises."""
    return PydanticCustomError(code, "{said}", {"said": said})
