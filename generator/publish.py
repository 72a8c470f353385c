"""Publish: write all files beside the target, then move them in, in one step."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2


def publish(files: Mapping[str, bytes], target: Path) -> Path:
    """Write files (path below the target → content) and put the folder in place; returns it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        for name, content in {**files, "SHA256SUMS": checksums(files)}.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        fresh.chmod(0o755)
        _put(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return target


def checksums(files: Mapping[str, bytes]) -> bytes:
    """Return the lines of SHA256SUMS, by name."""
    lines = (f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return "".join(lines).encode()


def _put(fresh: Path, target: Path) -> None:
    """Make the fresh folder the target; what was there before is then at the fresh one's path."""
    if not target.exists():
        fresh.rename(target)
    elif not _exchange(fresh, target):
        # Two renames: the one moment without a target that this system cannot avoid.
        old = fresh.with_name(fresh.name + ".old")
        target.rename(old)
        fresh.rename(target)
        shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step where the system can (Linux renameat2); tell whether it did."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    done = rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE)
    return bool(done == 0)
