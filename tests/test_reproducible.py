"""Same inputs, same bytes: whatever the folder, time zone, language and hash seed."""

import shutil

from tests.projects import MADE_UP, ROOT, run, snapshot

ELSEWHERE = {"TZ": "America/New_York", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "4711"}


def test_another_folder_clock_language_and_number_of_processes_make_the_same_bytes(built, tmp_path):
    here = snapshot(built("quillonia"))
    project = tmp_path / "in another folder" / "quillonia"
    shutil.copytree(MADE_UP / "data", project / "data")
    target = tmp_path / "out"
    done = run("--project", project, "build", "--jobs", "1", "--out", target, env=ELSEWHERE)
    assert done.returncode == 0, done.stdout + done.stderr
    there = snapshot(target)
    assert sorted(here) == sorted(there)
    assert [name for name in here if here[name] != there[name]] == []


def test_the_real_edition_as_html(tmp_path):
    made = {}
    for name, env in (("here", {}), ("there", {**ELSEWHERE, "TZ": "Asia/Shanghai"})):
        words = ("--only", "html", "--no-cache", "--out", tmp_path / name)
        done = run("--project", ROOT, "build", *words, env=env)
        assert done.returncode == 0, done.stdout + done.stderr
        made[name] = snapshot(tmp_path / name)
    here, there = made["here"], made["there"]
    assert len([name for name in here if name.endswith((".html", ".woff2"))]) >= 7
    assert sorted(here) == sorted(there)
    assert [name for name in here if here[name] != there[name]] == []
