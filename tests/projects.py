"""Projects that tests read, change and build."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from generator.translate.accept import accept
from generator.translate.edit import write_all
from generator.translate.translate import Project

ROOT = Path(__file__).parents[1]
EDITIONS = ROOT / "tests" / "editions"
MADE_UP = EDITIONS / "quillonia"
LEAST = EDITIONS / "least"
PROJECTS = {"2023": ROOT, "quillonia": MADE_UP, "least": LEAST}
LANGUAGES = {"2023": ("en", "zh-CN"), "quillonia": ("en", "zh-CN"), "least": ("en",)}
PAGES = [(name, tag) for name, tags in LANGUAGES.items() for tag in tags]


def copy_of(project: Path, target: Path, *, templates: bool = False) -> Path:
    """Copy the data (and the shipped templates) of a project; returns the copy."""
    shutil.copytree(project / "data", target / "data")
    if templates:
        shutil.copytree(ROOT / "templates", target / "templates")
    return target


def accept_all(project: Path) -> Path:
    """Accept all translations of a project, so that a test can add words; returns the project."""
    here = Project(project)
    for tag in here.tags():
        found = here.translations(tag)
        names = {passage.place.path for passage in found.passages}
        write_all(project, accept(found, here.library, names, project)[0])
    return project


def commit(project: Path) -> str:
    """Commit all files of a project, in a repository of its own; returns the revision."""
    words = ["git", "-C", str(project), "-c", "user.name=Editor", "-c", "user.email=e@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "All"]):
        subprocess.run([*words, *command], check=True)
    done = subprocess.run([*words, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def pdf_name(edition: str, tag: str) -> str:
    """Return the name of an edition's PDF."""
    slug = {"2023": "tisc-china-2023", "quillonia": "libraries-quillonia-2031",
            "least": "wells-leastholm-2030"}[edition]  # fmt: skip
    return f"{slug}.{tag}.pdf"


def run(
    *arguments: object, env: dict[str, str] | None = None, cwd: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does, in a process of its own."""
    words: Sequence[str] = [sys.executable, "-W", "error", "-m", "generator", *map(str, arguments)]
    return subprocess.run(
        words, cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip


def published_in(project: Path) -> list[str]:
    """Return what lies in a project's output folder, its cache left out."""
    return sorted(p.name for p in (project / "output").glob("*") if p.name != ".cache")


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return the content of each file below a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }
