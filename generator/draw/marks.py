"""Marks: the layers of a Vega-Lite chart; the only module that knows Altair.

A place on the page comes from data (a value, a date, a row); a size of the grammar is a constant
shift in px of the mark, so that it never depends on a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from generator.draw.figure import Drawing
from generator.draw.lettering import REGULAR, Weight

if TYPE_CHECKING:  # a command that only checks data must start at once: Altair takes 0.3 s
    import altair as alt

    Layer: TypeAlias = alt.Chart

Row: TypeAlias = dict[str, Any]
Rows: TypeAlias = Iterable[Row] | None
"""The rows of a layer; None: those of the chart."""
Where: TypeAlias = Mapping[str, Sequence[str]]
"""The rows that a layer shows: the values that a field may have."""
Place: TypeAlias = str | float
"""A field of the rows, or px."""


@dataclass(frozen=True)
class Scale:
    """From data to px: numbers or, where `dates`, days in ISO form."""

    domain: tuple[float, float] | tuple[str, str]
    px: tuple[float, float]
    dates: bool = False


@dataclass(frozen=True)
class Plane:
    """The scales on which the rows of a chart stand, and the field that is their y."""

    x: Scale
    y: Scale
    y_field: str = "row"

    def at(self, x: Place, y: Place | None) -> dict[str, Any]:
        """Return the channels x and y of a mark."""
        y = self.y_field if y is None else y
        return {"x": _channel("x", x, self.x), "y": _channel("y", y, self.y)}


def bars(
    plane: Plane, where: Where, size: float, *, to: Place = 0, shift: float = 0, start: float = 0,
    x: Place = "value", rows: Rows = None, **mark: Any,
) -> Layer:  # fmt: skip
    """Return bars of `size` px height from `to` (a field, or a value) to x.

    `start` and `shift` move these two ends right, in px.
    """
    import altair as alt

    made = _chart(rows).mark_bar(
        orient="horizontal", size=size, xOffset=shift, x2Offset=start, **mark
    )
    end = alt.X2(to) if isinstance(to, str) else alt.X2Datum(to)
    return _only(made.encode(**plane.at(x, None), x2=end), where)


def ticks(
    plane: Plane, where: Where, size: float, thickness: float, *, x: Place = "value",
    y: Place | None = None, shift: float = 0, upright: bool = True, rows: Rows = None, **mark: Any,
) -> Layer:  # fmt: skip
    """Return ticks of `size` px, centred on x and y, moved right by shift px."""
    made = _chart(rows).mark_tick(
        orient="vertical" if upright else "horizontal", size=size, thickness=thickness,
        xOffset=shift, opacity=1, **mark,
    )  # fmt: skip
    return _only(made.encode(**plane.at(x, y)), where)


def rules(
    plane: Plane, where: Where, width: float, *, x: str, x2: Place,
    shift: tuple[float, float] = (0, 0), drop: float = 0, **mark: Any,
) -> Layer:  # fmt: skip
    """Return level lines of `width` px from x to x2 (a field, or a value).

    `shift` moves their ends right, `drop` moves them down, in px.
    """
    import altair as alt

    end = alt.X2(x2) if isinstance(x2, str) else alt.X2Datum(x2)
    made = _chart(None).mark_rule(
        strokeWidth=width, xOffset=shift[0], x2Offset=shift[1], yOffset=drop, **mark
    )
    return _only(made.encode(**plane.at(x, None), x2=end), where)


def segment(
    start: tuple[float, float], end: tuple[float, float], width: float, **mark: Any
) -> Layer:
    """Return one straight line of `width` px between two places in px."""
    import altair as alt

    x, y = alt.XValue(start[0]), alt.YValue(start[1])
    x2, y2 = alt.X2Value(end[0]), alt.Y2Value(end[1])
    made = _chart([{}]).mark_rule(strokeWidth=width, **mark)
    return _layer(made.encode(x=x, y=y, x2=x2, y2=y2))


def dots(plane: Plane, where: Where, size: float, *, x: Place, y: Place, **mark: Any) -> Layer:
    """Return round dots of `size` px across."""
    made = _chart(None).mark_circle(size=3.1416 / 4 * size**2, opacity=1, **mark)
    return _only(made.encode(**plane.at(x, y)), where)


def paths(
    plane: Plane, rows: Iterable[Row], width: float, *, x: Place = "x", y: Place = "y",
    shift: float = 0, **mark: Any,
) -> Layer:  # fmt: skip
    """Return lines of `width` px, moved right by shift px: through the rows of each `path`."""
    import altair as alt

    made = _chart(rows).mark_line(
        strokeWidth=width, strokeJoin="miter", strokeCap="butt", interpolate="linear",
        xOffset=shift, **mark,
    )  # fmt: skip
    order, each = alt.Order("step:Q"), alt.Detail("path:N")
    return _layer(made.encode(**plane.at(x, y), order=order, detail=each))


def texts(
    plane: Plane, where: Where, size: float, *, words: str = "words", x: Place = "value",
    y: Place | None = None, weight: Weight = REGULAR, rows: Rows = None, **mark: Any,
) -> Layer:  # fmt: skip
    """Return text of `size` px from the field `words`; `dx`, `dy` move its baseline in px."""
    import altair as alt

    mark = {"align": "left", "baseline": "alphabetic"} | mark
    made = _chart(rows).mark_text(fontSize=size, fontWeight=weight, **mark)
    return _only(made.encode(**plane.at(x, y), text=alt.Text(f"{words}:N")), where)


def named(layer: Layer, field: str = "finding") -> Layer:
    """Return the layer with the name of its figure on each mark, from a field of its rows."""
    import altair as alt

    made: Layer = layer.encode(description=alt.Description(f"{field}:N"))
    made.mark.aria = True
    return made


def text_lines(
    plane: Plane, lines: Iterable[str], left: float, top: float, leading: float, size: float,
    field: str, colour: str,
) -> list[Layer]:  # fmt: skip
    """Return lines of text whose first baseline lies at `top` px, `leading` px apart."""
    return [
        texts(
            plane, {}, size, words=field, x=left, y=top + number * leading, rows=[{field: line}],
            color=colour,
        )
        for number, line in enumerate(lines)
    ]  # fmt: skip


def composed(
    layers: Sequence[Layer], rows: Iterable[Row], width: int, height: int, drawing: Drawing
) -> alt.LayerChart:
    """Return the chart of these layers, width by height px, without axis, legend, grid or frame."""
    import altair as alt

    return alt.LayerChart(
        layer=list(layers), data=alt.Data(values=list(rows)), width=width, height=height,
        background="transparent", padding=0, autosize=alt.AutoSizeParams(type="none"),
        description=drawing.alt, usermeta={"id": drawing.id, "title": drawing.title},
        config=alt.Config(view=alt.ViewConfig(stroke=None), aria=False, font=drawing.font),
    )  # fmt: skip


def _layer(chart: Any) -> Layer:
    """Return a chart whose type Altair leaves open."""
    layer: Layer = chart
    return layer


def _chart(rows: Rows) -> Layer:
    """Return an unmarked chart of these rows."""
    import altair as alt

    return alt.Chart() if rows is None else alt.Chart(alt.Data(values=list(rows)))


def _only(layer: Layer, where: Where) -> Layer:
    """Return the layer with a filter for each field of `where`."""
    import altair as alt

    for field, values in where.items():
        layer = layer.transform_filter(alt.FieldOneOfPredicate(field=field, oneOf=list(values)))
    return layer


def _channel(name: Literal["x", "y"], place: Place, scale: Scale) -> Any:
    """Return channel x or y: a field on the scale, or px."""
    import altair as alt

    if not isinstance(place, str):
        return (alt.XValue if name == "x" else alt.YValue)(place)
    # Without padding=0 Vega-Lite moves rows towards the middle. A date at a whole px keeps the
    # edges of its bar sharp; a value is never moved.
    made = alt.Scale(
        type="utc" if scale.dates else "linear", domain=list(scale.domain), range=list(scale.px),
        nice=False, padding=0, round=scale.dates,
    )  # fmt: skip
    if not scale.dates:
        made.zero = False
    return (alt.X if name == "x" else alt.Y)(
        f"{place}:{'T' if scale.dates else 'Q'}", scale=made, axis=None
    )
