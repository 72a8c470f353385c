"""ODS: worksheets as an OpenDocument spreadsheet (ODF 1.3), the same bytes each time.

Written here, since the one library that is kept up (odfdo) starts from a template with styles, a
language and a picture of its own, and says nothing of frozen heads.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from generator.annex.archive import archive
from generator.annex.dataset import Cell, Kind
from generator.annex.ods_styles import CELLS, manifest_xml, meta_xml, settings_xml, styles_xml
from generator.annex.rights import Rights
from generator.annex.worksheet import Worksheet, fits
from generator.word.wording import plain

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
CHARACTER_CM, LINE_CM = 0.2, 0.48
"""Width of a character and height of a line of 10 pt."""
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{rest}:1.0"'
    for name, rest in {
        "office": "office", "table": "table", "text": "text", "style": "style",
        "number": "datastyle", "fo": "xsl-fo-compatible",
    }.items()
)  # fmt: skip


def ods(sheets: Iterable[Worksheet], rights: Rights) -> bytes:
    """Return a workbook with one named table a sheet, its head repeated and frozen."""
    listed = tuple(sheets)
    files = {
        "mimetype": MIMETYPE,
        "content.xml": _content(listed),
        "styles.xml": styles_xml(tuple(rights.title)),
        "meta.xml": meta_xml(rights),
        "settings.xml": settings_xml(sheet.name for sheet in listed),
        "META-INF/manifest.xml": manifest_xml(MIMETYPE),
    }
    return archive({name: text.encode() for name, text in files.items()}, stored=["mimetype"])


def _content(sheets: tuple[Worksheet, ...]) -> str:
    """Return content.xml: the styles of columns and cells, the tables, and their names."""
    widths = sorted({width for sheet in sheets for width in sheet.widths})
    styles = "".join(
        f'<style:style style:name="w{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * CHARACTER_CM:.1f}cm"/>'
        "</style:style>"
        for width in widths
    )
    styles += "".join(
        f'<style:style style:name="h{lines}" style:family="table-row"><style:table-row-properties'
        f' style:row-height="{lines * LINE_CM:.2f}cm" style:use-optimal-row-height="false"/>'
        "</style:style>"
        for lines in sorted({lines for sheet in sheets for lines in sheet.heights})
    )
    tables = "".join(map(_table, sheets))
    names = "".join(
        f'<table:named-range table:name="{sheet.name}" table:base-cell-address="${sheet.name}.$A$1"'
        f' table:cell-range-address="${sheet.name}.$A$1:.${_end(sheet, "$")}"/>'
        for sheet in sheets
    )
    filters = "".join(
        f'<table:database-range table:name="{sheet.name}_filter" table:target-range-address='
        f'"{sheet.name}.A1:{sheet.name}.{_end(sheet)}" table:display-filter-buttons="true"/>'
        for sheet in sheets
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {NAMESPACES}'
        f' office:version="1.3"><office:automatic-styles>{styles}{CELLS}</office:automatic-styles>'
        f"<office:body><office:spreadsheet>\n{tables}<table:named-expressions>{names}"
        f"</table:named-expressions><table:database-ranges>{filters}</table:database-ranges>"
        "</office:spreadsheet></office:body></office:document-content>\n"
    )


def _table(sheet: Worksheet) -> str:
    """Return one sheet."""
    columns = "".join(
        f'<table:table-column table:style-name="w{width}"/>' for width in sheet.widths
    )
    head = "".join(_text(words, "head") for words in sheet.head)
    first, *lines = sheet.heights
    rows = "\n".join(
        f'<table:table-row table:style-name="h{height}">'
        + "".join(_cell(cell, kind) for cell, kind in zip(row, sheet.kinds, strict=True))
        + "</table:table-row>"
        for row, height in zip(sheet.rows, lines, strict=True)
    )
    return (
        f'<table:table table:name="{sheet.name}" table:style-name="sheet">{columns}'
        f'<table:table-header-rows><table:table-row table:style-name="h{first}">{head}'
        f"</table:table-row></table:table-header-rows>\n{rows}</table:table>\n"
    )


def _cell(cell: Cell, kind: Kind) -> str:
    """Return one cell; whatever is no number or day is text, never a formula."""
    if cell is None:
        return "<table:table-cell/>"
    if kind == "day":
        return (
            f'<table:table-cell table:style-name="day" office:value-type="date"'
            f' office:date-value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
        )
    if isinstance(cell, Decimal | int) and fits(cell):
        style = "grouped" if kind == "number" and cell == int(cell) else "plain"
        value = plain(Decimal(cell))
        return (
            f'<table:table-cell table:style-name="{style}" office:value-type="float"'
            f' office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
        )
    return _text(str(cell), "words")


def _text(words: str, style: str) -> str:
    """Return a cell of text."""
    return (
        f'<table:table-cell table:style-name={quoteattr(style)} office:value-type="string">'
        f"<text:p>{escape(words)}</text:p></table:table-cell>"
    )


def _end(sheet: Worksheet, fixed: str = "") -> str:
    """Return the last cell of a sheet: AL60, or AL$60."""
    return f"{column_name(len(sheet.head))}{fixed}{len(sheet.rows) + 1}"


def column_name(number: int) -> str:
    """Return how a spreadsheet calls a column, from 1: A, Z, AA."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
