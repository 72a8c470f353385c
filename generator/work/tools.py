"""Tools: the packages that a build is made with, their versions and licences."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

OURS = "tisc-snapshot"
ENGINES = ("weasyprint", "pydyf", "altair", "vl-convert-python", "babel", "jinja2", "pydantic",
           "markdown-it-py", "fonttools", "pikepdf", "pillow")  # fmt: skip
"""What shapes the bytes of pages, drawings and PDFs."""


@cache
def tools() -> dict[str, str]:
    """Return the version of each package that this one needs here, by name."""
    return {name: found.version for name, found in sorted(_needed())}


@cache
def licences() -> dict[str, tuple[str, bool]]:
    """Return (licence, whether it is an SPDX expression) of each of these packages, by name."""
    return {name: _licence(found) for name, found in sorted(_needed())}


def _needed() -> Iterator[tuple[str, Distribution]]:
    """Yield each package that this one needs, and those that they need, each once."""
    try:
        waiting = _requirements(distribution(OURS))
    except PackageNotFoundError:  # run from a checkout that nobody installed
        waiting = list(ENGINES)
    seen = set[str]()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            found = distribution(name)
            yield name, found
            waiting += _requirements(found)


def _requirements(found: Distribution) -> list[str]:
    """Return the names of what a package needs on this machine, without its extras."""
    wanted = [Requirement(line) for line in found.requires or ()]
    return [
        str(canonicalize_name(one.name))
        for one in wanted
        if one.marker is None or one.marker.evaluate({"extra": ""})
    ]


def _licence(found: Distribution) -> tuple[str, bool]:
    """Return what a package says of its licence: an expression, a name, or what it is filed by."""
    about = found.metadata
    if expression := about.get_all("License-Expression"):
        return str(expression[0]), True
    filed = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or ()
             if line.startswith("License :: ")]  # fmt: skip
    named = "".join(about.get_all("License") or ()).strip()
    short = named if named and "\n" not in named and len(named) < 80 else ""
    return short or ", ".join(filed) or "not stated", False
