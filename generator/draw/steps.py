"""Steps: the increases inside the bars of a timeline, cut and worded in white."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from generator.draw.figure import Bar, Step
from generator.draw.grammar import (
    BAR,
    BEFORE,
    CLEAR,
    DISSOLVE,
    LABEL_AIR,
    SOLID,
    Form,
    after,
    weight_of,
)
from generator.draw.lettering import BOLD, CAP, REGULAR, Sizes, text_width
from generator.draw.marks import Plane, Row, named, texts, ticks
from generator.render.theme import Palette

if TYPE_CHECKING:
    from generator.draw.marks import Layer

CUT = 1.6
INSIDE = 5.0
"""Px between words inside a bar and its ends."""


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


def fits(step: Step, rows: Sequence[Row], place: int, px: float, sizes: Sizes) -> bool:
    """Tell whether a step's words have room in the last part of their bar, at px for one."""
    row = rows[place]
    part = row["value"] - max(_earlier(rows, place), default=0)
    room = part * px - _back(row) - CUT - 2 * INSIDE
    return row["form"] in SOLID and text_width(step.words, sizes.label, BOLD) <= room


def beside(step: Step, row: Row, sizes: Sizes) -> float:
    """Return the px from a bar's value to the end of step words that follow the figure."""
    end: float = after(row["form"])
    if row["place"] == "beside":
        end += text_width(row["words"], sizes.words, weight_of(row["form"])) + LABEL_AIR
    return end + text_width(step.words, sizes.label)


def step_layers(
    owned: Mapping[int, Step], rows: Sequence[Row], plane: Plane, width: int, sizes: Sizes,
    palette: Palette,
) -> list[Layer]:  # fmt: skip
    """Return the cuts at earlier values and the words: in the last part, else after the figure."""
    px = (plane.x.px[1] - plane.x.px[0]) / float(plane.x.domain[1])
    layers = []
    for place, step in owned.items():
        row = rows[place]
        said = {"step": step.finding.id, "words": step.words, "ours": step.ours}
        said |= {"finding": row["finding"], "value": row["value"], "row": row["row"]}
        if fits(step, rows, place, px, sizes):
            colour, weight, dx = palette.on_data, BOLD, -_back(row) - INSIDE
        else:
            colour, weight, dx = palette.ink_2, REGULAR, beside(step, row, sizes)
        if plane.x.px[0] + row["value"] * px + dx > width:
            continue  # the table and the note still say it
        words = texts(
            plane, {}, sizes.label, color=colour, weight=weight, align="right", dx=dx,
            dy=sizes.label * CAP, rows=[said],
        )  # fmt: skip
        layers.append(named(words, "step"))
    cuts = [cut for place in owned for cut in _cuts(rows, place, px)]
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


def _earlier(rows: Sequence[Row], place: int) -> list[float]:
    """Return the earlier values, with a stated end, below that of the bar in this place."""
    value = rows[place]["value"]
    ended = [row["value"] for row in rows[:place] if row["form"] == Form.exact]
    return [old for old in ended if 0 < old < value]


def _cuts(rows: Sequence[Row], place: int, px: float) -> list[Row]:
    """Return the cuts of a bar, at earlier values that lie in its solid part."""
    row = rows[place]
    if row["form"] not in SOLID or row["body"] != "drawn":
        return []
    return [
        {"finding": row["finding"], "row": row["row"], "cut": value}
        for value in _earlier(rows, place)
        if (row["value"] - value) * px > _back(row) + CUT
    ]


def _back(row: Row) -> float:
    """Return the px from a bar's value back to the end of what is solid."""
    return CLEAR + (DISSOLVE if row["form"] in BEFORE else 0)
