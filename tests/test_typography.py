"""Slips of typing: what the check finds, what it leaves alone; the shipped words have none."""

import csv
from functools import cache

import pytest

from generator.check.check import warned
from generator.read.read import read
from generator.word.typed import typed_markdown
from generator.word.typography import typography_of
from tests.projects import MADE_UP, ROOT, copy_of

TEMPLATES = ROOT / "templates"
with (ROOT / "tests" / "typography.csv").open(encoding="utf-8", newline="") as file:
    VECTORS = list(csv.DictReader(file))


@cache
def patterns(script):
    slips = typography_of(TEMPLATES)
    assert slips is not None
    return slips.patterns(script)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: repr(vector["text"]))
def test_slip(vector):
    typed = typed_markdown(vector["text"])
    found = [slip.what for pattern, slip in patterns(vector["script"]) if pattern.search(typed)]
    if vector["slip"]:
        assert len(found) == 1
        assert vector["slip"] in found[0]
    else:
        assert found == []


def test_every_slip_has_a_vector():
    slips = typography_of(TEMPLATES)
    assert slips is not None
    for script, listed in slips.rules.items():
        named = [v["slip"] for v in VECTORS if v["script"] == script and v["slip"]]
        for slip in listed:
            assert any(name in slip.what for name in named), slip.what


@pytest.mark.parametrize("project", [ROOT, MADE_UP], ids=lambda project: project.name)
def test_shipped_words_have_no_slip(project):
    library, problems = read(project)
    assert not problems
    assert [str(problem) for problem in warned(library, project)] == []


@pytest.mark.parametrize(("words", "count"), [("报道称“众所周知”。", 0), ("众所周知。", 1)])
def test_a_quotation_may_hold_what_the_editors_avoid(words, count, tmp_path):
    project = copy_of(MADE_UP, tmp_path / "project")
    notes = project / "data" / "editions" / "2031" / "text" / "notes.zh-CN.md"
    notes.write_text(notes.read_text(encoding="utf-8") + f"\n{words}\n", encoding="utf-8")
    library, _ = read(project)
    assert [problem.code for problem in warned(library, project)] == ["avoided-phrase"] * count
