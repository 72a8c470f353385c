"""The package: built twice it is the same, and it works where there is no checkout."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.projects import LEAST, ROOT, copy_of

BUILT_FROM = ("generator", "templates", "docs", "LICENSES")
FILES = ("pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", ".gitignore")


def packed(folder: Path, epoch: str = "") -> dict[str, bytes]:
    """Build wheel and sdist of a folder; returns them by name."""
    out = folder / "dist"
    words = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "-t",
        "wheel",
        "-t",
        "sdist",
        "-d",
        str(out),
    ]
    env = {**os.environ, "PYTHONPATH": "", **({"SOURCE_DATE_EPOCH": epoch} if epoch else {})}
    subprocess.run(words, cwd=folder, env=env, check=True, capture_output=True)
    return {path.name: path.read_bytes() for path in out.iterdir()}


def copied(folder: Path, age: int) -> Path:
    """Return a copy of what the package is built from, its files of this age in seconds."""
    ignore = shutil.ignore_patterns("__pycache__")
    for name in BUILT_FROM:
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    for path in folder.rglob("*"):
        os.utime(path, (age, age))
    return folder


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> dict[str, bytes]:
    """Return wheel and sdist by name."""
    return packed(copied(tmp_path_factory.mktemp("one") / "project", 1_000_000_000))


def test_built_twice_it_is_the_same(package, tmp_path):
    again = packed(copied(tmp_path / "elsewhere" / "other", 1_600_000_000))
    assert again == package
    assert sorted(path.rpartition(".")[2] for path in package) == ["gz", "whl"]


def test_the_time_in_it_is_that_of_the_environment(package, tmp_path):
    folder = copied(tmp_path / "project", 1_000_000_000)
    dated = packed(folder, "1700000000")
    assert dated != package
    assert packed(folder, "1700000000") == dated


def test_a_wheel_of_the_sdist_is_the_wheel(package, tmp_path):
    [sdist] = [name for name in package if name.endswith(".tar.gz")]
    (tmp_path / sdist).write_bytes(package[sdist])
    with tarfile.open(tmp_path / sdist) as file:
        file.extractall(tmp_path / "from", filter="data")
    again = packed(tmp_path / "from" / sdist.removesuffix(".tar.gz"))
    [wheel] = [name for name in package if name.endswith(".whl")]
    assert again[wheel] == package[wheel]


def test_everything_that_is_read_is_in_the_wheel(package, tmp_path):
    [wheel] = [name for name in package if name.endswith(".whl")]
    (tmp_path / wheel).write_bytes(package[wheel])
    with zipfile.ZipFile(tmp_path / wheel) as file:
        there = set(file.namelist())
    wanted = {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "generator").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }  # fmt: skip
    wanted |= {
        f"generator/_templates/{path.relative_to(ROOT / 'templates').as_posix()}"
        for path in (ROOT / "templates").rglob("*") if path.is_file()
    }  # fmt: skip
    assert wanted - there == set()
    assert "generator/py.typed" in there


def environment(folder: Path, wheel: Path, *, dependencies: bool) -> Path:
    """Make an empty environment with the wheel in it; returns its folder of programs."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    programs = folder / "bin"
    pip = [sys.executable, "-m", "pip", "--python", str(programs / "python"), "install", "-q"]
    alone = ["--no-deps", "--no-index"] if not dependencies else []
    subprocess.run([*pip, *alone, str(wheel)], check=True, env={**os.environ, "PYTHONPATH": ""})
    return programs


def outside(words: list[str | Path], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder that is no checkout."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [str(word) for word in words], cwd=folder, env=env, capture_output=True, text=True,
        encoding="utf-8",
    )  # fmt: skip


def test_it_works_outside_the_checkout(package, tmp_path):
    """The dependencies and fonts of this environment are lent to an empty one."""
    [name] = [name for name in package if name.endswith(".whl")]
    (tmp_path / name).write_bytes(package[name])
    programs = environment(tmp_path / "venv", tmp_path / name, dependencies=False)
    site = next((tmp_path / "venv" / "lib").glob("python*/site-packages"))
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    (tmp_path / "venv" / "share").mkdir(exist_ok=True)
    (tmp_path / "venv" / "share" / "tisc-snapshot").symlink_to(
        Path(sys.prefix) / "share" / "tisc-snapshot"
    )
    where = outside(
        [programs / "python", "-c", "import generator; print(generator.__file__)"], tmp_path
    )
    assert where.stdout.startswith(str(site))
    project, tool = copy_of(LEAST, tmp_path / "project"), programs / "tisc-snapshot"
    done = outside([tool, "--project", project, "check", "--messages", "zh-CN"], tmp_path)
    assert (done.returncode, done.stdout[:5]) == (0, "没有问题："), done.stderr
    done = outside([tool, "--project", project, "build", "--only", "html,data"], tmp_path)
    assert done.returncode == 0, done.stderr
    assert (project / "output" / "2030" / "en" / "index.html").is_file()
    done = outside([tool, "explain", "code", "unknown-region"], tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.soak
def test_an_empty_environment_gets_all_it_needs(package, tmp_path):
    """From the registry, with nothing lent; the fonts are made on the way."""
    [name] = [name for name in package if name.endswith(".whl")]
    (tmp_path / name).write_bytes(package[name])
    programs = environment(tmp_path / "venv", tmp_path / name, dependencies=True)
    project, tool = copy_of(LEAST, tmp_path / "project"), programs / "tisc-snapshot"
    done = outside([tool, "--project", project, "build"], tmp_path)
    assert done.returncode == 0, done.stderr
    done = outside([tool, "--project", project, "verify"], tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
