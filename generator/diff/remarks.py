"""Remarks: what else is otherwise in a figure, line by line, in the words of one language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.diff.holding import Figure, Holding
from generator.diff.values import ValueChange
from generator.word.language import Language, Strings
from generator.word.tokens import unmarked


@dataclass(frozen=True)
class Remarks:
    """Words what changes in a figure beside its value."""

    before: Holding
    now: Holding
    language: Language
    say: Strings

    def of(self, change: ValueChange) -> Iterator[str]:
        """Yield the remarks on one change; of a figure that one side has, only its source."""
        one, other = change.before, change.now
        if one is None or other is None:
            holding = self.before if other is None else self.now
            yield self._source_line(self._sources(change.figure, holding))
            return
        yield from self._of_value(change, one, other)
        yield from self._fields(change, one, other)
        yield from self._words(change, one, other)

    def _of_value(self, change: ValueChange, one: Figure, other: Figure) -> Iterator[str]:
        """Yield what is to be known of the value itself."""
        if change.within:
            yield self.say("lies within what was said before")
        if change.kind == "edition" and one.said == other.said and change.verdict == "unknown":
            yield self.say("said in the same words as before")
        if one.doubted != other.doubted:
            yield self.say("now queried") if other.doubted else self.say("no longer queried")

    def _fields(self, change: ValueChange, one: Figure, other: Figure) -> Iterator[str]:
        """Yield the codes and records that are otherwise."""
        say = self.say
        codes = {"unit": say("Unit"), "basis": say("Period basis"), "qualifier": say("Qualifier")}
        for name, field in codes.items():
            left, right = getattr(one, name), getattr(other, name)
            if left and right and left != right:
                yield self.line(field, f"{self._code(left)} → {self._code(right)}")
        if "sources" in change.fields:
            left, right = self._sources(one, self.before), self._sources(other, self.now)
            yield self._source_line(f"{left} → {right}")
        if "formula" in change.fields:
            yield self.line(say("Formula"), _formulas(one.formula, other.formula))

    def _words(self, change: ValueChange, one: Figure, other: Figure) -> Iterator[str]:
        """Yield the words of a figure that are otherwise."""
        for tag, name in other.name.items():
            if one.name.get(tag, "") != name:
                yield self.line(f"{self.say('Name')} [{tag}]", f"{one.name.get(tag, '')} → {name}")
        note = other.note.get(self.language.tag)
        if "note" in change.fields and note and change.kind != "edition":
            yield self.line(self.say("Note"), note)

    def _source_line(self, names: str) -> str:
        """Return the line on sources."""
        return self.line(self.say("Source"), names)

    def line(self, name: str, words: str) -> str:
        """Return one remark: what it is about, and what it says."""
        return self.say("{name}: {words}", name=name, words=words)

    def _code(self, code: str) -> str:
        """Return a code of the data in words; the id of a unit stays."""
        say = self.say
        return {
            "stated": say("stated"), "inferred": say("inferred"), "unknown": say("unknown"),
            "exact": say("exact"), "over": say("over"), "nearly": say("nearly"),
            "about": say("about"), "at_most": say("at most"), "at_least": say("at least"),
            "under": say("under"), "between": say("between"),
        }.get(code, code)  # fmt: skip

    def _sources(self, figure: Figure, holding: Holding) -> str:
        """Return what the sources of a figure are called."""
        rows = {str(row["id"]): row for row in holding.tables.get("sources", ())}
        column = f"name:{self.language.tag}"
        names = (str(rows.get(name, {}).get(column) or name) for name in figure.sources)
        return self.language.join.join(map(unmarked, names))


def _formulas(before: str, now: str) -> str:
    """Return two formulas; of one operation only the figures that are gone or new."""
    (one, _, was), (other, _, has) = (text.rstrip(")").partition("(") for text in (before, now))
    if one != other:
        return f"{before} → {now}"
    left, right = was.split(", "), has.split(", ")
    gone = [f"−{name}" for name in left if name not in right]
    new = [f"+{name}" for name in right if name not in left]
    return f"{other}({', '.join(gone + new)})" if gone + new else now
