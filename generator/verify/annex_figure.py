"""One figure of the data annex: whether its cells, parsed anew, agree with its finding."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from generator.build import Source
from generator.derive.finding import Finding
from generator.said import NOTHING, Said
from generator.verify.parse import parse_figure
from generator.word.wording import plain

CLOSE, NOISE = Decimal("1e-13"), Decimal("1e-27")
"""So much of itself, at most, a bound may be rounded outwards, and so little inwards: a quotient
that ends is computed with forty digits, the last of which are rounded already."""


def figure_fault(cells: Mapping[str, str], source: Source) -> Said:
    """Return what is wrong with a row by column, or nothing."""
    finding = source.findings.get(cells.get("id", ""))
    if finding is None:
        return Said("“{id}” is no figure of the data", id=cells.get("id", ""))
    wanted = f"{finding.qualifier} {plain(finding.value)}"
    if cells["value"] != plain(finding.value) or cells["qualifier"] != finding.qualifier:
        return Said("the value should be {wanted}", wanted=wanted)
    for tag in source.files.edition.languages:
        said = parse_figure(cells[f"words:{tag}"], source.language(tag), scaled=finding.unit.scaled)
        agrees = said is not None and (said.value, said.high) == (finding.value, finding.high)
        if said is None or not agrees or finding.qualifier not in said.qualifiers:
            words = cells[f"words:{tag}"]
            return Said("“{words}” is not {wanted}", words=words, wanted=wanted)
    return _bounds_fault(cells, finding)


def _bounds_fault(cells: Mapping[str, str], finding: Finding) -> Said:
    """Return what is wrong with the bounds of a row, or nothing: they must hold the finding's."""
    bounds = finding.bounds
    given = {name: cells[name] for name in ("lower", "lower_end", "upper", "upper_end")}
    if bounds is None:
        return Said("it has bounds, and the data give none") if any(given.values()) else NOTHING
    for name, end, is_open, outward in (
        ("lower", bounds.low, bounds.low_open, -1), ("upper", bounds.high, bounds.high_open, 1),
    ):  # fmt: skip
        kind = "unbounded" if end is None else "open" if is_open else "closed"
        if given[f"{name}_end"] != kind or bool(given[name]) != (end is not None):
            return Said("its {name} end should be {kind}", name=name, kind=kind)
        if end is not None:
            beyond = (Decimal(given[name]) - end) * outward
            if not -abs(end) * NOISE <= beyond <= abs(end) * CLOSE:
                return Said("its {name} bound should be {end}", name=name, end=plain(end))
    return NOTHING


def is_traced(cells: Mapping[str, str], source: Source) -> bool:
    """Tell whether a row leads to its source, or to the figures of its formula."""
    if cells.get("source"):
        return cells["source"] in source.library.sources
    parts = cells.get("rests_on", "").split()
    return bool(cells.get("formula")) and all(part in source.findings for part in parts)
