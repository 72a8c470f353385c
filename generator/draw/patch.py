"""Patch: how an editor changes the look of one chart: a JSON merge patch (RFC 7396) on its spec.

The layers of a chart have no names in Vega-Lite; a patch calls each by what it draws, so that
`{"layer": {"label": {"mark": {"fontSize": 14}}}}` changes all labels.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from generator.draw.chart_role import (
    MARKS,
    ChartRole,
    Roles,
    colour_problems,
    in_light,
    own_roles,
)
from generator.problem import Place, Problem, did_you_mean, relative
from generator.read.located import Loc, Located, read_text, read_yaml
from generator.said import Said

PARTS = {
    "bar": "solid pieces", "tick": "slats, the stated line, ends", "line": "axes and paths",
    "rule": "level lines", "circle": "points on an axis", "words": "the figures in words",
    "label": "what a figure is", "date": "dates of a timeline", "year": "years on its axis",
    "step": "increases, inside a bar or after it", "cut": "earlier values inside a bar",
    "caveat": "the quiet remark", "title": "title (in the files to download)",
    "subtitle": "subtitle (there)", "foot": "notes and sources (there)",
}  # fmt: skip
"""The layers of charts, by what each draws."""
FIGURES = (
    "data", "datasets", "transform", "usermeta", "description", "field", "datum", "value", "text",
    "scale", "aggregate", "bin", "timeUnit", "stack", "impute", "type", "title",
)  # fmt: skip
"""Keys that say what a chart shows; how it looks is all that a patch may change."""


@dataclass(frozen=True)
class Patch:
    """The patch of one chart, with the place of each key."""

    chart: str
    value: Mapping[str, Any] = field(default_factory=dict)
    located: Located = field(default_factory=lambda: Located("", None), compare=False, repr=False)
    roles: tuple[ChartRole, ...] = ()
    """Its colours that are not the theme's."""

    def place(self, loc: Loc = (), *, key: bool = False) -> Place:
        """Return the place of a key or value of the patch."""
        return self.located.place(loc, key=key)

    @property
    def parts(self) -> Mapping[str, Any]:
        """Return what it changes in layers, by what they draw."""
        layers = self.value.get("layer")
        return layers if isinstance(layers, dict) else {}

    def applied(self, specification: Mapping[str, Any]) -> dict[str, Any]:
        """Return a specification with the changes of this patch."""
        rest = {key: value for key, value in self.value.items() if key != "layer"}
        changed: dict[str, Any] = merged(specification, rest)
        changed["layer"] = [
            merged(layer, self.parts.get(part_of(layer), {})) for layer in changed["layer"]
        ]
        return changed

    def lost(self, specification: Mapping[str, Any]) -> Iterator[Problem]:
        """Yield a Problem for each part that the chart does not have."""
        there = sorted({part_of(layer) for layer in specification["layer"]})
        for name in self.parts:
            if name not in there and name not in ("title", "subtitle", "foot"):
                what = Said("the chart “{chart}” draws no “{name}”.", chart=self.chart, name=name)
                all_ = ", ".join(there)
                fix = did_you_mean(name, there) or Said("It draws: {parts}.", parts=all_)
                yield Problem(self.place(("layer", name), key=True), "unknown-part", what, fix)


def merged(target: Any, patch: Any) -> Any:
    """Return a JSON value with a merge patch applied, as RFC 7396 has it."""
    if not isinstance(patch, Mapping):
        return patch
    result = dict(target) if isinstance(target, Mapping) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


def part_of(layer: Mapping[str, Any]) -> str:
    """Return by what a layer of a chart is called: the words that it sets, else its mark.

    What stands on a bar has a name of its own, since it needs another colour than what does not.
    """
    mark, encoding = str(layer["mark"]["type"]), layer["encoding"]
    for channel, field_ in (("description", "step"), ("x", "cut")):
        if encoding.get(channel, {}).get("field") == field_:
            return field_
    words = encoding["text"]["field"].rstrip("0123456789") if mark == "text" else mark
    return str(words)


def read_patch(path: Path, root: Path, roles: Roles) -> tuple[Patch, list[Problem]]:
    """Return the patch in a file, and what is wrong with it before a chart is known."""
    name, text = relative(path, root), read_text(path, root)
    if isinstance(text, Problem):
        return Patch(path.stem), [text]
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        why = getattr(error, "msg", "nested too deeply").lower()
        what = Said("this is not JSON: {why}.", why=why)
        fix = Said("Look for a comma or a quotation mark too few or too many.")
        return Patch(path.stem), [Problem(Place(name, line, column), "bad-json", what, fix)]
    located, _ = read_yaml(path, root)  # JSON is YAML, too, and that reader knows places
    if not isinstance(value, dict):
        what = Said("keys with values are expected here: {{…}}.")
        return Patch(path.stem), [Problem(located.place(), "not-a-map", what)]
    patch = Patch(path.stem, value, located)
    drawn = replace(patch, value=in_light(value, roles), roles=own_roles(patch, roles))
    found = [*_figures(patch, value, ()), *_unknown(patch), *colour_problems(patch, roles)]
    return drawn, found or list(_refused(drawn))


def _figures(patch: Patch, value: Any, loc: Loc) -> Iterator[Problem]:
    """Yield a Problem for each key that would change what a chart says, or take a part away."""
    for key, inner in value.items() if isinstance(value, dict) else ():
        here, config = (*loc, key), loc[:1] == ("config",)
        if key in FIGURES and not config and loc != ("layer",):
            what = Said("“{key}” says what the chart shows, and that comes from data.", key=key)
            fix = Said("A patch changes how it looks: colours, sizes, strokes.")
            yield Problem(patch.place(here, key=True), "fixed-field", what, fix)
        elif inner is None and (loc == ("layer",) or key in ("layer", "mark", "encoding")):
            what = Said("a part of a chart cannot be taken away.")
            fix = Said("Change how it looks.")
            yield Problem(patch.place(here, key=True), "fixed-field", what, fix)
        else:
            yield from _figures(patch, inner, here)


def _unknown(patch: Patch) -> Iterator[Problem]:
    """Yield a Problem for each key that Vega-Lite lacks, and each part that no chart has."""
    from altair.vegalite.v6.schema import core  # late: it takes 0.3 s

    yield from _keys(patch, patch.value, (), _names(core.TopLevelLayerSpec))
    yield from _keys(patch, patch.value.get("config"), ("config",), _names(core.Config))
    yield from _keys(patch, patch.value.get("layer"), ("layer",), PARTS)
    for name, layer in patch.parts.items():
        loc = ("layer", name)
        yield from _keys(patch, layer, loc, _names(core.UnitSpec))
        if isinstance(layer, dict):
            yield from _keys(patch, layer.get("mark"), (*loc, "mark"), _names(core.MarkDef))


def _names(model: type) -> list[str]:
    """Return the keys that a class of Altair takes."""
    return [name for name in inspect.signature(model).parameters if name not in ("self", "kwds")]


def _keys(patch: Patch, value: Any, loc: Loc, known: Any) -> Iterator[Problem]:
    for key in value if isinstance(value, dict) else ():
        if key not in known:
            code = "unknown-part" if loc == ("layer",) else "unknown-key"
            some = ", ".join(sorted(known)[:12])
            fix = did_you_mean(key, known) or Said("Known: {keys} …", keys=some)
            what = Said('"{key}" is not a key here; Vega-Lite does not have it.', key=key)
            if loc == ("layer",):
                what = Said('"{key}" is not a part of a chart.', key=key)
            yield Problem(patch.place((*loc, key), key=True), code, what, fix)


def _refused(patch: Patch) -> Iterator[Problem]:
    """Yield the Problem that Altair finds in a patch, on a chart that has all that it names."""
    import altair as alt
    from jsonschema import ValidationError

    names = list(patch.parts)
    kinds = {name: name for name in MARKS} | {"cut": "tick"}
    marks = [{"mark": {"type": kinds.get(n, "text")}, "encoding": {}} for n in names]
    layers = [merged(mark, patch.parts[n]) for mark, n in zip(marks, names, strict=True)]
    rest = {key: value for key, value in patch.value.items() if key != "layer"}
    bare = merged({"data": {"values": []}}, rest) | {"layer": layers}
    try:
        alt.LayerChart.from_dict(bare, validate=True)
    except ValidationError as error:
        loc: list[Any] = list(error.absolute_path)
        if loc[:1] == ["layer"] and len(loc) > 1:
            loc[1] = names[loc[1]]
        value = error.instance if isinstance(error.instance, str | int | float | None) else ...
        said = "this" if value is ... else json.dumps(value, ensure_ascii=False)
        what = Said("Vega-Lite does not take {value} here.", value=said)
        fix = Said("Its documentation says what it takes.")
        yield Problem(patch.place(tuple(loc)), "bad-value", what, fix)
