"""Same inputs, same bytes: whatever the folder, time zone, language and hash seed."""

import shutil

from tests.projects import MADE_UP, ROOT, run, snapshot

ELSEWHERE = {"TZ": "America/New_York", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "4711"}


def test_another_folder_clock_and_language_make_the_same_bytes(built, tmp_path):
    here = snapshot(built("quillonia"))
    project = tmp_path / "in another folder" / "quillonia"
    shutil.copytree(MADE_UP / "data", project / "data")
    target = tmp_path / "out"
    done = run("--project", project, "build", "--out", target, env=ELSEWHERE)
    assert done.returncode == 0, done.stdout + done.stderr
    there = snapshot(target)
    assert sorted(here) == sorted(there)
    assert [name for name in here if here[name] != there[name]] == []


def test_the_real_edition_as_html(built, tmp_path):
    here = snapshot(built("2023"))
    env = {**ELSEWHERE, "TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1"}
    done = run("--project", ROOT, "build", "--only", "html", "--out", tmp_path / "out", env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    there = snapshot(tmp_path / "out")
    pages = [name for name in there if name.endswith((".html", ".woff2"))]
    assert len(pages) >= 7
    assert [name for name in pages if here[name] != there[name]] == []
