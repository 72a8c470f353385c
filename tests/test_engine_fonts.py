"""The engine for paper keeps nothing of a page that was set, so a worker may set any number."""

import ctypes
import gc

import pytest

from generator.typeset.fonts import FAMILY, font_files
from generator.typeset.typeset import typeset
from generator.work.crew import tidy

FACES = "".join(
    f"@font-face {{ font-family: '{FAMILY}'; font-weight: {weight}; src: url({path.as_uri()}) }}"
    for weight, path in font_files().items()
)
PAGE = f"""<!doctype html><html lang="en"><head><title>Wells</title><style>{FACES}
* {{ font-family: '{FAMILY}' }} p {{ font-variant-numeric: tabular-nums }}</style></head>
<body>{"<p>There are 195 wells.</p>" * 200}</body></html>"""
KEPT = 64 << 10
"""Bytes a page may leave; the engine alone leaves 300,000: fonts, and the features of each line."""


class _InUse(ctypes.Structure):
    """What the C library tells of its allocator (struct mallinfo2)."""

    _fields_ = [(f"of_{number}", ctypes.c_size_t) for number in range(7)] + [
        ("in_use", ctypes.c_size_t), ("free", ctypes.c_size_t), ("at_the_end", ctypes.c_size_t),
    ]  # fmt: skip


def in_use() -> int:
    """Return how many bytes are in use outside Python's own heap, garbage aside."""
    library = ctypes.CDLL(None)
    if not hasattr(library, "mallinfo2"):
        pytest.skip("the C library does not tell what is in use")
    library.mallinfo2.restype = _InUse
    tidy()
    gc.collect()
    return int(library.mallinfo2().in_use)


def test_a_page_that_was_set_leaves_nothing_in_memory():
    for _ in range(3):
        typeset(PAGE)
    before = in_use()
    for _ in range(4):
        typeset(PAGE)
    assert (in_use() - before) / 4 < KEPT
