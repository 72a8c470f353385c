"""pyproject.toml, the pins and docs/dependencies.md agree, and no file names a machine."""

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())

# The address of a registry, or a home or work folder (but not the path part of a web address).
FOREIGN = re.compile(
    r"pypi[.]org|pythonhosted[.]org|npmjs[.](?:org|com)|deb[.]debian[.]org"
    r"|(?<![\w.:/-])/(?:root|home|Users|work|opt)/\w"
)


def pinned(requirements) -> dict[str, str]:
    """Return name -> version of lines such as `name==version`."""
    return dict(line.split("==") for line in requirements)


def locked(name) -> dict[str, str]:
    """Return name -> version of a requirements file."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))


def table(heading) -> dict[str, str]:
    """Return name -> version of the table below a heading of docs/dependencies.md."""
    text = (ROOT / "docs" / "dependencies.md").read_text()
    section = text.split(f"## {heading}")[1].split("\n## ")[0]
    return dict(re.findall(r"^\| `([^`]+)` \| (\S+) \|", section, re.MULTILINE))


RUNTIME = pinned(PROJECT["project"]["dependencies"])
DEV = pinned(PROJECT["project"]["optional-dependencies"]["dev"])
GROUPS = {name: pinned(lines) for name, lines in PROJECT["dependency-groups"].items()}


def test_the_page_names_the_runtime():
    assert table("Runtime") == RUNTIME


def test_the_page_names_the_development_tools():
    assert table("Development") == DEV | GROUPS["build"] | GROUPS["pins"]


def test_the_page_names_what_the_benchmark_compares_with():
    by_npm = json.loads((ROOT / "scripts" / "bench" / "package.json").read_text())["dependencies"]
    assert table("Benchmark") == GROUPS["bench"] | by_npm
    assert locked("requirements-bench.txt").items() >= GROUPS["bench"].items()


def test_the_page_names_the_system_packages():
    script = (ROOT / "scripts" / "system_packages.py").read_text()
    wanted = set(
        re.findall(r'^    "([a-z0-9.-]+)": |COMMANDS = \{"([a-z-]+)"', script, re.MULTILINE)
    )
    assert set(table("System packages")) == {first or second for first, second in wanted}


def test_the_page_names_the_checkers():
    wanted = json.loads((ROOT / "tests/checkers/package.json").read_text())["dependencies"]
    locked = json.loads((ROOT / "tests/checkers/package-lock.json").read_text())["packages"]
    assert table("Checkers of finished pages") == wanted
    del locked[""]
    assert {
        name.removeprefix("node_modules/"): its["version"] for name, its in locked.items()
    } == wanted
    assert all(its["integrity"].startswith("sha512-") for its in locked.values())


def test_the_build_back_end_is_the_pinned_one():
    assert pinned(PROJECT["build-system"]["requires"]) == GROUPS["build"]


@pytest.mark.parametrize(
    ("name", "direct"),
    [
        ("requirements.txt", RUNTIME | GROUPS["build"]),
        ("requirements-dev.txt", RUNTIME | DEV | GROUPS["build"]),
    ],
)
def test_the_pins_agree(name, direct):
    assert direct.items() <= locked(name).items()


def test_the_tests_run_with_what_the_report_is_built_with():
    assert locked("requirements.txt").items() <= locked("requirements-dev.txt").items()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_each_pin_has_a_hash_and_no_address(name):
    text = (ROOT / name).read_text()
    assert all("--hash=sha256:" in block for block in re.split(r"^(?=[a-z])", text, flags=re.M)[1:])
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("text", "is_foreign"),
    [
        ("see pypi." + "org/project", True),
        ("open /" + "root/x", True),
        ("https://example.org/work/x", False),
        ("docs/work/x and /usr/bin/env", False),
    ],
)
def test_what_counts_as_foreign(text, is_foreign):
    assert bool(FOREIGN.search(text)) == is_foreign


def test_no_file_names_a_registry_or_a_machine():
    if not (shutil.which("git") and (ROOT / ".git").exists()):
        pytest.skip("not a git checkout")
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    found = []
    for name in listing.stdout.decode().split("\0")[:-1]:
        if (path := ROOT / name).is_file():
            text = path.read_bytes().decode(errors="replace")
            found += [f"{name}: {match[0]}" for match in FOREIGN.finditer(text)]
    assert found == []
