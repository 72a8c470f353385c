"""Pictures: the pages of a PDF as a browser can show them beside the report."""

from __future__ import annotations

import io


def count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    import pypdfium2  # late: most previews show no paper

    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def picture(pdf: bytes, number: int) -> bytes | None:
    """Return one page of a PDF as PNG, 96 dpi and a half, or None where there is no such page."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        if not 0 < number <= len(document):
            return None
        out = io.BytesIO()
        document[number - 1].render(scale=2).to_pil().save(out, "PNG")
        return out.getvalue()
