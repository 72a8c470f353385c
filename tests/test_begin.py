"""`init` begins a project that builds; `explain` says where its looks and words come from."""

import json
import re

import pytest

from generator.begin.begin import begin, sample
from generator.cli import main
from generator.problem import UsageError
from generator.schema.schema import schemas
from tests.projects import snapshot
from tests.pseudo import OWN_FAMILY, own_font
from tests.test_overrides import PO, written


def begun(folder):
    """Return a new project below a folder."""
    begin(folder / "mine")
    return folder / "mine"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Return a new project, built as HTML."""
    folder = tmp_path_factory.mktemp("begun") / "mine"
    begin(folder)
    assert main(["--project", str(folder), "build", "--only", "html"]) == 0
    return folder


def test_a_new_project_holds_only_its_own(project):
    tops = {path.relative_to(project).parts[0] for path in project.rglob("*")}
    assert tops == {".gitignore", "data", "templates", "output"}
    own = {path.name for path in (project / "templates").iterdir()}
    assert own == {"theme.yaml", "locale", "overrides"}
    assert not list(project.glob("templates/**/*.html"))


def test_its_data_say_that_they_are_made_up(project):
    page = (project / "output/2030/en/index.html").read_text(encoding="utf-8")
    assert page.count("made up") > 3
    for name in ("sources.yaml", "regions.yaml"):
        assert "made up" in (project / "data" / name).read_text(encoding="utf-8")
    data = {name for name in snapshot(project) if name.startswith("data/")}
    assert data == {*sample(), *schemas()}


def test_editors_that_know_json_schema_find_them(project, capsys):
    for path in project.glob("**/*.yaml"):
        led = re.match(r"# yaml-language-server: \$schema=(.+)", path.read_text(encoding="utf-8"))
        assert led, path
        assert (path.parent / led[1]).is_file(), path
    before = snapshot(project)
    assert main(["--project", str(project), "data", "schemas"]) == 0
    assert snapshot(project) == before


def test_the_guide_is_at_hand_whatever_is_wrong_in_the_project(tmp_path, capsys):
    project = begun(tmp_path)
    (project / "data/regions.yaml").write_text("[", encoding="utf-8")
    ask = ["--project", str(project), "explain", "wish"]
    assert main(ask) == 0
    assert "  Recolour\n" in capsys.readouterr().out
    assert main([*ask, "recolour"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Recolour\n")
    assert "templates/overrides/theme.yaml" in said
    assert main([*ask, "chapter"]) == 0
    listed = re.findall("^  (.+)", capsys.readouterr().out, re.MULTILINE)
    assert "Add a chapter" in listed
    assert all("chapter" in head for head in listed)
    assert main([*ask, "Recolor"]) == 2
    assert 'Did you mean "Recolour"?' in capsys.readouterr().err


def test_a_next_year_can_be_begun(tmp_path, capsys):
    project = begun(tmp_path)
    edition = project / "data/editions/2030/edition.yaml"
    edition.write_text(edition.read_text("utf-8").replace("    cards: [wells]\n", ""), "utf-8")
    assert main(["--project", str(project), "data", "new", "2031"]) == 2
    assert "nothing of edition 2030 goes on" in capsys.readouterr().err
    assert not (project / "data/editions/2031").exists()


def test_a_font_is_found_from_the_folder_of_the_project(tmp_path, monkeypatch, capsys):
    """Whoever follows the guide stands in it, so that every path is a relative one."""
    project = begun(tmp_path)
    fonts = f"fonts:\n  default: {{family: {OWN_FAMILY}, regular: fonts/own.ttf}}\n"
    written(project, {"theme.yaml": fonts})
    own_font(project / "templates/overrides/fonts/own.ttf")
    monkeypatch.chdir(project)
    assert main(["build", "--only", "pdf"]) == 0, capsys.readouterr().out


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
