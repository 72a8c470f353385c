"""Archive: files as a zip, the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold; ours never hold the clock's."""
PLAIN_FILE = 0o644 << 16


def archive(files: Mapping[str, bytes], stored: Collection[str] = ()) -> bytes:
    """Return a zip of files in their order; those of `stored` are not compressed."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as target:
        for name, content in files.items():
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_STORED if name in stored else ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, PLAIN_FILE
            target.writestr(entry, content)
    return buffer.getvalue()


def members(content: bytes) -> dict[str, bytes]:
    """Return the files of a zip by name, in their order."""
    with ZipFile(io.BytesIO(content)) as source:
        return {name: source.read(name) for name in source.namelist()}
