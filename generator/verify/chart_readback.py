"""Chart readback: the figures in the files behind a chart, compared with the data."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import chain
from pathlib import Path

from markupsafe import Markup

from generator.annex.annex import BOM
from generator.derive.finding import Finding
from generator.draw.figure import ChartFile
from generator.said import Said
from generator.verify.known import known_of
from generator.verify.readback import Finished, Piece, read_page
from generator.verify.reading import Coverage, Fault, Reading
from generator.word.language import Language


@dataclass(frozen=True)
class FoundFile:
    """A file behind a chart as it was found, and as the data give it."""

    name: str
    found: bytes
    wanted: ChartFile
    findings: Mapping[str, Finding]
    language: Language

    def faults(self) -> Iterator[Fault]:
        """Yield what in the file is not as the data say."""
        if self.name.endswith(".svg"):
            yield from self._reading().drawings()
        elif self.name.endswith(".csv"):
            yield from self._rows()
        elif self.name.endswith(".json"):
            yield from self._specification()

    def figures(self) -> int:
        """Return how many figures the file shows; dots show none that could be read."""
        if self.name.endswith(".svg"):
            return sum(len(names) for names in self._reading().drawn().values())
        if self.name.endswith(".csv"):
            return len(self._table())
        return len(self._values()) if self.name.endswith(".json") else 0

    def _reading(self) -> Reading:
        """Return the picture as it is read, beside the texts that it must have."""
        known = known_of((Markup(self.wanted.content.decode()),))
        page = read_page(self.found.decode(errors="replace"))
        return Reading(self.name, page, known, self.findings, {self.language.tag: self.language})

    def _table(self) -> list[dict[str, str]]:
        """Return the rows of the table by column."""
        text = self.found.decode(errors="replace").removeprefix(BOM)
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def _values(self) -> list[dict[str, object]]:
        """Return the rows of the specification; none where it is not one."""
        try:
            return list(json.loads(self.found)["data"]["values"])
        except (ValueError, LookupError, TypeError):
            return []

    def _rows(self) -> Iterator[Fault]:
        """Yield what is wrong with the rows of the table: words, number, bounds."""
        alone = Reading(
            self.name,
            Finished((), {}),
            known_of(()),
            self.findings,
            {self.language.tag: self.language},
        )
        for number, row in enumerate(self._table(), 2):
            place = f"{self.name}:{number}"
            finding = self.findings.get(row.get("id") or "")
            if finding is None:
                yield Fault(place, Said("“{id}” is no figure of the data", id=row.get("id")))
                continue
            words = row.get(f"words:{self.language.tag}") or ""
            said = {"data-finding": finding.id, "value": row.get("value") or ""}
            if what := alone.wrong(Piece(words, place, "data", said)):
                yield Fault(place, what)
            yield from self._bounds(place, finding, row)

    def _bounds(self, place: str, finding: Finding, row: Mapping[str, str]) -> Iterator[Fault]:
        """Yield a fault for qualifier or bounds that are not the figure's own."""
        bounds = finding.bounds
        ends = {"lower": bounds.low, "upper": bounds.high} if bounds else {}
        for name in ("lower", "upper"):
            if not _same(row.get(name) or "", ends.get(name)):
                yield Fault(
                    place,
                    Said(
                        "“{given}” is not the {name} bound ({id})",
                        given=row.get(name),
                        name=name,
                        id=finding.id,
                    ),
                )
        if row.get("qualifier") != finding.qualifier:
            yield Fault(
                place,
                Said(
                    "“{given}” is not its qualifier ({id})",
                    given=row.get("qualifier"),
                    id=finding.id,
                ),
            )

    def _specification(self) -> Iterator[Fault]:
        """Yield a fault for each row of the specification that is not the figure it names."""
        rows = self._values()
        if not rows:
            yield Fault(self.name, Said("this is no specification with its data"))
        for row in rows:
            finding = self.findings.get(str(row.get("finding")))
            right = finding and (row.get("value"), row.get("qualifier")) == (
                float(finding.value), finding.qualifier,
            )  # fmt: skip
            if not right:
                yield Fault(
                    self.name,
                    Said("{value} is not {name}", value=row.get("value"), name=row.get("finding")),
                )


def read_chart_files(
    folder: Path, tag: str, wanted: Iterable[tuple[ChartFile, ...]],
    findings: Mapping[str, Finding], language: Language,
) -> tuple[list[Fault], Coverage]:  # fmt: skip
    """Return the faults of the files behind the charts of one language, and what they show."""
    faults, shown, wrong = list[Fault](), 0, 0
    for file in chain.from_iterable(wanted):
        path, name = folder / tag / file.href, f"{tag}/{file.href}"
        if not path.is_file():
            faults.append(Fault(name, Said("this file is missing")))
            continue
        read = FoundFile(name, path.read_bytes(), file, findings, language)
        found = list(read.faults())
        faults += found
        shown, wrong = shown + read.figures(), wrong + len(found)
    return faults, Coverage(f"{tag}/charts/", shown, shown, max(0, shown - wrong))


def _same(text: str, end: Decimal | None) -> bool:
    """Tell whether a cell is an end of an interval, as far as its digits go."""
    if end is None or not text:
        return end is None and not text
    try:
        return abs(Decimal(text) - end) <= abs(end) / 10**12
    except InvalidOperation:
        return False
