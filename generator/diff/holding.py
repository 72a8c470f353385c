"""Holding: what one edition says, as far as two of them can be held against each other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from generator.derive.bounds import Interval, Qualifier, scale
from generator.diff.sentences import Passages, passages_of

Words = Mapping[str, str]
"""Words by language tag."""
Row = Mapping[str, Any]
"""One row of a table of the data annex."""
_PERIOD = re.compile(r'"temporalCoverage": ?"([0-9-]+)"')


@dataclass(frozen=True)
class Figure:
    """One figure of an edition, as the data annex tells it."""

    id: str
    kind: str
    name: Words
    words: Words
    value: Decimal
    high: Decimal | None
    qualifier: Qualifier
    bounds: Interval | None
    unit: str
    dimension: str
    factor: tuple[Decimal, Decimal]
    period: str
    basis: str
    indicator: str
    region: str
    sources: tuple[str, ...]
    formula: str
    """As an edition writes it, with its own ids."""
    rests_on: tuple[tuple[str, str, str] | str, ...]
    """What it is computed from, whatever an edition calls that."""
    doubted: bool
    note: Words
    breaks: bool = False
    """Whether the definition of its indicator is another one from here on."""

    @property
    def key(self) -> tuple[str, str, str] | None:
        """Return what it is a value of, whatever an edition calls it; None for a computed one."""
        return (self.indicator, self.region, self.period) if self.indicator else None

    @property
    def base(self) -> Interval | None:
        """Return what it stands for in the base unit of its dimension."""
        return None if self.bounds is None else scale(self.bounds, *self.factor)

    @property
    def said(self) -> tuple[Decimal, Decimal | None, Qualifier, str]:
        """Return what a reader is told: number, upper number, qualifier and unit."""
        return self.value, self.high, self.qualifier, self.unit


@dataclass(frozen=True)
class ChartHolding:
    """One chart as it is declared, and as it is drawn in each language."""

    id: str
    kind: str
    figures: tuple[str, ...]
    title: Words
    pictures: Mapping[str, bytes]
    """PNG by language."""


@dataclass(frozen=True)
class Holding:
    """What one edition says."""

    name: str
    """What it was called on the command line."""
    edition: str
    version: str
    period: str
    languages: tuple[str, ...]
    figures: Mapping[str, Figure]
    shown: frozenset[str]
    """Ids of the figures that its pages show."""
    tables: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    """Indicators and sources, as the data annex has them."""
    texts: Mapping[str, Passages] = field(default_factory=dict)
    charts: Mapping[str, ChartHolding] = field(default_factory=dict)
    papers: Mapping[str, bytes] = field(default_factory=dict)
    """PDF by language."""


def holding_of(name: str, files: Mapping[str, bytes]) -> Holding:
    """Return what the finished files of an edition say (path below its folder → content)."""
    manifest = json.loads(files["manifest.json"])
    findings = _rows("findings", files)
    units = {str(row["id"]): row for row in _rows("units", files)}
    keys = {str(row["id"]): _key(row) for row in findings}
    figures = {str(row["id"]): _figure(row, units, keys) for row in findings}
    tags = [path.partition("/")[0] for path in files if path.endswith("/index.html")]
    tags = [tag for tag in tags if f"words:{tag}" in (findings[0] if findings else {})]
    pages = {tag: files[f"{tag}/index.html"].decode() for tag in tags}
    period = _PERIOD.search(next(iter(pages.values()), ""))
    texts = {tag: passages_of(page) for tag, page in pages.items()}
    shown = frozenset(name for text in texts.values() for name in text.figures)
    tables = {name: tuple(_rows(name, files)) for name in ("indicators", "sources")}
    return Holding(
        name, str(manifest["edition"]), str(manifest["version"]), period[1] if period else "",
        tuple(sorted(tags)), figures, shown, tables, texts, _charts(files, tags), _papers(files),
    )  # fmt: skip


def _rows(name: str, files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """Return the rows of a table of the data annex; numbers keep every digit."""
    content = json.loads(files[f"data/{name}.json"], parse_float=Decimal, parse_int=Decimal)
    return list(content["rows"])


def _key(row: Row) -> tuple[str, str, str] | str:
    """Return what a row is a value of; a computed one is called by its id."""
    if not row["indicator"]:
        return str(row["id"])
    return str(row["indicator"]), str(row["region"]), str(row["period"])


def _figure(
    row: Row, units: Mapping[str, Row], keys: Mapping[str, tuple[str, str, str] | str]
) -> Figure:
    """Return the figure of a row of `findings`; `keys` are those of all figures by id."""
    unit = units[str(row["unit"])]
    upper, _, lower = str(unit["factor"]).partition("/")
    return Figure(
        str(row["id"]), str(row["kind"]), _worded("name", row), _worded("words", row),
        row["value"], row["high"], Qualifier(row["qualifier"]), _bounds(row),
        str(row["unit"]), str(unit["dimension"]), (Decimal(upper), Decimal(lower or 1)),
        row["period"] or "", row["period_basis"] or "", row["indicator"] or "",
        row["region"] or "", tuple((row["grounds"] or "").split()), row["formula"] or "",
        tuple(keys.get(name, name) for name in (row["rests_on"] or "").split()),
        row["query_level"] == "doubt", _worded("note", row), row.get("break") == "yes",
    )  # fmt: skip


def _worded(field: str, row: Row) -> Words:
    """Return the words of a column in each language."""
    columns = (name for name in row if name.startswith(f"{field}:"))
    return {name.partition(":")[2]: str(row[name] or "") for name in columns}


def _bounds(row: Row) -> Interval | None:
    """Return the interval of a row, or None where it has none."""
    if row["lower_end"] is None and row["upper_end"] is None:
        return None
    low_open, high_open = row["lower_end"] == "open", row["upper_end"] == "open"
    return Interval(row["lower"], row["upper"], low_open, high_open)


def _charts(files: Mapping[str, bytes], tags: list[str]) -> dict[str, ChartHolding]:
    """Return the charts, each with its pictures in all languages."""
    found: dict[str, ChartHolding] = {}
    for path in sorted(path for path in files if path.endswith(".vl.json")):
        tag, _, name = path.removesuffix(".vl.json").partition("/charts/")
        if tag not in tags:
            continue
        told = json.loads(files[path]).get("usermeta", {})
        stem = f"{tag}/charts/{name}"
        before = found.get(name)
        listed = tuple(_ids(files[f"{stem}.csv"].decode("utf-8-sig")))
        titles = {**(before.title if before else {}), tag: str(told.get("title", ""))}
        pictures = {**(before.pictures if before else {}), tag: files[f"{stem}.png"]}
        found[name] = ChartHolding(name, str(told.get("kind", "")), listed, titles, pictures)
    return found


def _ids(table: str) -> Iterator[str]:
    """Yield the first column of a CSV table, which holds ids, without its head."""
    return (line.partition(",")[0] for line in table.splitlines()[1:] if line)


def _papers(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the PDFs by language."""
    return {path.split(".")[-2]: files[path] for path in files if path.endswith(".pdf")}
