"""`init` begins a project that builds; `explain` says where its looks and words come from."""

import json

import pytest

from generator.begin.begin import begin, sample
from generator.cli import main
from generator.problem import UsageError
from tests.projects import snapshot
from tests.test_overrides import PO, written


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Return a new project, built as HTML."""
    folder = tmp_path_factory.mktemp("begun") / "mine"
    begin(folder)
    assert main(["--project", str(folder), "build", "--only", "html"]) == 0
    return folder


def test_a_new_project_holds_only_its_own(project):
    tops = {path.relative_to(project).parts[0] for path in project.rglob("*")}
    assert tops == {"data", "templates", "output"}
    own = {path.name for path in (project / "templates").iterdir()}
    assert own == {"theme.yaml", "locale", "overrides"}
    assert not list(project.glob("templates/**/*.html"))


def test_its_data_say_that_they_are_made_up(project):
    page = (project / "output/2030/en/index.html").read_text(encoding="utf-8")
    assert page.count("made up") > 3
    for name in ("sources.yaml", "regions.yaml"):
        assert "made up" in (project / "data" / name).read_text(encoding="utf-8")
    assert sample().keys() == {n for n in snapshot(project) if n.startswith("data/")}


def test_it_never_writes_over_anything(project):
    before = snapshot(project)
    with pytest.raises(UsageError):
        begin(project)
    assert snapshot(project) == before


def explained(project, capsys, *what):
    """Return the facts that `explain` prints of a thing."""
    code = main(["--project", str(project), "explain", *what, "--format", "json"])
    assert code == 0
    return [(fact["head"], fact["text"]) for fact in json.loads(capsys.readouterr().out)["facts"]]


def test_explain_says_what_supplies_and_what_is_hidden(project, capsys):
    files = {
        "chapter.html": '{% extends "default:chapter.html" %}{% block body %}{% endblock %}',
        "theme.yaml": 'colours:\n  light:\n    data: "#0B5D3B"\n',
        PO: 'msgid "Contents"\nmsgstr "Inside"\n',
        "charts/wells-squares.json": "{}",
    }
    over = "templates/overrides/"
    written(project, files)
    try:
        facts = explained(project, capsys, "template", "chapter.html")
        assert facts[:2] == [
            ("supplies", f"{over}chapter.html"),
            ("hides", "default:chapter.html"),
        ]
        assert ("undo", f"delete {over}chapter.html") in facts
        assert "opening" in dict(facts)["blocks"]
        facts = explained(project, capsys, "string", "Contents")
        assert facts[0] == ("en", f"“Inside” {over}{PO}:1")
        assert facts[1][0] == "hides"
        assert facts[1][1].startswith("“Contents” default:locale/en/")
        facts = explained(project, capsys, "colour", "light.data")
        assert facts[0] == ("light", f"#0B5D3B {over}theme.yaml:3")
        assert facts[1][1].startswith("default:theme.yaml:")
        facts = explained(project, capsys, "chart", "wells-squares")
        assert ("patched", f"{over}charts/wells-squares.json") in facts
    finally:
        for name in files:
            (project / over / name).unlink()
    facts = explained(project, capsys, "template", "chapter.html")
    assert facts[0] == ("supplies", "default:chapter.html")


@pytest.mark.parametrize(
    ("what", "hint"),
    [(("template", "chaptr.html"), '"chapter.html"'), (("string", "Contentss"), '"Contents"'),
     (("colour", "dta"), '"data"'), (("chart", "wells-square"), '"wells-squares"'),
     (("colours", "data"), "template, string, colour, chart")],
)  # fmt: skip
def test_explain_of_what_there_is_not(project, capsys, what, hint):
    assert main(["--project", str(project), "explain", *what]) == 2
    assert hint in capsys.readouterr().err
