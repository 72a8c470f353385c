"""States: what a plain build is, what an embargo does, and what a final build asks for."""

import json
from datetime import UTC, datetime

import pytest

from generator.build import Order, build, source_of
from generator.cli import main
from generator.problem import ProblemsError, UsageError
from generator.publish.cli import said_queries
from generator.publish.release import Release, allowed
from tests.projects import LEAST, MADE_UP, commit, copy_of, run
from tests.test_mistakes import MISTAKES, edited

LATER = "2999-01-01T09:00Z"


def under_embargo(project, until=LATER):
    """Give the edition of a project an embargo; returns the project."""
    (path,) = (project / "data/editions").glob("*/edition.yaml")
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text.rstrip()}\nembargo: {until}\n", encoding="utf-8")
    return project


def asked(project, lifted=""):
    """Return the record of a final build, or raise what forbids it."""
    source = source_of(project, None, final=True)
    return allowed(project, source.library, source.files.edition, lifted)


def codes(project):
    """Return the codes of the Problems that forbid a final build, with their files."""
    with pytest.raises(ProblemsError) as error:
        asked(project)
    return [(problem.code, problem.place.path) for problem in error.value.problems]


def test_a_plain_build_is_for_review_and_has_no_stamp(built):
    listed = json.loads((built("least") / "manifest.json").read_text(encoding="utf-8"))
    assert listed["state"] == "review"
    assert "stamp" not in (built("least") / "en/index.html").read_text(encoding="utf-8")


def test_under_an_embargo_every_page_says_until_when(tmp_path, capsys):
    project = under_embargo(copy_of(LEAST, tmp_path / "project"))
    folder = build(Order(project, kinds=("html", "data"), out=tmp_path / "out"))
    said = "Embargoed until 1 January 2999, 09:00 UTC"
    for name in ("index.html", "en/index.html"):
        assert said in (folder / name).read_text(encoding="utf-8")
    listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (listed["state"], listed["embargo"]) == ("embargoed", "2999-01-01T09:00:00Z")
    assert main(["--project", str(project), "verify", str(folder)]) == 0
    assert "100.0% verified" in capsys.readouterr().out
    assert (folder / "data/wells-leastholm-2030.embargoed.xlsx").is_file()


def test_an_embargo_in_chinese(tmp_path):
    project = under_embargo(copy_of(MADE_UP, tmp_path / "project"))
    setting = source_of(project, None).setting("zh-CN")
    assert setting.stamp == "协调世界时2999年1月1日09:00前不得发布"


def test_a_final_build_is_its_commit_and_can_be_made_again(tmp_path):
    """The whole way: a tree that is clean, an embargo that was lifted, proof, no stamp."""
    project = under_embargo(copy_of(LEAST, tmp_path / "project"))
    revision, out = commit(project), project / "output/2030"
    done = run("--project", project, "build", "--final", "--lift-embargo", "agreed on the phone")
    assert done.returncode == 0, done.stdout + done.stderr
    listed = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert listed["state"] == "final"
    record = listed["release"]
    assert record["revision"] == revision
    assert record["embargo_lifted"] == "agreed on the phone"
    assert record["clock_from"] == "system"
    told = datetime.fromisoformat(record["clock"])
    assert abs((datetime.now(UTC) - told).total_seconds()) < 600
    assert "stamp" not in (out / "en/index.html").read_text(encoding="utf-8")
    assert (out / "wells-leastholm-2030.en.pdf").is_file()
    done = run("--project", project, "verify", "--rebuild", out)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_final_build_before_the_end_of_the_embargo(tmp_path, monkeypatch):
    project = under_embargo(copy_of(LEAST, tmp_path / "project"), "2030-06-01T09:00Z")
    revision = commit(project)
    end = int(datetime(2030, 6, 1, 9, tzinfo=UTC).timestamp())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(end - 1))
    assert codes(project) == [("under-embargo", "data/editions/2030/edition.yaml")]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(end))
    told = Release(revision, "2030-06-01T09:00:00Z", "SOURCE_DATE_EPOCH")
    assert asked(project) == told
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(UsageError, match="no number of seconds"):
        asked(project)


def test_a_final_build_asks_for_a_clean_tree(tmp_path):
    project = copy_of(LEAST, tmp_path / "project")
    commit(project)
    (project / "output/2030").mkdir(parents=True)
    (project / "output/2030/index.html").write_text("built")
    assert asked(project).clock == "", "no embargo, no clock"
    (project / "data/more.md").write_text("new")
    (path,) = (project / "data/editions").glob("*/edition.yaml")
    path.write_text(path.read_text("utf-8") + "\n", encoding="utf-8")
    assert codes(project) == [
        ("uncommitted", "data/editions/2030/edition.yaml"), ("uncommitted", "data/more.md"),
    ]  # fmt: skip


def test_a_project_inside_a_repository_answers_for_its_own_files(tmp_path):
    project = copy_of(LEAST, tmp_path / "reports/wells")
    commit(tmp_path)
    (tmp_path / "elsewhere.txt").write_text("new")
    assert asked(project).revision
    (project / "data/more.md").write_text("new")
    assert codes(project) == [("uncommitted", "data/more.md")]


@pytest.mark.parametrize("name", ["term-missing", "stale-translation", "implausible"])
def test_what_is_open_refuses_a_final_build(tmp_path, capsys, name):
    (folder,) = [path for path in MISTAKES if path.name == name]
    project, _ = edited(folder, tmp_path)
    commit(project)
    assert main(["--project", str(project), "build", "--final"]) == 1
    assert f"error[{name}]" in capsys.readouterr().out
    assert not (project / "output/2031").exists()


def test_recorded_queries_are_printed():
    lines = said_queries(MADE_UP)
    assert len(lines) == len(source_of(MADE_UP, None).library.queries) > 0
    assert all(line.startswith("data/queries.yaml:") for line in lines)
    assert all(": recorded query " in line for line in lines)


@pytest.mark.parametrize(
    "words", [["--final", "--lang", "en"], ["--final", "--draft"], ["--final", "--only", "html"],
              ["--lift-embargo", "so"]]
)  # fmt: skip
def test_half_a_final_build_is_wrong_usage(words):
    assert main(["--project", str(LEAST), "build", *words]) == 2
