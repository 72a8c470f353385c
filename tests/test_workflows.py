"""Workflows: valid for their hosts, with least rights; every step runs here as it is written."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.projects import LEAST, ROOT, commit

GITHUB = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
PINNED = re.compile(r"^ *(?:- )?uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
LIGHT = {
    "scripts/ci check", "scripts/ci site", "scripts/ci comment difference",
    "mv output/site public",
}  # fmt: skip
"""Steps that take seconds once a machine is prepared."""
HEAVY = {
    "scripts/ci prepare report", "scripts/ci prepare test", "scripts/ci build",
    "scripts/ci verify", "make docs", 'scripts/ci difference "$BASE"',
    'scripts/ci difference "$CI_MERGE_REQUEST_DIFF_BASE_SHA"', "make test",
}  # fmt: skip
"""Steps of make soak, in one clone that is prepared from nothing."""


def loaded(path: Path) -> dict[str, Any]:
    """Return a workflow; `on` is a word here, not the truth value that YAML 1.1 takes it for."""
    text = re.sub(r"^on:", '"on":', path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def jobs(path: Path) -> dict[str, Any]:
    """Return the jobs of a workflow of either host."""
    found = loaded(path)
    if path == GITLAB:
        known = ("default", "stages", "workflow")
        return {name: job for name, job in found.items() if name not in known}
    listed: dict[str, Any] = found["jobs"]
    return listed


def steps() -> Iterator[str]:
    """Yield every shell step of every workflow, as it is written."""
    for path in (*GITHUB, GITLAB):
        for job in jobs(path).values():
            yield from job.get("script", [])
            yield from (step["run"] for step in job.get("steps", []) if "run" in step)


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("vendor.github-workflows", GITHUB), ("custom.github-workflows-require-timeout", GITHUB),
        ("vendor.gitlab-ci", [GITLAB]),
    ],
)  # fmt: skip
def test_the_hosts_schemas_accept_them(schema, paths):
    words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, paths)]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_a_workflow_that_is_wrong_is_refused(tmp_path):
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(GITHUB[0].read_text("utf-8").replace("runs-on:", "run-on:"), "utf-8")
    words = ["--builtin-schema", "vendor.github-workflows", str(wrong)]
    done = subprocess.run([sys.executable, "-m", "check_jsonschema", *words], capture_output=True)
    assert done.returncode == 1


@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.stem)
def test_rights_are_the_least_and_actions_are_pinned(path):
    text, workflow = path.read_text(encoding="utf-8"), loaded(path)
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in text
    assert "secrets." not in text
    for line in text.splitlines():
        assert "uses:" not in line or PINNED.match(line), line
    allowed = {
        ("report", "publish"): {"pages": "write", "id-token": "write"},
        ("comment", "comment"): {
            "actions": "read", "contents": "read", "pull-requests": "write",
        },
    }  # fmt: skip
    for name, job in workflow["jobs"].items():
        rights = allowed.get((path.stem, name), {"contents": "read"})
        assert job["permissions"] == rights, name
        for step in job["steps"]:
            # What an event says would be code inside a step; it comes in as a variable.
            assert "${{" not in step.get("run", "")
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


def test_what_may_write_never_runs_for_a_change_request():
    report = loaded(ROOT / ".github/workflows/report.yml")
    assert report["jobs"]["publish"]["if"] == "github.event_name == 'push'"
    assert report["on"]["push"] == {"branches": ["main"]}
    assert "ref" not in json.dumps(
        loaded(ROOT / ".github/workflows/comment.yml")["jobs"]["comment"]["steps"][0]
    )


def test_each_step_is_run_by_a_test():
    assert set(steps()) == LIGHT | HEAVY


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """Return a clone of the files as they are here, with a commit of its own."""
    return cloned(tmp_path_factory.mktemp("clone") / "project")


def cloned(folder: Path, replaced: Mapping[str, Path] | None = None) -> Path:
    """Copy all files that are or will be committed, some folders replaced, and commit them."""
    git = ["git", "-C", str(ROOT), "ls-files", "-coz", "--exclude-standard"]
    for name in subprocess.run(git, capture_output=True, check=True).stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name, follow_symlinks=False)
    for name, other in (replaced or {}).items():
        shutil.rmtree(folder / name)
        shutil.copytree(other, folder / name)
    commit(folder)
    return folder


def step(
    text: str, folder: Path, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a step as the host does, in a folder."""
    assert text in set(steps())
    known = {**os.environ, "PYTHONPATH": str(folder), "CI": "true", **(env or {})}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", text],
        cwd=folder, env=known, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip


@pytest.fixture
def prepared(clone):
    """Return the clone with the environment of this run, as if `prepare` had made it."""
    if not (clone / ".venv").exists():
        (clone / ".venv").symlink_to(Path(sys.prefix))
    return clone


def test_step_check(prepared, tmp_path):
    summary = tmp_path / "summary.md"
    host = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    done = step("scripts/ci check", prepared, host)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No problems" in done.stdout
    assert summary.read_text("utf-8").startswith("## tisc-snapshot check\n\nErrors: 0.")
    units = prepared / "data/units.yaml"
    before = units.read_text("utf-8")
    units.write_text(before.replace("factor:", "facter:", 1), "utf-8")
    try:
        done = step("scripts/ci check", prepared, host)
    finally:
        units.write_text(before, "utf-8")
    assert done.returncode == 1
    assert re.search(
        r"^::error file=data/units.yaml,line=\d+,col=\d+,title=unknown-key::", done.stdout
    )
    assert "error: unknown\\-key" in summary.read_text("utf-8")


def test_step_site_and_its_move(prepared, built):
    shutil.copytree(built("least"), prepared / "output" / "2030", dirs_exist_ok=True)
    docs = prepared / "output" / "docs"
    docs.mkdir(exist_ok=True)
    (docs / "index.html").write_text("docs", encoding="utf-8")
    done = step("scripts/ci site", prepared)
    assert done.returncode == 0, done.stderr
    site = prepared / "output" / "site"
    links = re.findall('href="([^"]+)"', (site / "index.html").read_text("utf-8"))
    assert links == ["2030/", "docs/"]
    assert all((site / link / "index.html").is_file() for link in links)
    assert step("mv output/site public", prepared).returncode == 0
    assert (prepared / "public" / "2030" / "manifest.json").is_file()


@pytest.mark.soak
def test_the_site_of_a_project_keeps_each_version_that_was_published(tmp_path):
    """Two versions, the first by its tag; a third build with no new number is refused."""
    folder = cloned(tmp_path / "project", replaced={"data": LEAST / "data"})
    (folder / ".venv").symlink_to(Path(sys.prefix))
    (folder / ".git/info/exclude").write_text(".venv\n", "utf-8")
    edition = folder / "data/editions/2030/edition.yaml"
    text = edition.read_text("utf-8") + "url: https://example.org/reports/2030/\n"
    edition.write_text(text, "utf-8")
    commit(folder)
    subprocess.run(["git", "tag", "published/2030-1"], cwd=folder, check=True)
    change = '{version: "1.1", replaces: "1", date: 2031-05-02, reason: {en: An error.}}'
    changed = text.replace('version: "1"', 'version: "1.1"') + f"changes:\n  - {change}\n"
    edition.write_text(changed, "utf-8")
    commit(folder)
    for words in ("scripts/ci build", "scripts/ci site"):
        done = step(words, folder, {"GITHUB_EVENT_NAME": "push", "PYTHONPATH": str(folder)})
        assert done.returncode == 0, done.stdout + done.stderr
    site = folder / "output/site"
    listed = json.loads((site / "site.json").read_text("utf-8"))
    assert listed["2030"]["versions"] == ["1", "1.1"]
    for version in ("1", "1.1"):
        manifest = json.loads((site / "2030" / version / "manifest.json").read_text("utf-8"))
        assert (manifest["version"], manifest["state"]) == (version, "final")
    assert (site / "2030/en/corrigenda.html").is_file()
    assert 'href="2030/"' in (site / "index.html").read_text("utf-8")
    edition.write_text(text + "# other content\n", "utf-8")
    commit(folder)
    assert step("scripts/ci build", folder, {"GITHUB_EVENT_NAME": "push"}).returncode == 0
    done = step("scripts/ci site", folder)
    assert done.returncode != 0
    assert "version 1 of 2030 stands there with other content" in done.stderr


GH = """\
#!/bin/sh
echo "$@" >>"$CALLS"
if [ "$1 $2" = "pr view" ]; then echo abc123; fi
"""


@pytest.mark.parametrize("sha", ["abc123", "another"])
def test_step_comment(prepared, tmp_path, sha):
    """A stand-in takes the place of the host's program, and writes down what it is asked."""
    (tmp_path / "gh").write_text(GH, encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    folder = prepared / "difference"
    folder.mkdir(exist_ok=True)
    (folder / "number").write_text("17; rm -rf /\n", encoding="utf-8")
    (folder / "comment.md").write_text("said", encoding="utf-8")
    calls = tmp_path / "calls"
    env = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "CALLS": str(calls), "HEAD_SHA": sha}
    done = step("scripts/ci comment difference", prepared, env)
    asked = calls.read_text("utf-8").splitlines()
    assert asked[0] == "pr view 17 --json headRefOid --jq .headRefOid"
    if sha == "abc123":
        assert done.returncode == 0
        said = "pr comment 17 --edit-last --create-if-none --body-file difference/comment.md"
        assert asked[1:] == [said]
    else:
        assert (done.returncode, asked[1:]) == (1, [])


def test_a_comment_shows_the_difference_as_it_is(tmp_path):
    (tmp_path / "difference.txt").write_text("a < b </pre> @all\n" + "x" * 50_000, "utf-8")
    summary = tmp_path / "summary.md"
    env = {**os.environ, "NUMBER": "17", "GITHUB_STEP_SUMMARY": str(summary)}
    words = [sys.executable, str(ROOT / "scripts/comment.py"), str(tmp_path)]
    subprocess.run(words, env=env, check=True)
    text = (tmp_path / "comment.md").read_text("utf-8")
    assert "a &lt; b &lt;/pre&gt; @all" in text
    assert len(text) < 42_000
    assert text.endswith("The rest stands in the artefact `difference`.\n")
    assert (tmp_path / "number").read_text("utf-8") == "17"
    assert summary.read_text("utf-8") == text


@pytest.mark.soak
def test_heavy_steps_in_a_clone_that_is_prepared_from_nothing(tmp_path):
    folder = cloned(tmp_path / "project")
    base = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=folder, capture_output=True, text=True, check=True
    ).stdout.strip()
    variables = {"BASE": base, "CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "NUMBER": "17"}
    order = ["scripts/ci prepare report", "scripts/ci prepare test", "scripts/ci build",
             "scripts/ci verify", "make docs", 'scripts/ci difference "$BASE"',
             'scripts/ci difference "$CI_MERGE_REQUEST_DIFF_BASE_SHA"', "make test"]  # fmt: skip
    assert set(order) == HEAVY
    for text in order:
        done = step(text, folder, {**variables, "PYTHONPATH": ""})
        assert done.returncode == 0, f"{text}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    assert (folder / "difference" / "index.html").is_file()
    assert (folder / "difference" / "comment.md").is_file()
