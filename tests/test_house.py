"""House rules that a reader can count on: small modules and functions, no country in the code."""

import ast
import re
import subprocess
import sys

import pytest

from tests.projects import ROOT

PACKAGE = ROOT / "generator"
MODULES = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted(p for p in (ROOT / "templates").rglob("*") if p.suffix in (".html", ".css"))
LONGEST_MODULE, LONGEST_FUNCTION = 250, 40


def name(path) -> str:
    """Return a file by its folder and name."""
    return str(path.relative_to(ROOT).as_posix())


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_module_is_short_and_says_what_it_is(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    tree = ast.parse(text)
    assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{path.name}: {node.name} has {length} lines"


@pytest.mark.parametrize("path", [*MODULES, *TEMPLATES], ids=name)
def test_no_country_no_topic_no_year(path):
    text = path.read_text(encoding="utf-8")
    for word in ("China", "中国", "在华", "TISC", "Gansu", "甘肃"):
        assert word not in text
    # Years may stand in comments, docstrings and in the examples of a form, never in a rule.
    code = re.sub(r'"""[\s\S]*?"""|#.*|\{#[\s\S]*?#\}|write 2023.*', "", text)
    assert not re.search(r"\b20[1-3]\d\b", code)


@pytest.mark.parametrize("path", [*MODULES, *TEMPLATES], ids=name)
def test_nothing_is_left_to_do(path):
    assert not re.search(r"\b(TO" "DO|FIX" "ME|XX" "X)\b", path.read_text(encoding="utf-8"))


def test_the_map_of_the_package_is_as_it_would_be_written():
    assert subprocess.run([sys.executable, "scripts/map.py", "--check"], cwd=ROOT).returncode == 0


def test_each_folder_of_the_package_is_a_step_that_is_explained():
    text = (ROOT / "docs/how-it-works.md").read_text(encoding="utf-8")
    column = "".join(re.findall(r"^\|[^|]+\|([^|]+)\|", text, re.MULTILINE))
    folders = {path.parent.name for path in PACKAGE.rglob("__init__.py")} - {"generator"}
    assert set(re.findall(r"`(\w+)/`", column)) == folders


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_side_is_called_left_or_right(path):
    """A language that is written from right to left gets its page mirrored."""
    text = re.sub(r"\{#[\s\S]*?#\}|/\*[\s\S]*?\*/|\{\{[\s\S]*?\}\}", "", path.read_text("utf-8"))
    physical = (
        r"(margin|padding|border)-(left|right)\b|(?<=[{;\s])(left|right)\s*:|"
        r"text-align\s*:\s*(left|right)|float\s*:\s*(left|right)"
    )
    assert [match[0] for match in re.finditer(physical, text)] == []
