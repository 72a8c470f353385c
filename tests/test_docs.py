"""Documentation: its pages lead to one another and nowhere else, and its examples are run."""

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.projects import ROOT


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Return the folder of the documentation, made by its script."""
    folder = tmp_path_factory.mktemp("docs") / "docs"
    subprocess.run([sys.executable, "scripts/docs.py", str(folder)], cwd=ROOT, check=True)
    return folder


def test_each_page_of_markdown_is_there(pages):
    written = {p.relative_to(pages).as_posix() for p in pages.rglob("*.html")}
    docs = {f"docs/{path.stem}.html" for path in ROOT.glob("docs/*.md")}
    assert docs | {"index.html", "CHANGELOG.html", "LICENSES/README.html"} == written


def test_every_link_leads_to_something(pages):
    text = {path: path.read_text("utf-8") for path in pages.rglob("*.html")}
    ids = {path: set(re.findall(r'\bid="([^"]+)"', page)) for path, page in text.items()}
    lost = []
    for path, page in text.items():
        for address in re.findall(r'\b(?:href|src)="([^"]+)"', page):
            if re.match("https?:|mailto:", address):
                continue
            name, _, fragment = address.partition("#")
            there = (path.parent / unquote(name)).resolve() if name else path
            known = there.is_file() and (not fragment or unquote(fragment) in ids.get(there, ()))
            lost += [] if known else [f"{path.relative_to(pages)}: {address}"]
    assert lost == []


def test_no_page_asks_for_anything_from_elsewhere(pages):
    for path in pages.rglob("*.html"):
        page = path.read_text("utf-8")
        assert not re.search(r"""<(?:script|link|iframe)\b|\bsrc=["']https?:""", page), path


def test_the_documentation_is_the_same_when_made_again(pages, tmp_path):
    again = tmp_path / "again"
    subprocess.run([sys.executable, "scripts/docs.py", str(again)], cwd=ROOT, check=True)
    for path in pages.rglob("*.*"):
        assert path.read_bytes() == (again / path.relative_to(pages)).read_bytes()


def test_examples_of_the_python_functions():
    words = [sys.executable, "-m", "doctest", "-v", "docs/api.md"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout[-3000:]
    assert done.stdout.count("\nok\n") > 10


def test_the_functions_are_those_that_are_documented():
    from generator import api

    text = Path(ROOT / "docs/api.md").read_text("utf-8")
    documented = re.findall(r"^\| `(\w+)\(", text, re.MULTILINE)
    assert documented == [
        "read", "check", "derive", "draw", "compose", "render", "typeset", "publish",
    ]  # fmt: skip
    assert all(callable(getattr(api, name)) and name in api.__all__ for name in documented)
