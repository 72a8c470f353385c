"""Programs: an account as JSON, and as SARIF for hosts that list what tools found in code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from generator import __version__
from generator.problem import Problem
from generator.said import language
from generator.tell.account import Account
from generator.tell.codes import meaning

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
RAN = (0, 1, 3)
"""Exit codes of a command that looked at everything, whatever it found."""


def as_json(account: Account) -> str:
    """Return all of an account; the words are in the language that is spoken, the keys are not."""
    content = {
        "command": account.command,
        "version": __version__,
        "language": language(),
        "exit": account.exit,
        "errors": account.count("error"),
        "warnings": account.count("warning"),
        "problems": [_problem(problem) for problem in account.problems],
        **account.facts,
        "end": str(account.end),
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _problem(problem: Problem) -> Mapping[str, object]:
    """Return one Problem."""
    place = problem.place
    return {
        **asdict(place), "place": str(place), "level": problem.level, "code": problem.code,
        "what": str(problem.what), "fix": str(problem.fix),
    }  # fmt: skip


def as_sarif(account: Account) -> str:
    """Return a log in SARIF 2.1.0, each code a rule that is explained."""
    codes = list(dict.fromkeys(problem.code for problem in account.problems))
    rules = [{"id": code, "fullDescription": {"text": str(meaning(code))}} for code in codes]
    ran = account.exit in RAN
    invocation: dict[str, Any] = {"executionSuccessful": ran, "exitCode": account.exit}
    if not ran:
        said = {"level": "error", "message": {"text": str(account.end)}}
        invocation["toolExecutionNotifications"] = [said]
    run = {
        "tool": {"driver": {"name": "tisc-snapshot", "version": __version__, "rules": rules}},
        "language": language(),
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": [_result(problem, account, codes) for problem in account.problems],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1)


def _result(problem: Problem, account: Account, codes: list[str]) -> Mapping[str, object]:
    """Return one result. Its fingerprint leaves the line out, so that an edit above keeps it."""
    place = problem.place
    where: dict[str, Any] = {"artifactLocation": {"uri": quote(account.file(place))}}
    if not place.cell:
        where["region"] = {"startLine": place.line, "startColumn": place.column}
    location: dict[str, Any] = {"physicalLocation": where}
    if place.cell:
        location["logicalLocations"] = [{"fullyQualifiedName": str(place)}]
    same = "\n".join((place.path, problem.code, problem.what.english))
    return {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": problem.level,
        "message": {"text": str(problem.said)},
        "locations": [location],
        "partialFingerprints": {"problem/v1": sha256(same.encode()).hexdigest()},
    }
