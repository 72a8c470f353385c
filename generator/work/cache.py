"""Cache: what was made before is not made again, as long as nothing that it is made of has changed.

An entry is named by the checksum of all that goes into it: what it is made of, the source of this
package, the versions of the engines and the pinned fonts. Its first line is the checksum of the
rest, so an entry that was damaged, or that somebody else put there, is made anew.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from generator.typeset.fonts import CHECKSUMS

KEPT_FOR, PART_KEPT_FOR = 30 * 24 * 60 * 60, 60 * 60
"""Seconds for which an entry stays that no build has asked for, and a part of one."""
PART = ".part"
COMPILED = (".pyc", ".pyo")
METADATA = (".dist-info", ".egg-info")
Parts: TypeAlias = tuple[str | bytes, ...]
"""All that something is made of."""
_ACTIVE: ContextVar[Cache | None] = ContextVar("cache", default=None)


def cache_of(project: Path) -> Path:
    """Return the folder of a project's cache: it may be deleted at any time."""
    return project / "output" / ".cache"


class Cache:
    """Entries in a folder; lists, by kind and name, what was found and what had to be made."""

    def __init__(self, folder: Path) -> None:
        """Use this folder; it need not be there yet."""
        self.folder = folder
        self.found: list[tuple[str, str]] = []
        self.made: list[tuple[str, str]] = []

    def get(self, kind: str, parts: Parts, make: Callable[[], bytes], name: str = "") -> bytes:
        """Return what was made of these parts before, else make it and keep it."""
        content = self.kept(kind, parts, name)
        if content is None:
            content = make()
            self.keep(kind, parts, content, name)
        return content

    def kept(self, kind: str, parts: Parts, name: str = "") -> bytes | None:
        """Return what was made of these parts before, or nothing."""
        content = _read(self.folder / kind / _name(kind, parts))
        if content is not None:
            self.found.append((kind, name))
        return content

    def keep(self, kind: str, parts: Parts, content: bytes, name: str = "") -> None:
        """Keep what was made; a cache that cannot be written costs time, and nothing else."""
        self.made.append((kind, name))
        with suppress(OSError):
            _write(self.folder / kind / _name(kind, parts), content)

    def forget(self) -> None:
        """Remove what no build has asked for in a long time, and what a killed one left half."""
        now = time.time()
        for path in self.folder.glob("*/*"):
            with suppress(OSError):
                kept = PART_KEPT_FOR if path.name.endswith(PART) else KEPT_FOR
                if path.stat().st_mtime < now - kept:
                    path.unlink()


@contextmanager
def caching(folder: Path | None) -> Iterator[Cache | None]:
    """Use a cache for what is made inside; None: make everything."""
    cache = Cache(folder) if folder else None
    token = _ACTIVE.set(cache)
    try:
        yield cache
    finally:
        _ACTIVE.reset(token)
    if cache:
        cache.forget()


def active() -> Cache | None:
    """Return the cache that is in use."""
    return _ACTIVE.get()


def made(kind: str, parts: Parts, make: Callable[[], bytes], name: str = "") -> bytes:
    """Return what is made of these parts, from the cache where one is in use.

    `name` is by what a reader of the list of things made knows it.
    """
    cache = _ACTIVE.get()
    return cache.get(kind, parts, make, name) if cache else make()


def _name(kind: str, parts: Parts) -> str:
    """Return the checksum of all that an entry is made of."""
    total = sha256(f"{_ground()} {kind}".encode())
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        total.update(b"%d:" % len(content) + content)  # with its length: no two lists are alike
    return total.hexdigest()


@cache
def _ground() -> str:
    """Return the checksum of what every entry rests on: this package, all others, the fonts."""
    total = sha256(sys.version.encode())
    package = Path(__file__).parents[1]
    for path in sorted(package.rglob("*")):
        if path.suffix and path.suffix not in COMPILED and path.is_file():
            total.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    total.update(repr((_installed(), sorted(CHECKSUMS.items()))).encode())
    return total.hexdigest()


def _installed() -> list[str]:
    """Return name and version of each package that is installed, as its folder is called."""
    folders = [path for path in sys.path if os.path.isdir(path)]
    return sorted({n for path in folders for n in os.listdir(path) if n.endswith(METADATA)})


def _read(path: Path) -> bytes | None:
    """Return the content of an entry that is there and sound, and note that it was asked for."""
    try:
        sum_, _, content = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if sum_ != sha256(content).hexdigest().encode():
        return None
    with suppress(OSError):
        os.utime(path)
    return content


def _write(path: Path, content: bytes) -> None:
    """Keep an entry, in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}{PART}")
    try:
        unfinished.write_bytes(sha256(content).hexdigest().encode() + b"\n" + content)
        unfinished.replace(path)
    finally:  # a full disk must not be filled with halves
        unfinished.unlink(missing_ok=True)
