"""Values: the figures of two holdings, pair by pair, and what their bounds allow to be said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from generator.derive.bounds import Interval, growth
from generator.diff.holding import Figure, Holding
from generator.records.period import parse_period

Key = tuple[str, str, str]
Kind = Literal["edition", "revision", "figure", "added", "dropped"]
Verdict = Literal["larger", "smaller", "equal", "unknown"]
FIELDS = ("value", "qualifier", "unit", "sources", "basis", "name", "formula", "note", "doubted")
"""What may be otherwise in a figure, beside its bounds."""


@dataclass(frozen=True)
class ValueChange:
    """One figure of two holdings: from edition to edition, revised, changed, added or dropped."""

    kind: Kind
    before: Figure | None
    now: Figure | None
    verdict: Verdict = "unknown"
    why: str = ""
    """Why it cannot be told: queried, unit, no-bounds, basis, break, grain or bounds."""
    fields: tuple[str, ...] = ()
    share: Interval | None = None
    """The change as a share of what it was, where the bounds give one."""
    within: bool = False
    """Whether the new bounds lie inside the old ones: the same, said more closely."""
    earlier: bool = False
    """Whether it is a figure of an earlier period than that of the later holding."""

    @property
    def figure(self) -> Figure:
        """Return the figure as it is now, or as it was last."""
        found = self.now or self.before
        assert found is not None
        return found


def value_changes(before: Holding, now: Holding) -> list[ValueChange]:
    """Return all pairs of figures that a reader of either is shown, and all revisions."""
    flows = {str(r["id"]) for r in now.tables.get("indicators", ()) if r["kind"] == "flow"}
    breaks = [figure for figure in now.figures.values() if figure.breaks]
    seen: dict[Key, Figure] = _by_key(before)
    later = _by_key(now)
    found = []
    for name in dict.fromkeys((*now.figures, *before.figures)):
        one = before.figures.get(name) if name in before.shown else None
        other = now.figures.get(name) if name in now.shown else None
        if one and other:
            change = _pair(one, other, now.period, flows, breaks)
            found += [change] if change else []
        elif other and (other.key not in seen or seen[other.key].id not in before.shown):
            found.append(ValueChange("added", None, other, why="one-side"))
        elif one and (one.key not in later or later[one.key].id not in now.shown):
            found.append(ValueChange("dropped", one, None, why="one-side"))
    told = {(c.before.key, c.now.key) for c in found if c.before and c.now}
    return found + list(_revisions(seen, later, told, now.period))


def _by_key(holding: Holding) -> dict[Key, Figure]:
    """Return the published figures by what they are a value of."""
    return {figure.key: figure for figure in holding.figures.values() if figure.key}


def _pair(
    before: Figure, now: Figure, period: str, flows: Collection[str], breaks: Iterable[Figure]
) -> ValueChange | None:
    """Return the change of a figure that both show by one name, or None where nothing is other."""
    fields = changed_fields(before, now)
    if before.key == now.key and before.key is not None:
        if not fields and before.bounds == now.bounds:
            return None
        return _told("revision" if _earlier(now, period) else "figure", before, now, fields, period)
    across = before.period != now.period or before.rests_on != now.rests_on
    if not across and not fields and before.bounds == now.bounds:
        return None
    why = reservation(before, now, flows, breaks) if across else ""
    return _told("edition" if across else "figure", before, now, fields, period, why)


def _revisions(
    before: Mapping[Key, Figure], now: Mapping[Key, Figure],
    told: set[tuple[Key | None, Key | None]], period: str,
) -> Iterator[ValueChange]:  # fmt: skip
    """Yield the figures of one period that are otherwise now, though called by another name."""
    for key, other in now.items():
        one = before.get(key)
        if one is not None and (key, key) not in told:
            fields = changed_fields(one, other)
            if fields or one.bounds != other.bounds:
                kind: Kind = "revision" if _earlier(other, period) else "figure"
                yield _told(kind, one, other, fields, period)


def _told(
    kind: Kind, before: Figure, now: Figure, fields: tuple[str, ...], period: str, why: str = ""
) -> ValueChange:
    """Return a change with what the bounds allow to be said of it."""
    verdict, reason = compared(before, now)
    if why:
        verdict, reason = "unknown", why
    share = None
    if verdict in ("larger", "smaller") and before.base is not None and now.base is not None:
        share = growth(now.base, before.base)
    within = kind != "edition" and _within(now.base, before.base) and now.base != before.base
    return ValueChange(
        kind,
        before,
        now,
        verdict,
        reason,
        fields,
        share,
        within,
        _earlier(now, period),
    )


def compared(before: Figure, now: Figure) -> tuple[Verdict, str]:
    """Return whether a figure is larger or smaller, as far as bounds tell; else why it is not."""
    if before.doubted or now.doubted:
        return "unknown", "queried"
    if before.dimension != now.dimension:
        return "unknown", "unit"
    one, other = before.base, now.base
    if one is None or other is None:
        return "unknown", "no-bounds"
    if one.below(other):
        return "larger", ""
    if other.below(one):
        return "smaller", ""
    return ("equal", "") if one.is_point and one == other else ("unknown", "bounds")


def reservation(
    before: Figure, now: Figure, flows: Collection[str], breaks: Iterable[Figure]
) -> str:
    """Return why two periods of an indicator may not be held against each other, or nothing."""
    if "unknown" in (before.basis, now.basis):
        return "basis"
    if any(_between(before, figure, now) for figure in breaks):
        return "break"
    if now.indicator in flows and before.period.count("-") != now.period.count("-"):
        return "grain"
    return ""


def _between(before: Figure, figure: Figure, now: Figure) -> bool:
    """Tell whether a figure is of the indicator of two others, after the first, up to the last."""
    alike = {(f.indicator, f.region) for f in (before, figure, now)}
    days = [parse_period(f.period).last for f in (before, figure, now) if f.period]
    return len(alike) == 1 and len(days) == 3 and days[0] < days[1] <= days[2]


def changed_fields(before: Figure, now: Figure) -> tuple[str, ...]:
    """Return what is otherwise in a figure."""
    found = [name for name in FIELDS if getattr(before, name) != getattr(now, name)]
    if before.rests_on == now.rests_on and "formula" in found:
        found.remove("formula")  # the same figures, which another edition calls otherwise
    if before.high != now.high and "value" not in found:
        found.insert(0, "value")
    return tuple(found)


def _within(inner: Interval | None, outer: Interval | None) -> bool:
    """Tell whether one interval lies inside another."""
    if inner is None or outer is None:
        return False
    low = outer.low is None or (inner.low is not None and inner.low >= outer.low)
    high = outer.high is None or (inner.high is not None and inner.high <= outer.high)
    return low and high and not inner.apart(outer)


def _earlier(figure: Figure, period: str) -> bool:
    """Tell whether a figure is of an earlier period than this one."""
    if not figure.period or not period:
        return False
    return bool(parse_period(figure.period).last < parse_period(period).first)


def indicators_of(holding: Holding) -> dict[str, None]:
    """Return the indicators of which a holding shows a figure, in the order of its figures."""
    shown = (figure for name, figure in holding.figures.items() if name in holding.shown)
    return {figure.indicator: None for figure in shown if figure.indicator}
