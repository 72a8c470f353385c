"""Reading: one finished page, and whether what a reader sees there agrees with the data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest

from generator.derive.finding import Finding
from generator.face.facing import BETWEEN
from generator.records.period import parse_period
from generator.said import NOTHING, Said
from generator.verify.known import Known, folded
from generator.verify.parse import parse_figure
from generator.verify.readback import Finished, Piece
from generator.word.language import Language
from generator.word.tokens import unmarked
from generator.word.wording import period_words, plain


@dataclass(frozen=True)
class Fault:
    """Something in a finished file that is not as the data say."""

    place: str
    what: Said

    def __str__(self) -> str:
        """Return the one line that a user reads."""
        return f"{self.place}: {self.what}"


@dataclass(frozen=True)
class Coverage:
    """How many figures one file shows, how many lead to a note, how many agree with the data."""

    file: str
    shown: int
    traced: int
    verified: int


@dataclass(frozen=True)
class Reading:
    """One page as it is read, and what its numbers must agree with."""

    name: str
    finished: Finished
    known: Known
    findings: Mapping[str, Finding]
    languages: Mapping[str, Language]
    """The languages that a page may hold by their tag, the main one first."""
    facing: bool = False
    """Whether it is the page in two languages, all of which it shows."""
    original: Language | None = None
    """Of a draft: the language of passages that stand in for translations."""

    def language(self, piece: Piece) -> Language:
        """Return the language in which a piece is marked, else the main one."""
        return self.languages.get(piece.lang) or next(iter(self.languages.values()))

    def figures(self) -> list[Piece]:
        """Return the pieces that are figures."""
        return [piece for piece in self.finished.pieces if piece.tag == "data"]

    def ids(self) -> set[str]:
        """Return the ids of all figures that are shown."""
        return {piece.attributes.get("data-finding", "") for piece in self.figures()}

    def one_sided(self) -> Iterator[Fault]:
        """Yield a fault for each figure that a page in two languages shows in one of them only."""
        sides = {tag: dict.fromkeys(p.attributes.get("data-finding", "") for p in self.figures()
                                    if p.lang == tag) for tag in self.languages}  # fmt: skip
        for tag, there in sides.items():
            for name in {name: None for names in sides.values() for name in names}:
                if name not in there:
                    yield Fault(
                        self.name, Said("the figure {name} is missing in {tag}", name=name, tag=tag)
                    )

    def coverage(self) -> Coverage:
        """Return how many figures are shown, lead to a note, and agree with the data."""
        figures = self.figures()
        anchors = self.finished.anchors
        traced = sum(f"note-{piece.attributes.get('data-finding')}" in anchors for piece in figures)
        return Coverage(self.name, len(figures), traced, sum(not self.wrong(p) for p in figures))

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong in this page."""
        yield from self.numbers()
        for piece in self.figures():
            if f"note-{piece.attributes.get('data-finding')}" not in self.finished.anchors:
                place = f"{self.name}:{piece.place}"
                yield Fault(place, Said("“{text}” leads to no note", text=piece.text))
        yield from self.drawings()
        if self.facing and not self.original:  # in a draft, one side may stand in for the other
            yield from self.one_sided()

    def numbers(self) -> Iterator[Fault]:
        """Yield a fault for each figure, date and number that is not as the data say."""
        for piece in self.finished.pieces:
            what = self.wrong(piece) if piece.tag == "data" else self.stray(piece)
            if what:
                yield Fault(f"{self.name}:{piece.place}", what)

    def drawings(self) -> Iterator[Fault]:
        """Yield a fault for each text of a drawing that is not the one that the data give."""
        seen = [piece for piece in self.finished.pieces if piece.tag == "svg"]
        for piece, wanted in zip_longest(seen, self.known.drawn):
            if piece is None:
                yield Fault(self.name, Said("a drawing lacks “{wanted}”", wanted=wanted))
            elif folded(piece.text) != wanted:
                what = Said(
                    "“{text}” should say “{wanted}” in the drawing", text=piece.text, wanted=wanted
                )
                yield Fault(f"{self.name}:{piece.place}", what)
        for drawing, names in self.drawn().items():
            for name, texts in names.items():
                if not any(self.says(name, piece) for piece in texts):
                    said = "”, “".join(piece.text for piece in texts)
                    yield Fault(
                        self.name,
                        Said(
                            "“{said}” is not {name}, in the drawing {drawing}",
                            said=said,
                            name=name,
                            drawing=drawing,
                        ),
                    )

    def says(self, name: str, mark: Piece) -> bool:
        """Tell whether the words at a mark are the figure, in each language that they are in."""
        parts, tags = mark.text.split(BETWEEN), list(self.languages)
        if not self.facing or len(parts) != len(tags):
            parts, tags = [mark.text], [mark.lang]
        value = plain(self.findings[name].value) if name in self.findings else ""
        known = {"data-finding": name, "value": value}
        # An increase has a sign, a derived one a dagger.
        said = [Piece(part.strip("+† "), "", "data", known) for part in parts]
        return not any(
            self.wrong(replace(piece, lang=tag)) for piece, tag in zip(said, tags, strict=True)
        )

    def drawn(self) -> dict[str, dict[str, list[Piece]]]:
        """Return what each drawing says at the marks of each figure: its words, label and date."""
        found: dict[str, dict[str, list[Piece]]] = {}
        for piece in self.finished.pieces:
            if piece.tag == "svg" and "data-finding" in piece.attributes:
                drawing = piece.attributes["aria-labelledby"].split()[0].removesuffix("-title")
                names = found.setdefault(drawing, {})
                names.setdefault(piece.attributes["data-finding"], []).append(piece)
        return found

    def wrong(self, piece: Piece) -> Said:
        """Return what is wrong with a figure, or nothing; it may stand in an original."""
        what = self._wrong(piece)
        if what and self.original:
            known = {self.original.tag: self.original}
            return replace(self, languages=known, original=None).wrong(replace(piece, lang=""))
        return what

    def _wrong(self, piece: Piece) -> Said:
        """Return what is wrong with a figure that is worded in the page's language."""
        name, part = piece.attributes.get("data-finding", ""), piece.attributes.get("data-part", "")
        finding = self.findings.get(name)
        parts: dict[str, object] = {"text": piece.text, "name": name}
        if finding is None:
            return Said("“{text}” is no figure of the data ({name})", **parts)
        if part == "published":  # what stood there before a correction
            finding, part = finding.published, ""
        language = self.language(piece)
        said = parse_figure(piece.text, language, scaled=finding.unit.scaled)
        if said is None:
            return Said("“{text}” holds no number ({name})", **parts)
        wanted = finding.value
        if part in ("low", "high") and finding.bounds is not None:
            wanted = finding.bounds.low if part == "low" else finding.bounds.high  # type: ignore[assignment]
        if said.value != wanted or piece.attributes.get("value") != plain(finding.value):
            return Said("“{text}” should say {wanted} ({name})", wanted=plain(wanted), **parts)
        if not part and finding.qualifier not in said.qualifiers:
            parts |= {"qualifier": finding.qualifier}
            return Said("“{text}” should be worded “{qualifier}” ({name})", **parts)
        if not part and said.high != finding.high:
            return Said("“{text}” has the wrong upper number ({name})", **parts)
        units = {"", unit_of(finding, language)}
        fits = part or {said.rest, said.within or said.rest} <= units
        return NOTHING if fits else Said("“{text}” has another unit ({name})", **parts)

    def stray(self, piece: Piece) -> Said:
        """Return what is wrong with a number that is no figure, or nothing."""
        text = folded(piece.text)
        if not any(char.isdigit() for char in text) or piece.tag in ("number", "svg"):
            return NOTHING
        if piece.tag == "time":
            period = parse_period(piece.attributes.get("datetime", ""))
            spoken = [language for language in (self.language(piece), self.original) if language]
            right = {period_words(period, s, short=b) for s in spoken for b in (True, False)}
            if text in right | {str(period.year)}:
                return NOTHING
            return Said("“{text}” is not {period}", text=text, period=period)
        if text in self.known.said or self.known.said.issuperset(text.split(BETWEEN)):
            return NOTHING
        return Said("“{text}” holds a number that comes from no data", text=text)


def unit_of(finding: Finding, language: Language) -> str:
    """Return what stands beside a finding's number: its unit, in the form that goes with it."""
    category = language.plural(Decimal(plain(finding.high or finding.value)))
    written = finding.unit.written
    # In a draft the original's unit stands in where a language has none yet.
    tag = language.tag if language.tag in written.texts else next(iter(written.texts))
    return folded(unmarked(written.form(tag, category)).replace("{n}", ""))
