"""Codes: what each code of a Problem means, said in codes.yaml and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from generator.problem import UsageError, did_you_mean
from generator.said import Said


@cache
def codes() -> Mapping[str, str]:
    """Return the meaning of each code, in English."""
    text = Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
    return {str(code): str(meaning) for code, meaning in yaml.safe_load(text).items()}


def meaning(code: str) -> Said:
    """Return what a code means; UsageError where there is no such code."""
    if code not in codes():
        absent = Said('there is no code "{code}".', code=code)
        near = did_you_mean(code, codes())
        raise UsageError(Said("{what} {fix}", what=absent, fix=near) if near else absent)
    return Said.verbatim(codes()[code])
