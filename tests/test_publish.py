"""Publishing is whole or not at all: killed builds, two builds at once, a folder that refuses."""

import errno
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from generator.cli import main
from generator.problem import MachineError, UsageError
from generator.publish import publish as publishing
from generator.publish.publish import publish
from tests.projects import LEAST, ROOT, copy_of, snapshot

OLD = {"index.html": b"old", "en/index.html": b"old", "manifest.json": b"{}"}
NEW = {"index.html": b"new", "zh-CN/index.html": b"new", "manifest.json": b"{}"}

# A build comes as far as publishing; from there on it is forked, and each child dies without a word
# (as by SIGKILL) before its nth change of the disk, or half-way through a file. The last child
# lives to the end.
KILLED_BUILDS = """\
import os, sys
import generator.build
from generator.cli import main
from tests.death import die

publish, out = generator.build.publish, sys.argv[1]

def deaths(files, target):
    at, code = 0, 9
    while code == 9:
        child = os.fork()
        if not child:
            die(at, os.path.dirname(out))
            publish(files, target)
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(at, code, flush=True)
        sys.stdin.readline()  # the test looks at the folder, then lets the next one die
        at += 1
    return target

generator.build.publish = deaths
main(["--project", sys.argv[2], "build", "--only", "html", "--out", out])
"""


def test_a_build_killed_at_any_write_or_rename_leaves_a_whole_output(tmp_path):
    out = tmp_path / "out" / "2030"
    assert main(["--project", str(LEAST), "build", "--only", "html", "--out", str(out)]) == 0
    whole = snapshot(out)
    for path in out.rglob("*"):  # an older build, to be told from the new one
        if path.name == "index.html":
            path.write_bytes(b"old")
    old, seen = snapshot(out), []
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-c", KILLED_BUILDS, str(out), str(LEAST)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("Done"):
                break
            seen.append("new" if snapshot(out) == whole else "old")
            assert snapshot(out) in (old, whole), line
            process.stdin.write("\n")
            process.stdin.flush()
    assert len(seen) > 2 * len(whole), "the build was killed at each of its changes"
    assert seen[0] == "old"
    assert seen[-1] == "new"
    assert seen == sorted(seen, reverse=True), "once new, it stays new"
    assert [path.name for path in out.parent.iterdir()] == ["2030"], "nothing is left beside it"


def test_the_next_build_clears_away_what_a_killed_one_left(tmp_path):
    target = publish(OLD, tmp_path / "2030")
    left = tmp_path / ".2030.unfinished-abc"
    (left / "en").mkdir(parents=True)
    other = tmp_path / ".2031.unfinished-abc"
    other.mkdir()
    publish(NEW, target)
    assert not left.exists()
    assert other.exists(), "another edition's folder is not ours to clear"


def test_where_folders_cannot_be_swapped_a_death_between_two_renames_is_mended(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(publishing, "_exchange", lambda one, other: False)
    target = publish(OLD, tmp_path / "2030")
    old = snapshot(target)
    target.rename(tmp_path / ".2030.unfinished-abc.old")
    ready = publishing.alone
    with ready(target):
        assert snapshot(target) == old
    publish(NEW, target)
    assert snapshot(target)["index.html"] == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["2030"]


def test_two_builds_at_once_do_not_meet(tmp_path):
    code = textwrap.dedent("""
        import sys
        from pathlib import Path
        from generator.publish.publish import publish
        name = sys.argv[2].encode()
        for _ in range(40):
            publish({f"{n}.html": name for n in range(20)} | {"manifest.json": name},
                    Path(sys.argv[1]))
    """)
    target = tmp_path / "2030"
    words = [sys.executable, "-W", "error", "-c", code, str(target)]
    both = [subprocess.Popen([*words, name], cwd=ROOT) for name in ("one", "other")]
    assert [process.wait() for process in both] == [0, 0]
    contents = {content for name, content in snapshot(target).items() if name.endswith("html")}
    assert len(contents) == 1, "all files are of one build"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("held", ["letters.txt", "manifest.json", "SHA256SUMS"])
def test_a_folder_of_somebody_is_never_replaced(tmp_path, held, capsys):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / held).write_text("mine")
    with pytest.raises(UsageError, match="holds other files"):
        publish(NEW, tmp_path / "mine")
    words = ["--project", str(LEAST), "build", "--out", str(tmp_path / "mine")]
    assert main(words) == 2
    assert "holds other files than a build" in capsys.readouterr().err
    assert (tmp_path / "mine" / held).read_text() == "mine"


def test_an_empty_folder_may_be_the_target(tmp_path):
    assert snapshot(publish(NEW, tmp_path))["index.html"] == b"new"


def test_a_full_disk_is_one_clear_line_and_the_old_output_stays(tmp_path, monkeypatch):
    target = publish(OLD, tmp_path / "2030")
    before, write = snapshot(target), publishing.write

    def full(path: Path, content: bytes) -> None:
        if path.name == "manifest.json":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        write(path, content)

    monkeypatch.setattr(publishing, "write", full)
    with pytest.raises(MachineError, match=r"cannot be written: No space left on device \(.*/man"):
        publish(NEW, target)
    assert snapshot(target) == before
    assert list(tmp_path.iterdir()) == [target]


def test_a_build_on_a_full_disk_is_one_clear_line(tmp_path):
    """The system itself refuses here: no file of this process may grow beyond some bytes."""
    project = copy_of(LEAST, tmp_path / "project")
    target = publish(OLD, project / "output" / "2030")
    before = snapshot(project)
    code = (
        "import resource, sys; from generator.cli import main; "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); sys.exit(main(sys.argv[1:]))"
    )
    words = [sys.executable, "-c", code, "--project", str(project), "build"]
    done = subprocess.run(
        [*words, "--only", "html"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    told = [line for line in done.stderr.splitlines() if not line.startswith("[")]
    assert done.returncode == 4, done.stderr
    assert len(told) == 1
    assert f"{target} cannot be written: File too large" in told[0]
    assert told[0].endswith("The last good output is untouched.")
    assert {
        name: content for name, content in snapshot(project).items() if ".cache" not in name
    } == before
    assert list((project / "output").rglob("*.part")) == []


def test_a_folder_that_refuses_is_told_before_the_work_is_done(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    out = tmp_path / "shut" / "2030"
    assert main(["--project", str(LEAST), "build", "--out", str(out)]) == 4
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1, "no step of the build is begun"
    assert "cannot be written: No permission to write" in told[0]
    (tmp_path / "file").write_text("")
    assert main(["--project", str(LEAST), "build", "--out", str(tmp_path / "file" / "x")]) == 4
    assert len(capsys.readouterr().err.splitlines()) == 1
