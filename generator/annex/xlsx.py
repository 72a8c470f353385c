"""XLSX: worksheets as an Excel workbook, the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet as Page

from generator.annex.archive import archive, members
from generator.annex.dataset import Cell, Kind
from generator.annex.rights import Rights
from generator.annex.worksheet import Worksheet, fits

FIRST_YEAR = 1901
"""Excel knows no days before it; they stay text."""
LINE = 15
"""Height of a line of text in points."""
A4 = 9


def xlsx(sheets: Iterable[Worksheet], rights: Rights) -> bytes:
    """Return a workbook with one table object a sheet, its head frozen, and no merged cells."""
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    book.set_properties({
        "title": next(iter(rights.title.values())), "subject": next(iter(rights.about.values())),
        "author": next(iter(rights.publisher.values())),
        "comments": next(iter(rights.licence.values())),
        **({"status": rights.stamp} if rights.stamp else {}),
        "created": datetime.combine(date.fromisoformat(rights.as_of), datetime.min.time()),
    })  # fmt: skip
    formats = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "number": book.add_format({"valign": "top"}),
        "grouped": book.add_format({"valign": "top", "num_format": "#,##0"}),
        "day": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd"}),
    }
    for sheet in sheets:
        _page(book.add_worksheet(sheet.name), sheet, formats)
    book.close()
    return _with_language(buffer.getvalue(), next(iter(rights.title)))


def _page(page: Page, sheet: Worksheet, formats: dict[str, Format]) -> None:
    """Write one sheet."""
    for number, width in enumerate(sheet.widths):
        page.set_column(number, number, width)
    last = max(1, len(sheet.rows))  # a table object has at least one row
    columns = [{"header": head, "header_format": formats["head"]} for head in sheet.head]
    style = "Table Style Light 1"
    page.add_table(
        0, 0, last, len(sheet.head) - 1, {"name": sheet.name, "columns": columns, "style": style}
    )
    for number, row in enumerate(sheet.rows, 1):
        for place, (cell, kind) in enumerate(zip(row, sheet.kinds, strict=True)):
            _write(page, number, place, cell, kind, formats)
    for number, lines in enumerate(sheet.heights):
        page.set_row(number, lines * LINE)
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _write(
    page: Page, row: int, column: int, cell: Cell, kind: Kind, formats: dict[str, Format]
) -> None:
    """Write one cell; whatever is not surely a number or a day is text, never a formula."""
    if cell is None:
        return
    if kind == "day" and int(str(cell)[:4]) >= FIRST_YEAR:
        page.write_datetime(row, column, date.fromisoformat(str(cell)), formats["day"])
    elif isinstance(cell, Decimal | int) and fits(cell):
        grouped = kind == "number" and cell == int(cell)
        page.write_number(row, column, float(cell), formats["grouped" if grouped else "number"])
    else:
        page.write_string(row, column, str(cell), formats["text"])


def _with_language(content: bytes, tag: str) -> bytes:
    """Return the workbook with the language in its core properties, where XlsxWriter names none."""
    files = members(content)
    end = b"</cp:coreProperties>"
    core = files["docProps/core.xml"]
    assert end in core
    files["docProps/core.xml"] = core.replace(
        end, f"<dc:language>{tag}</dc:language>".encode() + end
    )
    return archive(files)
