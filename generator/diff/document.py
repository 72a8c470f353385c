"""Document: a difference as JSON for programs, by a schema that is kept and has a version."""

from __future__ import annotations

import json
from decimal import Decimal
from importlib.resources import files
from typing import Any

from generator.derive.bounds import Interval
from generator.diff.difference import Difference
from generator.diff.holding import Figure, Holding
from generator.diff.pictures import PictureChange
from generator.word.wording import plain

VERSION = "1.1"
"""Of the schema: the first number changes when a program has to."""
SCHEMA = "difference.schema.json"


def schema() -> str:
    """Return the JSON Schema of the document."""
    return (files("generator.diff") / SCHEMA).read_text(encoding="utf-8")


def document(found: Difference) -> str:
    """Return a difference as JSON; numbers are texts in plain digits, so that none is cut."""
    content = {
        "schema": f"difference/{VERSION}",
        "before": _side(found.before),
        "now": _side(found.now),
        "figures": [_change(change) for change in found.values],
        "indicators": {"added": found.added, "dropped": found.dropped},
        "records": [
            {"table": c.table, "id": c.id, "state": _state(c.before, c.now), "fields": c.fields}
            for c in found.records
        ],
        "sentences": [
            {"language": c.language, "section": c.section, "kind": c.kind,
             "before": _text(c.before), "now": _text(c.now), "was_in": c.was_in or None}
            for c in found.texts
        ],
        "notes": [note.model_dump(mode="json") for note in found.notes],
        "charts": [
            {"id": c.id, "state": _state(c.before, c.now), "fields": c.fields,
             "pictures": {tag: _share(picture) for tag, picture in c.pictures.items()}}
            for c in found.charts
        ],
        "pages": {
            "compared": dict(found.compared_pages),
            "changed": [
                {"language": p.language, "before": p.before, "now": p.now,
                 "share": _share(p.picture)}
                for p in found.pages
            ],
        },
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _side(holding: Holding) -> dict[str, Any]:
    """Return what a holding is a holding of."""
    return {
        "name": holding.name, "edition": holding.edition, "version": holding.version,
        "period": holding.period or None, "languages": holding.languages,
    }  # fmt: skip


def _change(change: Any) -> dict[str, Any]:
    """Return one change of a figure."""
    return {
        "id": change.figure.id, "kind": change.kind, "earlier": change.earlier,
        "verdict": None if change.kind in ("added", "dropped") else change.verdict,
        "why": change.why or None, "within": change.within, "fields": change.fields,
        "share": _interval(change.share), "before": _figure(change.before),
        "now": _figure(change.now),
    }  # fmt: skip


def _figure(figure: Figure | None) -> dict[str, Any] | None:
    """Return one figure."""
    if figure is None:
        return None
    return {
        "id": figure.id, "indicator": figure.indicator or None, "region": figure.region or None,
        "period": figure.period or None, "value": plain(figure.value),
        "high": _number(figure.high), "qualifier": str(figure.qualifier), "unit": figure.unit,
        "bounds": _interval(figure.bounds), "sources": figure.sources,
        "doubted": figure.doubted, "words": dict(figure.words),
    }  # fmt: skip


def _interval(interval: Interval | None) -> dict[str, Any] | None:
    """Return an interval; an end that is not there is null."""
    if interval is None:
        return None
    return {
        "low": _number(interval.low), "low_open": interval.low_open,
        "high": _number(interval.high), "high_open": interval.high_open,
    }  # fmt: skip


def _number(number: Decimal | None) -> str | None:
    """Return a number in plain digits."""
    return None if number is None else plain(number)


def _state(before: object | None, now: object | None) -> str:
    """Return whether something is new, gone or changed."""
    return "added" if before is None else "dropped" if now is None else "changed"


def _share(picture: PictureChange) -> float:
    """Return the share of dots that differ."""
    return round(picture.share, 5)


def _text(pieces: tuple[tuple[str, str], ...]) -> str | None:
    """Return a sentence, or None where there is none."""
    return "".join(text for _, text in pieces) or None
