"""Manifest: what went into a build and what came out, by checksum."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator import __version__
from generator.records.edition import Edition
from generator.typeset.fonts import font_files

TOOLS = ("weasyprint", "pydyf", "altair", "vl-convert-python", "babel", "jinja2", "pydantic",
         "markdown-it-py", "fonttools", "pikepdf", "pillow")  # fmt: skip


def manifest(
    edition: Edition, inputs: Path, templates: Path, outputs: Mapping[str, bytes], *,
    draft: bool = False,
) -> bytes:  # fmt: skip
    """Return manifest.json: sha256 of every input, template, font and output, and versions."""
    content: dict[str, Any] = {
        "edition": edition.id,
        "version": edition.version,
        "as_of": str(edition.as_of),
        "state": "draft" if draft else "final",
        "generator": __version__,
        "tools": {name: version(name) for name in TOOLS},
        "inputs": _sums(inputs, inputs.rglob("*")),
        "templates": _sums(templates, templates.rglob("*")),
        "fonts": _sums(None, font_files().values()),
        "outputs": {name: sha256(data).hexdigest() for name, data in sorted(outputs.items())},
    }
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def _sums(root: Path | None, paths: Iterable[Path]) -> dict[str, str]:
    """Return the checksum of each file by its path below the root, or by its name."""
    files = sorted(path for path in paths if path.is_file() and "__pycache__" not in path.parts)
    return {
        (path.relative_to(root).as_posix() if root else path.name): sha256(
            path.read_bytes()
        ).hexdigest()
        for path in files
    }
