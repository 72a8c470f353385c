"""Check of changes: what a threshold finds has a signed note, and each note something found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from generator.check.series import broken, grain, in_time
from generator.check.uses import own_uses
from generator.derive.derive import corrections_on
from generator.problem import Place, Problem, did_you_mean
from generator.records.changes import Change, Changes, SignedNote, Thresholds
from generator.records.corrections import corrected
from generator.records.library import EditionFiles, Library
from generator.records.records import Observation
from generator.said import Said
from generator.word.wording import plain

Shown = dict[tuple[str, str], Observation]
"""The newest figure that an edition shows of each indicator and region, as corrected."""


@dataclass(frozen=True)
class Found:
    """One change that somebody has to sign."""

    change: Change
    edition: str
    on: str
    now: str
    """What a note expects: the value as entered; nothing for what is gone."""
    place: Place
    what: Said

    def meant_by(self, note: SignedNote) -> bool:
        """Tell whether a note is about this change, whatever value it expects."""
        return (note.change, note.edition, note.on) == (self.change, self.edition, self.on)


def change_problems(library: Library) -> Iterator[Problem]:
    """Yield the Problems of changes and notes; only of a library in which nothing else is wrong."""
    if library.changes is None:
        return
    found = list(_changes(library.changes.thresholds, library))
    notes = library.changes.notes
    for hit in found:
        if not any(hit.meant_by(note) for note in notes):
            yield Problem(hit.place, "unsigned-change", hit.what, _fix(hit))
    for i, note in enumerate(notes):
        yield from _note(note, i, found, library.changes)


def _fix(hit: Found) -> Said:
    """Return what to do about a change that nobody has signed."""
    words = f'edition: "{hit.edition}", change: {hit.change}, on: {hit.on}'
    words += f', expect: "{hit.now}"' if hit.now else ""
    return Said(
        "Mend it, or sign it with a note in data/changes.yaml, with reason, by and date: "
        "`{words}`.",
        words=words,
    )


def _note(note: SignedNote, number: int, found: list[Found], changes: Changes) -> Iterator[Problem]:
    """Yield the Problem of a note that answers nothing, another value, or what is signed."""
    hits = [hit for hit in found if hit.meant_by(note)]
    if not hits:
        what = Said('edition "{edition}" has no such change of {on}.',
                    edition=note.edition, on=note.on)  # fmt: skip
        fix = did_you_mean(note.on, [hit.on for hit in found]) or Said("Take the note out.")
        yield Problem(note.place("on"), "stale-note", what, fix)
    elif hits[0].now != note.expect:
        what = Said("{on} is “{now}” now, which nobody has signed.", on=note.on, now=hits[0].now)
        fix = Said("Look at it again, then mend the note or the figure.")
        yield Problem(note.place("expect" if note.expect else "on"), "stale-note", what, fix)
    elif any(hits[0].meant_by(other) for other in changes.notes[:number]):
        what = Said("another note signs this change of {on} already.", on=note.on)
        yield Problem(note.place("on"), "stale-note", what, Said("Take the note out."))


def _changes(thresholds: Thresholds, library: Library) -> Iterator[Found]:
    """Yield all changes beyond the thresholds."""
    editions = sorted(library.editions.values(), key=lambda files: files.edition.period.last)
    for files in editions if thresholds.revision else ():
        yield from _revisions(files, library)
    for before, now in pairwise(editions):
        if before.edition.country == now.edition.country:
            yield from _between(before, now, thresholds, library)


def _between(
    before: EditionFiles, now: EditionFiles, thresholds: Thresholds, library: Library
) -> Iterator[Found]:
    """Yield the changes from one edition to the next."""
    shown, later = _shown(before, library), _shown(now, library)
    for key, row in later.items():
        one = shown.get(key)
        if one is None or one.period == row.period:
            continue
        if thresholds.definition and broken(one, row, library.observations):
            what = Said("the definition of {name} is another one than that of {before}.",
                        name=row.indicator, before=one.period)  # fmt: skip
            yield _found("definition", what, row, now, library)
        elif _factor(one, row, thresholds, library):
            what = Said(
                '{name} was {before} in edition "{edition}" and is {now} here.',
                name=row.indicator, before=_said(one, library), edition=before.edition.id,
                now=_said(row, library),
            )  # fmt: skip
            yield _found("value", what, row, now, library)
    left = {indicator for indicator, _ in later}
    for name in dict.fromkeys(indicator for indicator, _ in shown) if thresholds.dropped else ():
        if name not in left:
            what = Said('edition "{edition}" shows {name}, this one does not.',
                        edition=before.edition.id, name=name)  # fmt: skip
            yield Found("dropped", now.edition.id, name, "", now.edition.place("id"), what)


def _shown(files: EditionFiles, library: Library) -> Shown:
    """Return the newest figures that an edition's own files name, where a page shows them."""
    rows = library.ids_in(files.edition.period)
    named = (rows.get(use.name) for use in own_uses(_printed(files)) if use.kind == "figure")
    used = {row.key: corrected(row, corrections_on(row, library)) for row in named if row}
    return {(row.indicator, row.region): row for *_, row in in_time(used.values())}


def _printed(files: EditionFiles) -> EditionFiles:
    """Return an edition without the cases and charts that it declares and puts on no page."""
    listed = {name for chapter in files.edition.chapters for name in chapter.cases}
    kept = replace(files, cases={k: case for k, case in files.cases.items() if k in listed})
    charts = {use.name for use in own_uses(kept) if use.kind == "chart"}
    return replace(kept, charts={k: chart for k, chart in kept.charts.items() if k in charts})


def _factor(
    before: Observation, now: Observation, thresholds: Thresholds, library: Library
) -> bool:
    """Tell whether a figure, as printed, is too many times as much or as little."""
    kind = library.indicators[now.indicator].kind
    most: Decimal | None = getattr(thresholds, kind)
    alike = kind == "stock" or grain(before.period) == grain(now.period)
    low, high = sorted((abs(before.value), abs(now.value)))
    return most is not None and alike and high > most * low


def _revisions(files: EditionFiles, library: Library) -> Iterator[Found]:
    """Yield the figures that say something else than when the edition was published.

    A correction of what was published is a signed note already.
    """
    rows = {row.key: row for row in library.observations}
    for published in files.published:
        said = f"{published.qualifier} {plain(published.value)} {published.unit}"
        row = rows.get(published.key)
        now = corrected(row, corrections_on(row, library)) if row else None
        if row is None or now is None:
            what = Said('edition "{edition}" was published with {name}, which is gone.',
                        edition=files.edition.id, name=f"{published.id} ({said})")  # fmt: skip
            place = published.place("id")
            yield Found("revision", files.edition.id, published.id, "", place, what)
        elif said not in (_said(now, library), _said(row, library)):
            what = Said(
                'edition "{edition}" was published with {before} for {name}, which is now {now}.',
                edition=files.edition.id, before=said, name=published.id, now=_said(now, library),
            )  # fmt: skip
            yield _found("revision", what, now, files, library)


def _found(
    change: Change, what: Said, row: Observation, files: EditionFiles, library: Library
) -> Found:
    """Return a change of a figure at its row."""
    name = library.id_of(row, files.edition.period)
    said = _said(row, library)
    return Found(change, files.edition.id, name, said, row.place("value"), what)


def _said(row: Observation, library: Library) -> str:
    """Return a figure as it is entered: over 195000 inquiry."""
    return f"{row.qualifier} {plain(row.value)} {library.indicators[row.indicator].unit}"
