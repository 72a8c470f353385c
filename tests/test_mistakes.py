"""A folder of tests/mistakes/ is one mistake in a made-up country, and the Problems it brings.

edit.yaml says what is done to a copy of tests/editions/quillonia:

    edits:
      - {file: data/units.yaml, find: "…", replace: "…"}   # stands there just once
      - {file: data/units.yaml, encode: gb18030}
      - {file: data/units.yaml, remove: true}
      - {file: data/new.yaml, write: "…"}
      - {file: data/observations/more.xlsx, cells: [[…], […]]}   # a workbook of one sheet
      - {file: data/units.yaml, move: data/unit.yaml}
      - {file: data/units.yaml, link: outside}              # a link to a file outside
    command: build --only html                              # else: check
    templates: true                                         # the project has its own copy of them
                                                            # (overrides need none)
    repository: true                                        # all was committed before the edits

expected.txt holds what is printed, to the letter.
"""

import argparse
import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import yaml

from generator.check.uses import FILES, names_of
from generator.cli import main
from generator.problem import Problem
from generator.read.read import read
from generator.said import speaking
from generator.tell.account import Account
from generator.tell.codes import codes
from generator.tell.tell import tell
from tests.projects import MADE_UP, ROOT, commit, copy_of, published_in

MISTAKES = sorted((ROOT / "tests" / "mistakes").iterdir())
SOURCE = sorted((ROOT / "generator").rglob("*.py"))
OF_OTHERS = {
    *("bad-css", "bad-csv", "bad-json", "bad-pattern", "bad-template", "bad-workbook", "bad-yaml"),
}
"""Codes of Problems that repeat what another program said of a file."""
OF_OUTPUT = {"output-fault", "checker-complaint"} | {
    *("added-figure", "changed-chart", "changed-figure", "dropped-figure", "revised-figure"),
}
"""Codes of what is wrong in finished files (test_results.py), or otherwise (test_diff.py)."""
CODE = re.compile(r": (?:error|warning)\[([a-z0-9-]+)\]: ")


def workbook(path: Path, lines: list[list[Any]]) -> None:
    """Write a workbook of one sheet."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sheet1")
        for row, line in enumerate(lines):
            sheet.write_row(row, 0, line)


def edit(project: Path, change: dict[str, Any]) -> None:
    """Do one edit to a copy of the project."""
    path = project / change.pop("file")
    match change:
        case {"find": old, "replace": new}:
            text = path.read_text(encoding="utf-8")
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
            path.write_text(text.replace(old, new), encoding="utf-8", newline="")
        case {"encode": encoding}:
            path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
        case {"remove": True}:
            path.unlink()
        case {"write": text}:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        case {"cells": lines}:
            workbook(path, lines)
        case {"move": name}:
            path.rename(project / name)
        case {"link": name}:
            target = project.parent / name
            path.rename(target)
            path.symlink_to(target)
        case _:
            pytest.fail(f"edit.yaml: what is {change}?")


def edited(folder: Path, tmp_path: Path) -> tuple[Path, list[str]]:
    """Return a copy of the made-up country with the mistake of a folder in it, and the command."""
    case = yaml.safe_load((folder / "edit.yaml").read_text(encoding="utf-8"))
    project = copy_of(MADE_UP, tmp_path / "project", templates=case.get("templates", False))
    if case.get("repository"):
        commit(project)
    for change in case["edits"]:
        edit(project, change)
    return project, str(case.get("command", "check")).split()


@pytest.mark.parametrize("folder", MISTAKES, ids=lambda folder: folder.name)
def test_mistake(folder, tmp_path, capsys, golden, monkeypatch):
    project, command = edited(folder, tmp_path)
    told: list[Problem] = []

    def listen(account: Account, options: argparse.Namespace) -> int:
        told.extend(account.problems)
        return tell(account, options)

    monkeypatch.setattr("generator.cli.tell", listen)
    code = main(["--project", str(project), *command])
    printed = capsys.readouterr()
    golden(folder / "expected.txt", printed.out)
    assert code == int(": error[" in printed.out), "a warning stops nothing, an error does"
    assert CODE.search(printed.out), printed.out
    assert str(tmp_path) not in printed.out + printed.err
    assert published_in(project) == []
    assert told
    for problem in told:
        is_told_in_chinese(problem)


def is_told_in_chinese(problem: Problem) -> None:
    """Assert that a Problem has the same place and code in Chinese, and no words left in English.

    What is quoted may be in any language, and what other programs say stays as it is.
    """
    english = str(problem)
    with speaking("zh-CN"):
        chinese = str(problem)
    head = f"{problem.place}: {problem.level}[{problem.code}]: "
    assert english.startswith(head)
    assert chinese.startswith(head)
    quoted = r'“[^”]*”|（[^）]*）|"[^"]*"|`[^`]*`|tisc-snapshot [\w/ .-]+'
    said = re.sub(quoted, "", chinese.removeprefix(head))
    assert re.search("[\u4e00-\u9fff]", said), chinese
    if problem.code not in OF_OTHERS:
        assert not re.search(r"(?:\b[A-Za-z]+ ){2}[a-z]+\b", said), chinese


@cache
def codes_in_package() -> set[str]:
    """Return the codes of all Problems that the source can make."""
    found = {code for path in SOURCE for code in codes_in(ast.parse(path.read_text()))}
    return found | {f"unknown-{kind.replace(' ', '-')}" for kind in kinds_named()}


def codes_in(module: ast.Module) -> Iterator[str]:
    """Yield the codes of a module: where they are said, and where they are chosen by name."""
    places = {"Problem": 1, "say": 1, "fault": 0, "refused": 0}
    chosen = False
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = places.get(name, len(node.args))
            said = node.args[place : place + 1]
            yield from (str(arg.value) for arg in said if isinstance(arg, ast.Constant))
            chosen = chosen or any(isinstance(arg, ast.Name | ast.Starred) for arg in said)
    for node in ast.walk(module) if chosen else ():
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "code":
            yield from strings(node.value)
        if isinstance(node, ast.Tuple) and len(node.elts) in (2, 3):
            yield from strings(node.elts[0])


def strings(node: ast.expr) -> Iterator[str]:
    """Yield the strings with a hyphen among what an expression may be."""
    parts = [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]
    for part in parts:
        if isinstance(part, ast.Constant) and "-" in str(part.value):
            yield str(part.value)


def kinds_named() -> set[str]:
    """Return the kinds of things that data name by their ids."""
    library, _ = read(MADE_UP)
    files = next(iter(library.editions.values()))
    return {*FILES, *names_of(files, library), "observation"}


def test_each_code_is_explained():
    """Both ways: generator/tell/codes.yaml, from which docs/codes.md is written."""
    assert set(codes()) == codes_in_package()
    assert list(codes()) == sorted(codes())


def test_each_code_has_a_folder():
    known = {path.name: (path / "expected.txt").read_text(encoding="utf-8") for path in MISTAKES}
    shown = {code for text in known.values() for code in CODE.findall(text)}
    assert codes_in_package() - shown == OF_OUTPUT, "no folder of tests/mistakes/ shows these codes"


def test_each_folder_shows_a_code_of_the_source():
    for folder in MISTAKES:
        shown = set(CODE.findall((folder / "expected.txt").read_text(encoding="utf-8")))
        assert shown, folder.name
        assert shown <= codes_in_package(), folder.name


def test_each_mistake_is_told_once():
    several = {
        folder.name
        for folder in MISTAKES
        if len(CODE.findall((folder / "expected.txt").read_text(encoding="utf-8"))) > 1
    }
    # A colour is faint on several grounds; a paragraph too many is missed in the other language.
    assert several == {"low-contrast", "unlike-paragraphs"}
