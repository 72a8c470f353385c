"""That nothing was wrong is kept as long as nothing has changed, and never longer."""

import os

import pytest

from generator.check import check
from generator.check.kept import looked_at, sound
from generator.problem import ProblemsError
from generator.work.cache import cache_of, caching
from tests.projects import MADE_UP, copy_of, run

UNITS = "data/units.yaml"


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    """Return a project that was checked, with what the command said."""
    project = copy_of(MADE_UP, tmp_path_factory.mktemp("kept"), templates=True)
    return project, said(project)


def said(project, *words):
    """Return exit code and output of `check`."""
    done = run("--project", project, "check", *words)
    return done.returncode, done.stdout, done.stderr


def checks(project, monkeypatch):
    """Tell whether a project is really looked at."""
    calls, really = [], check.checked

    def noted(*given, **named):
        calls.append(1)
        return really(*given, **named)

    monkeypatch.setattr(check, "checked", noted)
    with caching(cache_of(project)):
        sound(project)
    return bool(calls)


def test_it_says_the_same_whether_kept_or_not(clean):
    project, first = clean
    assert first[0] == 0
    assert said(project) == said(project, "--no-cache") == first
    assert said(project, "--format", "json") == said(project, "--format", "json", "--no-cache")
    chinese = run("--messages", "zh-CN", "--project", project, "check").stdout
    assert chinese == run("--messages", "zh-CN", "--project", project, "check", "--no-cache").stdout
    assert chinese != first[1]


def test_what_is_sound_is_not_looked_at_again(clean, monkeypatch):
    project, _ = clean
    assert not checks(project, monkeypatch)


@pytest.mark.parametrize("name", [UNITS, "templates/theme.yaml", "data/observations/2-lending.csv"])
def test_a_changed_file_is_looked_at(clean, monkeypatch, tmp_path, name):
    project = copy_with_cache(clean[0], tmp_path)
    assert not checks(project, monkeypatch)
    path = project / name
    path.write_bytes(path.read_bytes() + b"\n")
    os.utime(path, (0, 0))  # not its time is asked for, but its content
    assert checks(project, monkeypatch)


def test_a_file_more_or_less_is_looked_at(clean, monkeypatch, tmp_path):
    project = copy_with_cache(clean[0], tmp_path)
    (project / "data/notes.txt").write_text("")
    assert checks(project, monkeypatch)
    (project / "data/notes.txt").rename(project / "data/other.txt")
    assert checks(project, monkeypatch)
    (project / "data/other.txt").unlink()
    assert not checks(project, monkeypatch)


def test_a_link_is_never_kept(clean, monkeypatch, tmp_path):
    project = copy_with_cache(clean[0], tmp_path)
    (project / UNITS).rename(project / "units.yaml")
    (project / UNITS).symlink_to(project / "units.yaml")
    assert looked_at(project) is None
    assert checks(project, monkeypatch)
    assert checks(project, monkeypatch)


def test_a_problem_is_told_each_time(clean, tmp_path):
    project = copy_with_cache(clean[0], tmp_path)
    path = project / UNITS
    path.write_text(path.read_text(encoding="utf-8").replace("{n}", "n"), encoding="utf-8")
    first = said(project)
    assert first[0] == 1
    assert said(project) == first
    with caching(cache_of(project)), pytest.raises(ProblemsError):
        sound(project, draft=True)


def test_a_draft_keeps_nothing(clean, monkeypatch, tmp_path):
    project = copy_of(clean[0], tmp_path)
    with caching(cache_of(project)):
        sound(project, draft=True)
    assert checks(project, monkeypatch)


def copy_with_cache(project, folder):
    """Return a copy of a project whose soundness is kept."""
    copy = copy_of(project, folder, templates=True)
    with caching(cache_of(copy)):
        sound(copy)
    return copy
