"""Form: a workbook to fill in, with last year's values, choices and notes beside each row."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet as Page

from generator.annex.dataset import Field
from generator.compose.setting import Setting
from generator.derive.bounds import PUBLISHED
from generator.next_year.columns import BEFORE, ENTERED, GUIDE, HOW, LISTS
from generator.records.records import Label, Observation, Record
from generator.word.tokens import unmarked

if TYPE_CHECKING:
    from generator.next_year.next_year import Next

FREE = 20
"""Rows below the last that have the choices, too, for new figures."""
LONGEST = 31
"""Characters of a sheet's name in Excel."""
WIDTHS = {"name": 34, "unit": 16, "as_published": 34, "last:as_published": 34, "note": 30}
TEXT = "@"
"""The format of cells in which nothing that is typed becomes a date or a share."""
STYLES = {
    "head": {"bold": True, "bottom": 1, "valign": "top"},
    "aside": {"font_color": "#6B6B6B", "text_wrap": True, "valign": "top", "num_format": TEXT},
    "given": {"valign": "top", "num_format": TEXT},
    "entry": {"bg_color": "#FFF8DC", "border": 1, "border_color": "#D9CFA5", "text_wrap": True,
              "valign": "top", "num_format": TEXT},
    "count": {"bg_color": "#FFF8DC", "border": 1, "border_color": "#D9CFA5", "valign": "top",
              "num_format": "0.#########"},
    "wrap": {"text_wrap": True, "valign": "top"},
}  # fmt: skip


def form(begun: Next) -> bytes:
    """Return the workbook: how to fill it in, a sheet for each theme, and what may be chosen."""
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": datetime(begun.year, 1, 1), "title": begun.id})
    settings = begun.source.settings
    formats = {name: book.add_format(style) for name, style in STYLES.items()}
    _guide(book.add_worksheet(_both(settings, HOW)[:LONGEST].replace("/", "·")), settings, formats)
    themes: dict[str, list[Observation]] = {}
    for row in begun.rows:
        themes.setdefault(_theme(row), []).append(row)
    sheets = {name: book.add_worksheet(name[:LONGEST]) for name in themes}
    ranges = _lists(book, begun, settings, formats)
    for name, page in sheets.items():
        _sheet(page, themes[name], begun, formats)
        _choices(page, len(themes[name]) + FREE, _columns(settings), ranges)
    book.close()
    return buffer.getvalue()


def _theme(row: Observation) -> str:
    """Return the name of a row's theme: its file, or its sheet in a workbook."""
    path, _, sheet = row.place().path.partition("!")
    return sheet or PurePosixPath(path).stem


def _guide(page: Page, settings: Mapping[str, Setting], formats: Mapping[str, Format]) -> None:
    """Write how the workbook is filled in, in each language."""
    page.set_column(0, 0, 100, formats["wrap"])
    line = 0
    for setting in settings.values():
        page.write_string(line, 0, setting.strings(HOW), formats["head"])
        for number, message in enumerate(GUIDE, line + 1):
            page.write_string(number, 0, setting.strings(message), formats["wrap"])
        line += len(GUIDE) + 2


def _lists(
    book: Workbook, begun: Next, settings: Mapping[str, Setting], formats: Mapping[str, Format]
) -> dict[str, str]:
    """Write what may be chosen, with its names; returns the range of each column's choices."""
    library = begun.source.library
    kinds: tuple[tuple[str, Mapping[str, Record]], ...] = (
        ("indicator", library.indicators), ("region", library.regions), ("source", library.sources)
    )  # fmt: skip
    page = book.add_worksheet("-")
    ranges = {}
    for place, ((column, records), title) in enumerate(zip(kinds, LISTS, strict=True)):
        page.set_column(2 * place, 2 * place, 26)
        page.set_column(2 * place + 1, 2 * place + 1, 50)
        page.write_string(0, 2 * place, _both(settings, title), formats["head"])
        for line, (name, record) in enumerate(records.items(), 1):
            page.write_string(line, 2 * place, name)
            page.write_string(line, 2 * place + 1, _words(getattr(record, "name", None), settings))
        letter = "ACE"[place]
        ranges[column] = f"='-'!${letter}$2:${letter}${len(records) + 1}"
    return ranges


def _columns(settings: Mapping[str, Setting]) -> list[tuple[str, Field, bool]]:
    """Return (name, field, whether it is filled in) of each column, worded ones once a language."""
    return [
        (name, field, fields is ENTERED)
        for fields in (BEFORE, ENTERED)
        for field in fields
        for name in ([f"{field.name}:{tag}" for tag in settings] if field.worded else [field.name])
    ]


def _sheet(page: Page, rows: list[Observation], begun: Next, formats: Mapping[str, Format]) -> None:
    """Write one theme: the names of the columns with notes, then its rows."""
    settings = begun.source.settings
    columns = _columns(settings)
    for place, (name, field, entered) in enumerate(columns):
        page.set_column(place, place, WIDTHS.get(field.name, 14))
        page.write_string(0, place, name, formats["head"])
        page.write_comment(0, place, _note(field, settings), {"x_scale": 2, "y_scale": 1.4})
        for line in range(1, len(rows) + FREE + 1):
            kind = "count" if field.name in ("value", "precision") else "entry"
            page.write_blank(line, place, None, formats[kind if entered else "aside"])
    for line, row in enumerate(rows, 1):
        words = _cells(row, begun)
        for place, (name, _, entered) in enumerate(columns):
            if words.get(name):
                style = formats["entry" if entered else "aside" if ":" in name else "given"]
                page.write_string(line, place, words[name], style)
        page.write_comment(line, 0, _about(row, begun) or words["indicator"])
    page.freeze_panes(1, 1)
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{len(rows) + FREE + 1}"})
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _cells(row: Observation, begun: Next) -> dict[str, str]:
    """Return what stands in a row before anybody fills it in, by column."""
    library, tags = begun.source.library, begun.source.settings
    indicator = library.indicators[row.indicator]
    unit = library.units[indicator.unit]
    return {
        "indicator": row.indicator, "region": row.region, "period": str(begun.later(row.period)),
        **{f"name:{tag}": unmarked(indicator.name.texts.get(tag, "")) for tag in tags},
        **{f"unit:{tag}": unmarked(unit.name.texts.get(tag, "")) for tag in tags},
        "last:period": str(row.period), "last:qualifier": row.qualifier,
        "last:value": f"{row.value:f}", "last:source": row.source,
        "last:as_published": row.as_published,
    }  # fmt: skip


def _choices(
    page: Page, last: int, columns: list[tuple[str, Field, bool]], ranges: Mapping[str, str]
) -> None:
    """Let cells be chosen; a source may be new, all else must be known."""
    listed: dict[str, object] = {
        "qualifier": [str(choice) for choice in PUBLISHED], "break": ["yes"], **ranges,
        "period_basis": ["stated", "inferred", "unknown"],
    }  # fmt: skip
    for place, (name, _, _) in enumerate(columns):
        if name in listed:
            rule = {"validate": "list", "source": listed[name], "ignore_blank": True}
            strict = "stop" if isinstance(listed[name], list) else "warning"
            page.data_validation(1, place, last, place, rule | {"error_type": strict})


def _note(field: Field, settings: Mapping[str, Setting]) -> str:
    """Return what a column holds, in each language."""
    return "\n".join(
        f"{s.strings(field.title)}: {s.strings(field.about)}" for s in settings.values()
    )


def _about(row: Observation, begun: Next) -> str:
    """Return what must be known of an indicator before it is filled in, in each language."""
    indicator = begun.source.library.indicators[row.indicator]
    parts = (indicator.definition, indicator.scope, indicator.caution)
    settings = begun.source.settings
    return "\n".join(_words(part, settings, "\n") for part in parts if part)


def _words(label: Label | None, settings: Mapping[str, Setting], between: str = " / ") -> str:
    """Return the words of a label in all languages."""
    texts = [unmarked(label.texts.get(tag, "")) for tag in settings] if label else []
    return between.join(dict.fromkeys(filter(None, texts)))


def _both(settings: Mapping[str, Setting], message: str) -> str:
    """Return fixed wording in all languages."""
    return " / ".join(dict.fromkeys(s.strings(message) for s in settings.values()))
