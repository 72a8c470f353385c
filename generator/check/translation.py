"""Check of translations: none is missing, fuzzy, stale, or with figures of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from generator.problem import Place, Problem
from generator.records.library import Library
from generator.said import Said
from generator.translate.passage import Passage, unlike
from generator.translate.text_passages import text_pairs
from generator.translate.translations import all_translations
from generator.translate.wording_passages import PREFIX, Wording

EXCUSED = frozenset(
    {
        "missing-string", "missing-translation", "fuzzy-translation", "unaccepted-translation",
        "stale-translation", "unlike-translation", "unknown-language",
        "unlike-paragraphs",
    }
)  # fmt: skip
"""Codes of what a draft may still have: it shows the original instead."""
UNREAD = frozenset({"bad-front-matter", "not-utf-8", "control-character", "outside-project"})
"""Codes of files whose content is not known."""


def translation_problems(
    library: Library, wording: Wording, told: Iterable[Problem]
) -> Iterator[Problem]:
    """Yield the Problems of all translations, but not of originals that have a Problem themselves.

    Those may change yet: one mistake is told once. What was never accepted is told last of all.
    """
    told = list(told)
    lines = {(problem.place.path, problem.place.line) for problem in told}
    unread = {problem.place.path for problem in told if problem.code in UNREAD}
    for found in all_translations(library, wording):
        yield from found.problems
        count = Counter(passage.key for passage in found.passages)
        sound = [
            passage for passage in found.passages
            if count[passage.key] == 1 and not _told(passage, lines)
            and not {passage.place.path, passage.source.path} & unread
        ]  # fmt: skip
        yield from () if told else _unaccepted(sound, found.tag)
        absent = _absent(sound)
        for path in absent:
            what = Said("this text has no translation into {tag}.", tag=found.tag)
            yield Problem(Place(path), "missing-translation", what, Said("Write it."))
        for passage in sound:
            yield from _problem(passage) if passage.place.path not in absent else ()
        yield from _leftovers(found.tag, library, {path for path, _ in lines})


def _absent(passages: Iterable[Passage]) -> set[str]:
    """Return the paths of texts of which not a word is translated."""
    texts = [passage for passage in passages if passage.place.path.endswith(".md")]
    return {p.place.path for p in texts} - {p.place.path for p in texts if p.words}


def _told(passage: Passage, lines: set[tuple[str, int]]) -> bool:
    """Tell whether something is wrong on a line of the original or of the translation."""
    return any((place.path, place.line) in lines for place in (passage.source, passage.place))


def _problem(passage: Passage) -> Iterator[Problem]:
    """Yield the Problem of one passage."""
    tag, place, fix = passage.tag, passage.place, _accept(passage.place.path)
    is_string, short = passage.key.startswith(PREFIX), _short(passage.original)
    match passage.state:
        case "missing" if is_string:
            what = Said('"{original}" has no wording in {tag}.', original=passage.original, tag=tag)
            near = Said("Did the English change? Here stands “{before}”.", before=passage.before)
            add = Said("Add it.") if passage.before == passage.original else near
            yield Problem(place, "missing-string", what, add)
        case "missing":
            what = Said("“{short}” has no translation into {tag}.", short=short, tag=tag)
            yield Problem(place, "missing-translation", what, Said("Write it."))
        case "fuzzy":
            what = Said("the translation of “{short}” is marked fuzzy.", short=short)
            fix = Said("Mend it and take the mark away.")
            yield Problem(place, "fuzzy-translation", what, fix)
        case "stale":
            fix = Said("Mend the translation, then: {fix}", fix=fix)
            yield Problem(place, "stale-translation", _changed(passage), fix)
        case "unlike":
            differs = unlike(passage.original, passage.words)
            what = Said("{differs} ({source}).", differs=differs, source=passage.source)
            yield Problem(place, "unlike-translation", what, Said("Say the same figures."))


def _changed(passage: Passage) -> Said:
    """Return how an original has changed since it was translated."""
    now, was = _where_they_part(passage.original, passage.before)
    parts = {"now": now, "source": passage.source, "was": was}
    if not passage.before:
        return Said("the original has changed: “{now}” ({source}).", **parts)
    return Said("the original has changed: “{now}” ({source}), it was “{was}”.", **parts)


def _unaccepted(passages: Iterable[Passage], tag: str) -> Iterator[Problem]:
    """Yield one Problem for each file in which translations were never held against an original."""
    found = [passage for passage in passages if passage.state == "unaccepted"]
    count = Counter(passage.place.path for passage in found)
    first: dict[str, Place] = {}
    for passage in found:
        first.setdefault(passage.place.path, passage.place)
    for path, place in first.items():
        what = Said(
            "translations into {tag} that nobody has held against the original: {count}.",
            tag=tag,
            count=count[path],
        )
        yield Problem(
            place,
            "unaccepted-translation",
            what,
            Said("Look them over, then: {accept}", accept=_accept(path)),
        )


def _leftovers(tag: str, library: Library, told: Collection[str]) -> Iterator[Problem]:
    """Yield a Problem for each paragraph that stands in the translation alone."""
    for files in library.editions.values():
        for pair in text_pairs(files, tag):
            for place in pair.leftovers if pair.original.path not in told else ():
                what = Said("the original ({path}) has no such paragraph.", path=pair.original.path)
                yield Problem(place, "stale-translation", what, Said("Take it out."))


def _accept(path: str) -> Said:
    return Said.verbatim(f"tisc-snapshot translate accept {path}")


def _short(words: str) -> str:
    """Return the beginning of words, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= 60 else f"{line[:57]}…"


def _where_they_part(now: str, before: str) -> tuple[str, str]:
    """Return two versions of a sentence in short, from the word in which they differ first."""
    words, others = now.split(), before.split()
    pairs = enumerate(zip(words, others, strict=False))
    same = next((i for i, (a, b) in pairs if a != b), min(len(words), len(others)))
    start = max(0, same - 3) if before else 0
    lead = "…" if start else ""
    return lead + _short(" ".join(words[start:])), lead + _short(" ".join(others[start:]))
