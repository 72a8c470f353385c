"""Workbooks that tests write, as a spreadsheet program does."""

import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from odfdo import Document, Table


def write_xlsx(path: Path, sheets: dict[str, list[list[object]]]) -> None:
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for r, line in enumerate(lines):
                for c, cell in enumerate(line):
                    if isinstance(cell, datetime.date):
                        sheet.write_datetime(r, c, cell, day)
                    else:
                        sheet.write(r, c, cell)


def write_ods(path: Path, sheets: dict[str, list[list[Any]]]) -> None:
    document = Document("spreadsheet")
    document.body.clear()
    for name, lines in sheets.items():
        table = Table(name)
        table.set_values(lines)
        document.body.append(table)
    document.save(path)


WRITERS = {".xlsx": write_xlsx, ".ods": write_ods}
