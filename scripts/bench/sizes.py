"""Sizes: bytes of PDFs and HTML, ours beside those of others with the same content."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scripts.bench.peers import Peer
from scripts.bench.runs import US
from scripts.pdf_size import packed, without_attachments


def sizes(tasks: Sequence[Peer], output: Path, tags: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return the bytes that each way makes for these languages together, by its name."""
    ours = [path for tag in tags for path in sorted(output.glob(f"*.{tag}.pdf"))]
    found = {US: _pdfs(ours) | _html([output / tag for tag in tags])}
    for peer in tasks:
        if not peer.lacks and all(pdf.is_file() for pdf in peer.pdfs):
            pages = [pdf.with_suffix(".html") for pdf in peer.pdfs]
            found[peer.name] = _pdfs(peer.pdfs)
            if all(page.is_file() for page in pages):
                found[peer.name] |= _html(pages)
    return found


def _pdfs(paths: Sequence[Path]) -> dict[str, Any]:
    """Return bytes of PDFs: whole, without attachments, packed as ours are; and their pages."""
    contents = [path.read_bytes() for path in paths]
    bare = [without_attachments(content) for content in contents]
    return {
        "pdf": sum(map(len, contents)),
        "bare": sum(size for size, _ in bare),
        "packed": sum(without_attachments(packed(content))[0] for content in contents),
        "pages": sum(pages for _, pages in bare),
    }


def _html(places: Sequence[Path]) -> dict[str, Any]:
    """Return bytes of pages with their fonts: whole, and as they travel."""
    files = [
        path for place in places
        for path in ([place] if place.is_file()
                     else [place / "index.html", *place.glob("fonts/*.woff2")])
    ]  # fmt: skip
    sent = sum(len(gzip.compress(p.read_bytes(), mtime=0)) if p.suffix == ".html"
               else p.stat().st_size for p in files)  # fmt: skip
    return {"html": sum(path.stat().st_size for path in files), "sent": sent}
