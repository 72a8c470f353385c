"""Cache: what was made before is not made again, as long as nothing that it is made of has changed.

An entry is named by the checksum of all that goes into it: what it is made of, the source of this
package, the versions of the engines and the pinned fonts. Its first line is the checksum of the
rest, so an entry that was damaged, or that somebody else put there, is made anew.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from generator.publish.manifest import TOOLS
from generator.typeset.fonts import CHECKSUMS

KEPT_FOR, PART_KEPT_FOR = 30 * 24 * 60 * 60, 60 * 60
"""Seconds for which an entry stays that no build has asked for, and a part of one."""
PART = ".part"
_ACTIVE: ContextVar[Cache | None] = ContextVar("cache", default=None)


def cache_of(project: Path) -> Path:
    """Return the folder of a project's cache: it may be deleted at any time."""
    return project / "output" / ".cache"


class Cache:
    """Entries in a folder; counts, by kind, what was found and what had to be made."""

    def __init__(self, folder: Path) -> None:
        """Use this folder; it need not be there yet."""
        self.folder = folder
        self.found, self.made = Counter[str](), Counter[str]()

    def get(self, kind: str, parts: tuple[str | bytes, ...], make: Callable[[], bytes]) -> bytes:
        """Return what was made of these parts before, else make it and keep it."""
        path = self.folder / kind / _name(kind, parts)
        content = _read(path)
        if content is None:
            content = make()
            self.made[kind] += 1
            # A cache that cannot be written costs time, and nothing else.
            with suppress(OSError):
                _write(path, content)
        else:
            self.found[kind] += 1
        return content

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
    active = Cache(folder) if folder else None
    token = _ACTIVE.set(active)
    try:
        yield active
    finally:
        _ACTIVE.reset(token)
    if active:
        active.forget()


def made(kind: str, parts: tuple[str | bytes, ...], make: Callable[[], bytes]) -> bytes:
    """Return what is made of these parts, from the cache where one is in use."""
    active = _ACTIVE.get()
    return active.get(kind, parts, make) if active else make()


def _name(kind: str, parts: tuple[str | bytes, ...]) -> str:
    """Return the checksum of all that an entry is made of."""
    total = sha256(f"{_ground()} {kind}".encode())
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        total.update(b"%d:" % len(content) + content)  # with its length: no two lists are alike
    return total.hexdigest()


@cache
def _ground() -> str:
    """Return the checksum of what every entry rests on: this package, the engines, the fonts."""
    total = sha256(sys.version.encode())
    package = Path(__file__).parents[1]
    for path in sorted(package.rglob("*.py")):
        total.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    for name in TOOLS:
        total.update(f"{name}={version(name)}".encode())
    total.update(repr(sorted(CHECKSUMS.items())).encode())
    return total.hexdigest()


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
