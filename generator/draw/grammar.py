"""Grammar: how the bound of a figure is drawn (solid means sure, slats mean not known).

All sizes are px at 96 dpi. None of them depends on a value: a dissolve says "not known", not how
much.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from generator.derive.bounds import Qualifier
from generator.draw.figure import Bar
from generator.draw.lettering import BOLD, CAP, REGULAR, Weight
from generator.draw.marks import Plane, Row, bars, named, rules, texts, ticks
from generator.render.theme import Palette

if TYPE_CHECKING:
    from generator.draw.marks import Layer

BAR = 18.0
OVERSHOOT = 4.0
LINE = 2.2
GAP = 1.3
EDGE = 1.2
DASH = (4, 3)
END_TICK = 4.0
LEAST_BEFORE = 40.0
"""A bar with slats before its line needs this much, else the words stand alone."""
_SCALE = 1.25
SLATS = tuple(width * _SCALE for width in (2.6, 2.1, 1.6, 1.1, 0.7))
AIRS = tuple(air * _SCALE for air in (1.7, 2.1, 2.5, 2.9, 3.2))
"""The air before each slat."""
DISSOLVE = sum(SLATS) + sum(AIRS)
CLEAR = LINE / 2 + GAP
"""From the middle of a line back to what ends before it."""
ABOVE = BAR / 2 + OVERSHOOT + 4
"""From the middle of a bar up to the baseline of words that stand above its line."""
LABEL_AIR = 6.0


class Form(StrEnum):
    """The ways to draw a figure; `words` is the worded form alone."""

    exact = "exact"
    over = "over"
    nearly = "nearly"
    about = "about"
    at_most = "at_most"
    between = "between"
    doubted = "doubted"
    test = "test"
    words = "words"


_FORMS = {
    Qualifier.exact: Form.exact, Qualifier.stated: Form.exact,
    Qualifier.over: Form.over, Qualifier.at_least: Form.over,
    Qualifier.nearly: Form.nearly, Qualifier.under: Form.nearly,
    Qualifier.about: Form.about, Qualifier.at_most: Form.at_most, Qualifier.between: Form.between,
}  # fmt: skip
BEFORE = {Form.nearly, Form.about}
AFTER = {Form.over, Form.about}
SOLID = {Form.exact, Form.over, Form.nearly, Form.about, Form.between}
LINED = {*SOLID, Form.doubted}


def form_of(bar: Bar, length: float) -> Form:
    """Return how a figure is drawn whose line stands `length` px from zero."""
    if bar.phrase.doubted:
        return Form.doubted
    if bar.finding.kind == "test":
        return Form.test
    form = _FORMS[bar.phrase.qualifier]
    return Form.words if form in BEFORE and length < LEAST_BEFORE else form


def reach(form: str) -> float:
    """Return how far in px the drawing goes on past its value."""
    return EDGE / 2 if form == Form.test else LINE / 2 + (DISSOLVE if form in AFTER else 0)


def after(form: str) -> float:
    """Return how far in px from its value a figure's words begin."""
    return 0 if form == Form.words else reach(form) + LABEL_AIR


def row_of(bar: Bar, px: float) -> Row:
    """Return what the specification says of a figure; one of its unit is `px` wide."""
    length = float(bar.phrase.value) * px
    row: Row = {
        "finding": bar.finding.id, "value": number(bar.phrase.value),
        "qualifier": str(bar.phrase.qualifier), "form": str(form_of(bar, length)),
        "label": bar.label, "words": bar.phrase.text,
        "body": "drawn" if length > CLEAR else "none",
    }  # fmt: skip
    return row | ({"high": number(bar.phrase.high)} if bar.phrase.high else {})


def number(text: str) -> int | float:
    """Return plain digits as a number for the specification."""
    return float(text) if "." in text else int(text)


def strips(rows: Iterable[Row], plane: Plane, palette: Palette) -> list[Layer]:
    """Return the layers of bars from zero to their values, each in its form."""
    present = {row["form"] for row in rows}
    layers = _bodies(present, plane, palette) + dissolves(present, plane, BAR, palette)
    if lined := present & LINED:
        layers.append(_line(_forms(lined), "value", plane, palette))
    if Form.at_most in present:
        layers += _closed(Form.at_most, "value", 0, plane, palette)
    if Form.between in present:
        layers += _closed(Form.between, "high", "value", plane, palette)
    return layers


def dissolves(
    present: set[str], plane: Plane, size: float, palette: Palette, shift: float = 0,
    **rows: Any,
) -> list[Layer]:  # fmt: skip
    """Return one layer a slat, `size` px high, on the side of the line that is not known."""
    past = [LINE / 2 + place for place in _middles()]
    # Before the line they grow thinner towards it, away from what is sure.
    before = [place - DISSOLVE - CLEAR for place in _middles()]
    return [
        ticks(plane, _forms(shown), size, slat, shift=shift + place, color=palette.data, **rows)
        for forms, places in ((BEFORE, before), (AFTER, past))
        if (shown := present & forms)
        for slat, place in zip(SLATS, places, strict=True)
    ]


def labels(rows: Iterable[Row], plane: Plane, size: float, palette: Palette) -> list[Layer]:
    """Return the worded figures of `size` px at their lines, or above them (field `place`)."""
    layers = []
    for form, place in sorted({(row["form"], row["place"]) for row in rows}):
        where = {"form": [form], "place": [place]}
        x = plane.x.px[0] if form == Form.words else "high" if form == Form.between else "value"
        if place == "above":
            mark: dict[str, Any] = {"align": "right", "dx": LINE / 2, "dy": -ABOVE}
        else:
            mark = {"dx": after(form), "dy": size * CAP}
        mark |= {"color": colour_of(form, palette), "weight": weight_of(form)}
        layers.append(named(texts(plane, where, size, x=x, **mark)))
    return layers


def weight_of(form: str) -> Weight:
    """Return the weight of a figure's words: bold only where it is stated and not doubted."""
    return REGULAR if form in (Form.doubted, Form.test) else BOLD


def colour_of(form: str, palette: Palette) -> str:
    """Return the colour of a figure's words."""
    return {Form.doubted: palette.mark, Form.test: palette.ink_2}.get(Form(form), palette.ink)


def _bodies(present: set[str], plane: Plane, palette: Palette) -> list[Layer]:
    """Return what leads up to the line: solid, dashed, or our thin outline."""
    layers = []
    for solid, back in ((SOLID - BEFORE, CLEAR), (BEFORE, CLEAR + DISSOLVE)):
        if shown := present & solid:
            body = bars(plane, _forms(shown, "drawn"), BAR, shift=-back, color=palette.data)
            layers.append(named(body))
    if Form.doubted in present:
        dash = list(DASH)
        layers += _edges(Form.doubted, "value", 0, plane, palette.mark, strokeDash=dash)
    if Form.test in present:
        inset = EDGE / 2
        outline = bars(
            plane, _forms([Form.test]), BAR - EDGE, shift=-inset, start=inset,
            filled=False, color=palette.ink_2, strokeWidth=EDGE,
        )  # fmt: skip
        layers.append(named(outline))
    return layers


def _line(where: dict[str, Sequence[str]], x: str, plane: Plane, palette: Palette) -> Layer:
    """Return the stated line, longer than the bar at both ends."""
    return named(ticks(plane, where, BAR + 2 * OVERSHOOT, LINE, x=x, color=palette.mark))


def _closed(
    form: Form, field: str, start: str | float, plane: Plane, palette: Palette
) -> list[Layer]:
    """Return two thin edges up to a limit, and a line there with ticks at its ends."""
    end = (BAR - LINE) / 2 + OVERSHOOT
    return [
        *_edges(form, field, start, plane, palette.data),
        _line(_forms([form]), field, plane, palette),
        *(
            rules(
                plane, _forms([form]), LINE, x=field, x2=field, shift=(LINE / 2, -END_TICK),
                drop=drop, color=palette.mark,
            )
            for drop in (-end, end)
        ),
    ]  # fmt: skip


def _edges(
    form: Form, field: str, start: str | float, plane: Plane, colour: str, **mark: Any
) -> list[Layer]:
    """Return an upper and a lower edge up to the field: a body of which nothing is sure."""
    shift = (-CLEAR, CLEAR if isinstance(start, str) else 0)
    return [
        named(
            rules(
                plane, _forms([form], "drawn"), EDGE, x=field, x2=start, shift=shift,
                drop=drop, color=colour, **mark,
            )
        )
        for drop in (-(BAR - EDGE) / 2, (BAR - EDGE) / 2)
    ]  # fmt: skip


def _middles() -> list[float]:
    """Return how far in px the middle of each slat lies from where the dissolve begins."""
    ends = accumulate(air + slat for air, slat in zip(AIRS, SLATS, strict=True))
    return [end - slat / 2 for end, slat in zip(ends, SLATS, strict=True)]


def _forms(forms: Iterable[str], body: str = "") -> dict[str, Sequence[str]]:
    """Return the filter for rows of these forms, in a fixed order, and with room for a body."""
    chosen: dict[str, Sequence[str]] = {"form": sorted(str(form) for form in forms)}
    return chosen | ({"body": [body]} if body else {})
