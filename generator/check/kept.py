"""Kept: that nothing is wrong with a project, as long as nothing that was looked at has changed.

Only that is kept; where anything is wrong, all is looked at anew. `verify` never asks here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from generator.read.layers import templates_of
from generator.typeset.fonts import font_stamps
from generator.work.cache import Parts, active

if TYPE_CHECKING:
    from generator.records.library import Library

SOUND, COUNTS = "sound", "counts"
"""Kinds of entries: no error; no warning either, and how much was looked at."""
NAME = "data and templates"


def sound(project: Path, copies: Path | None = None, *, draft: bool = False) -> Library:
    """Return the library of a project in which nothing is wrong; ProblemsError where that is not.

    It is read in any case, but checked only where that was not done before with the same files.
    """
    before = looked_at(project) if active() and copies is None else None
    if kept(SOUND, before) is not None:
        from generator.read.read import read

        library, problems = read(project)
        if not problems and looked_at(project) == before:  # nobody saved a file meanwhile
            return library
    from generator.check.check import checked  # late: a rebuild need not wait for all checks

    library = checked(project, copies, draft=draft)
    if not draft:  # in a draft, much is excused
        keep(SOUND, project, before)
    return library


def kept(kind: str, parts: Parts | None) -> bytes | None:
    """Return what is kept of files that were looked at, or nothing."""
    cache = active()
    return cache.kept(kind, parts, NAME) if cache and parts is not None else None


def keep(kind: str, project: Path, before: Parts | None, content: bytes = b"") -> None:
    """Keep what was found with the files as they were before, if they still are so."""
    cache = active()
    if cache and before is not None and looked_at(project) == before:
        cache.keep(kind, before, content, NAME)


def looked_at(project: Path) -> Parts | None:
    """Return all that a check looks at, by name and content; None where a link leads elsewhere."""
    folders = dict.fromkeys((project / "data", project / "templates", templates_of(project)))
    found: list[str | bytes] = [font_stamps()]
    for number, folder in enumerate(folders):
        for entry in _entries(folder):
            if entry.is_symlink():
                return None
            name = Path(entry.path).relative_to(folder).as_posix()
            content = Path(entry.path).read_bytes() if entry.is_file() else b"/"
            found += [f"{number} {name}", content]
    return tuple(found)


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield all files and folders below a folder, and itself where it is a link."""
    if not folder.parent.is_dir():
        return
    with os.scandir(folder.parent) as beside:
        yield from (entry for entry in beside if entry.name == folder.name and entry.is_symlink())
    waiting = [folder] if folder.is_dir() else []
    while waiting:
        with os.scandir(waiting.pop()) as here:
            for entry in sorted(here, key=lambda entry: entry.name):
                yield entry
                if entry.is_dir(follow_symlinks=False) and entry.name != "__pycache__":
                    waiting.append(Path(entry.path))
