"""Check of answers: each hit of a rule has a query that answers it, and each answer has its hit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.check_rules import hits
from generator.corrections import corrected
from generator.derive import queries_on
from generator.library import Everything, Library
from generator.problem import Problem
from generator.records import Query
from generator.rules import ImpliedRule, PartsRule, RangeRule, Rule
from generator.tested import Hit, tested
from generator.uses import unknown
