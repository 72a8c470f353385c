"""Publish: write all files beside the target, then move them in, in one step."""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from generator.problem import MachineError, UsageError
from generator.said import Said

AT_FDCWD = -100
RENAME_EXCHANGE = 2
CHECKSUMS, MANIFEST = "SHA256SUMS", "manifest.json"
"""The two files by which a folder is known as ours."""
OLD, UNFINISHED = ".old", ".unfinished-"


def publish(files: Mapping[str, bytes], target: Path) -> Path:
    """Write files (path below the target → content) and put the folder in place; returns it."""
    ready(target)
    with writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    with writing(target), alone(target), fresh_beside(target) as fresh:
        for name, content in {**files, CHECKSUMS: checksums(files)}.items():
            write(fresh / name, content)
        put(fresh, target)
    return target


def write(path: Path, content: bytes) -> None:
    """Write a file down to the disk, so that a machine that loses power holds no half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def ready(target: Path) -> None:
    """Raise where a build cannot be put at the target; asked before the work, not after it."""
    with writing(target):
        # What stands there is replaced as a whole, so it must be a build, not somebody's files.
        if target.exists() and not (target.is_dir() and _is_ours(target)):
            raise UsageError(
                Said(
                    (
                        "{target} holds other files than a build, and a build replaces the whole "
                        "folder. Name a new or an empty folder."
                    ),
                    target=target,
                )
            )
        there = next(folder for folder in target.absolute().parents if folder.exists())
        if not there.is_dir():
            raise NotADirectoryError(20, "Not a folder", str(there))
        if not os.access(there, os.W_OK):
            raise PermissionError(13, "No permission to write", str(there))


def checksums(files: Mapping[str, bytes]) -> bytes:
    """Return the lines of SHA256SUMS, by name."""
    lines = (f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return "".join(lines).encode()


def _is_ours(folder: Path) -> bool:
    """Tell whether a folder is empty or holds a finished build."""
    return all((folder / name).is_file() for name in (CHECKSUMS, MANIFEST)) or not any(
        folder.iterdir()
    )


def _prefix(target: Path) -> str:
    """Return how the names of unfinished folders beside the target begin."""
    return f".{target.name}{UNFINISHED}"


@contextmanager
def alone(target: Path) -> Iterator[None]:
    """Keep other builds out of the target's parent, and clear away what killed ones left there."""
    # The lock is on the folder itself: it leaves no file behind, and ends with the process.
    place = os.open(target.parent, os.O_RDONLY)
    try:
        fcntl.flock(place, fcntl.LOCK_EX)
        for left in target.parent.glob(f"{_prefix(target)}*"):
            if left.name.endswith(OLD) and not target.exists():
                left.rename(target)  # killed between the two renames of put
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        os.close(place)


def clear(folder: Path) -> None:
    """Clear away what killed builds left unfinished in a folder."""
    for left in folder.glob(f".*{UNFINISHED}*"):
        with alone(folder / left.name[1:].partition(UNFINISHED)[0]):
            pass


@contextmanager
def fresh_beside(target: Path) -> Iterator[Path]:
    """Give an empty folder beside the target; it is gone at the end, or what it was swapped for."""
    fresh = Path(tempfile.mkdtemp(prefix=_prefix(target), dir=target.parent))
    try:
        fresh.chmod(0o755)
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Turn what the disk refuses into one line that says what stays as it was."""
    try:
        yield
    except OSError as error:
        raise MachineError(
            Said(
                "{target} cannot be written: {part} ({part2}). The last good output is untouched.",
                target=target,
                part=error.strerror or error,
                part2=error.filename or target,
            )
        ) from error


def put(fresh: Path, target: Path) -> None:
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
