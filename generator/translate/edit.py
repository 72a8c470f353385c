"""Edit: a change to a few characters of a file, so that all else in it stays as it is."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Edit:
    """Words in place of those between two offsets."""

    start: int
    end: int
    words: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits that do not overlap; of two at one place the first comes first."""
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end))[::-1]:
        text = text[: edit.start] + edit.words + text[edit.end :]
    return text


def write_all(project: Path, files: Mapping[str, str]) -> list[str]:
    """Write files (path below the project → content), each in one step; returns the changed ones.

    A byte order mark and the kind of line ends that a file has stay.
    """
    changed = {}
    for name, text in files.items():
        path = project / name
        before = path.read_bytes() if path.is_file() else b""
        content = _as_before(text, before)
        if content != before:
            changed[name] = content
    for name, content in changed.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_bytes(content)
        os.replace(fresh, path)
    return sorted(changed)


def _as_before(text: str, before: bytes) -> bytes:
    """Return a text as bytes, with the marks of the file that it replaces."""
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    windows = b"\r\n" in before
    if windows and before[len(mark) :].decode().replace("\r\n", "\n") == text:
        return before
    return mark + (text.replace("\n", "\r\n") if windows else text).encode()
