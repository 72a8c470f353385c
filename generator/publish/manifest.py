"""Manifest: what went into a build and what came out, by checksum, and the state of it."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator import __version__
from generator.publish.ingredients import BOM, ingredients
from generator.publish.release import Release
from generator.read.layers import layers_of
from generator.records.state import time_text
from generator.typeset.fonts import font_files
from generator.work.tools import tools

if TYPE_CHECKING:
    from generator.build import Order, Source

MANIFEST = "manifest.json"


def lists(
    order: Order, source: Source, folders: Sequence[str], release: Release,
    outputs: Mapping[str, bytes],
) -> dict[str, bytes]:  # fmt: skip
    """Return the files that list what went in, and what came out."""
    listed = {BOM: ingredients(source.files.edition, source.library.sources)}
    content = manifest(order, source, folders, release, {**outputs, **listed})
    return {**listed, MANIFEST: content}


def manifest(
    order: Order, source: Source, folders: Sequence[str], release: Release,
    outputs: Mapping[str, bytes],
) -> bytes:  # fmt: skip
    """Return manifest.json: all that is needed to make the same again, and to see that it is.

    `folders` are the languages that were built, with the bilingual edition as one of them.
    """
    edition, state = source.files.edition, source.state
    content: dict[str, Any] = {
        "edition": edition.id,
        "version": edition.version,
        "as_of": str(edition.as_of),
        "state": state.name,
        **({"embargo": time_text(state.until)} if state.until else {}),
        **({"release": release.record()} if release.revision else {}),
        "queries": list(source.library.queries),
        "order": {"languages": list(folders), "kinds": list(order.kinds),
                  "single_file": order.single_file},
        "generator": __version__,
        "python": platform.python_version(),
        **inputs(source.project, source.templates),
        "outputs": {name: sha256(data).hexdigest() for name, data in sorted(outputs.items())},
    }  # fmt: skip
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def inputs(project: Path, templates: Path) -> dict[str, dict[str, str]]:
    """Return what a build is made of: versions of packages, and sha256 of each file by its kind."""
    data, layers = project / "data", layers_of(templates, project)
    own = [path for folder in layers.own for _, path in layers.files(folder)]
    return {
        "tools": tools(),
        # Schemas help those who type; nothing is made of them.
        "inputs": _sums(data, (path for path in data.rglob("*") if path.parent.name != "schemas")),
        "templates": _sums(templates, (path for _, path in layers.files(templates))),
        "overrides": _sums(project, own),
        "fonts": _sums(None, font_files().values()),
    }


def _sums(root: Path | None, paths: Iterable[Path]) -> dict[str, str]:
    """Return the checksum of each file by its path below the root, or by its name."""
    files = sorted(path for path in paths if path.is_file() and "__pycache__" not in path.parts)
    return {
        (path.relative_to(root).as_posix() if root else path.name): sha256(
            path.read_bytes()
        ).hexdigest()
        for path in files
    }
