"""Checkers of data: the data package by Frictionless."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.checkers.checker import lacking


def frictionless(output: Path, files: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Return what is wrong with the data package, its tables and their references."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the packages that it brings along
        try:
            from frictionless import validate
        except ImportError:
            raise lacking("frictionless", package=True) from None
        said = {}
        for name in files:
            report = validate(str(output / name))
            found = report.flatten(["name", "rowNumber", "fieldName", "message"])
            said[name] = [" ".join(str(part) for part in error if part) for error in found]
            if not report.valid and not found:
                said[name] = ["not valid"]
    return said
