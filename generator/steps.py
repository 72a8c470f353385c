"""Steps: the increases inside the bars of a timeline, cut and worded in white."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from generator.figure import Bar, Step
from generator.grammar import BAR, BEFORE, CLEAR, DISSOLVE, LABEL_AIR, SOLID, Form, reach, voice
from generator.lettering import BOLD, CAP, Sizes, text_width
from generator.marks import Plane, Row, texts, ticks
from generator.theme import Palette

if TYPE_CHECKING:
    from generator.marks import Layer

CUT = 1.6
INSIDE = 5.0
"""Px between words inside a bar and its end."""


def owners(bars: Sequence[Bar], steps: Sequence[Step]) -> dict[int, Step]:
    """Return the step of each bar that has one, by the bar's place: the increase that ends there.

    A derived step ends at its first operand, another at its own date; what tells neither goes to
    the bars that are left, from the second on.
    """
    found: dict[int, Step] = {}
    rest = []
    for step in steps:
        place = _end(bars, step)
        if place is None or place in found:
            rest.append(step)
        else:
            found[place] = step
    left = [place for place in range(1, len(bars)) if place not in found]
    return dict(sorted((found | dict(zip(left, rest, strict=False))).items()))


def step_layers(
    bars: Sequence[Bar], rows: Sequence[Row], steps: Sequence[Step], plane: Plane, width: int,
    sizes: Sizes, palette: Palette,
) -> list[Layer]:  # fmt: skip
    """Return the cuts at earlier values and the words, in the last part of a bar if they fit."""
    cuts: list[Row] = []
    layers: list[Layer] = []
    for place, step in owners(bars, steps).items():
        row, mine = rows[place], _cuts(rows[:place], rows[place], plane)
        cuts += mine
        said = {"step": step.finding.id, "words": step.words, "ours": step.ours}
        said |= {"value": row["value"], "row": row["row"]}
        start = max((cut["cut"] for cut in mine), default=0)
        layers += _words(said, row, start, plane, width, sizes, palette)
    if cuts:
        layers.insert(0, ticks(plane, {}, BAR, CUT, x="cut", rows=cuts, color=palette.on_data))
    return layers


def _end(bars: Sequence[Bar], step: Step) -> int | None:
    """Return the place of the bar at which a step ends, where the step tells."""
    derivation = step.finding.derivation
    if derivation is not None and derivation.of:
        ends = [bar.finding.id == derivation.of[0] for bar in bars]
    else:
        ends = [bar.finding.period == step.finding.period for bar in bars]
    return ends.index(True) if ends.count(True) == 1 else None


def _cuts(earlier: Sequence[Row], row: Row, plane: Plane) -> list[Row]:
    """Return the cuts of a solid bar: at earlier values whose end was stated, below its own."""
    room = (_back(row) + CUT) / _px(plane)
    if row["form"] not in SOLID or row["body"] != "drawn":
        return []
    return [
        {"finding": row["finding"], "row": row["row"], "cut": old["value"], "of": old["finding"]}
        for old in earlier
        if old["form"] == Form.exact and CLEAR / _px(plane) < old["value"] < row["value"] - room
    ]


def _words(
    said: Row, row: Row, start: float, plane: Plane, width: int, sizes: Sizes, palette: Palette
) -> list[Layer]:
    """Return the words of a step: inside the bar's last part, else after the figure, else none."""
    wide, drop = text_width(said["words"], sizes.label, BOLD), sizes.label * CAP
    room = (row["value"] - start) * _px(plane) - _back(row) - CUT
    if row["form"] in SOLID and wide + 2 * INSIDE <= room:
        return [
            texts(
                plane, {}, sizes.label, palette.on_data, weight=BOLD, align="right",
                dx=-_back(row) - INSIDE, dy=drop, rows=[said],
            )
        ]  # fmt: skip
    after = reach(row["form"]) + LABEL_AIR
    if row["place"] == "beside":
        weight = voice(row["form"], palette)[1]
        after += text_width(row["words"], sizes.words, weight) + LABEL_AIR
    if plane.x.px[0] + row["value"] * _px(plane) + after + wide > width:
        return []
    return [
        texts(plane, {}, sizes.label, palette.ink_2, weight=BOLD, dx=after, dy=drop, rows=[said])
    ]


def _back(row: Row) -> float:
    """Return the px from a bar's value back to the end of what is solid."""
    return CLEAR + (DISSOLVE if row["form"] in BEFORE else 0)


def _px(plane: Plane) -> float:
    """Return the px that one of the unit takes."""
    return (plane.x.px[1] - plane.x.px[0]) / float(plane.x.domain[1])
