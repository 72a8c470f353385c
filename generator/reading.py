"""Reading: one finished page, and whether what a reader sees there agrees with the data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from itertools import zip_longest

from markupsafe import Markup, escape

from generator.finding import Finding
from generator.language import Language
from generator.parse import parse_figure
from generator.period import parse_period
from generator.readback import Finished, Piece, read_page
from generator.stand_in import shown, without_marks
from generator.tokens import unmarked
from generator.wording import period_words, plain


@dataclass(frozen=True)
class Fault:
    """Something in a finished file that is not as the data say."""

    place: str
    what: str

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
    language: Language
    original: Language | None = None
    """Of a draft: the language of passages that stand in for translations."""

    def figures(self) -> list[Piece]:
        """Return the pieces that are figures."""
        return [piece for piece in self.finished.pieces if piece.tag == "data"]

    def ids(self) -> set[str]:
        """Return the ids of all figures that are shown."""
        return {piece.attributes.get("data-finding", "") for piece in self.figures()}

    def coverage(self) -> Coverage:
        """Return how many figures are shown, lead to a note, and agree with the data."""
        figures = self.figures()
        anchors = self.finished.anchors
        traced = sum(f"note-{piece.attributes.get('data-finding')}" in anchors for piece in figures)
        return Coverage(self.name, len(figures), traced, sum(not self.wrong(p) for p in figures))

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong in this page."""
        for piece in self.finished.pieces:
            place = f"{self.name}:{piece.place}"
            if piece.tag == "data":
                what = self.wrong(piece)
                if f"note-{piece.attributes.get('data-finding')}" not in self.finished.anchors:
                    yield Fault(place, f"“{piece.text}” leads to no note")
            else:
                what = self.stray(piece)
            if what:
                yield Fault(place, what)
        yield from self.drawings()

    def drawings(self) -> Iterator[Fault]:
        """Yield a fault for each text of a drawing that is not the one that the data give."""
        seen = [piece for piece in self.finished.pieces if piece.tag == "svg"]
        for piece, wanted in zip_longest(seen, self.known.drawn):
            if piece is None:
                yield Fault(self.name, f"a drawing lacks “{wanted}”")
            elif folded(piece.text) != wanted:
                what = f"“{piece.text}” should say “{wanted}” in the drawing"
                yield Fault(f"{self.name}:{piece.place}", what)
        for drawing, names in self.drawn().items():
            for name, texts in names.items():
                if all(self.wrong(_figure(name, text, self.findings)) for text in texts):
                    said = "”, “".join(texts)
                    yield Fault(self.name, f"“{said}” is not {name}, in the drawing {drawing}")

    def drawn(self) -> dict[str, dict[str, list[str]]]:
        """Return what each drawing says at the marks of each figure: its words, label and date."""
        found: dict[str, dict[str, list[str]]] = {}
        for piece in self.finished.pieces:
            if piece.tag == "svg" and "data-finding" in piece.attributes:
                drawing = piece.attributes["aria-labelledby"].split()[0].removesuffix("-title")
                names = found.setdefault(drawing, {})
                names.setdefault(piece.attributes["data-finding"], []).append(piece.text)
        return found

    def wrong(self, piece: Piece) -> str:
        """Return what is wrong with a figure, or nothing; it may stand in an original."""
        what = self._wrong(piece)
        if what and self.original:
            return what and replace(self, language=self.original, original=None).wrong(piece)
        return what

    def _wrong(self, piece: Piece) -> str:
        """Return what is wrong with a figure that is worded in the page's language."""
        name, part = piece.attributes.get("data-finding", ""), piece.attributes.get("data-part", "")
        finding = self.findings.get(name)
        if finding is None:
            return f"“{piece.text}” is no figure of the data ({name})"
        if part == "published":  # what stood there before a correction
            finding, part = finding.published, ""
        said = parse_figure(piece.text, self.language, scaled=finding.unit.scaled)
        if said is None:
            return f"“{piece.text}” holds no number ({name})"
        wanted = finding.value
        if part in ("low", "high") and finding.bounds is not None:
            wanted = finding.bounds.low if part == "low" else finding.bounds.high  # type: ignore[assignment]
        if said.value != wanted or piece.attributes.get("value") != plain(finding.value):
            return f"“{piece.text}” should say {plain(wanted)} ({name})"
        if not part and finding.qualifier not in said.qualifiers:
            return f"“{piece.text}” should be worded “{finding.qualifier}” ({name})"
        if not part and said.high != finding.high:
            return f"“{piece.text}” has the wrong upper number ({name})"
        units = {"", self.unit(finding)}
        return (
            ""
            if part or {said.rest, said.within or said.rest} <= units
            else f"“{piece.text}” has another unit ({name})"
        )

    def unit(self, finding: Finding) -> str:
        """Return what stands beside a finding's number: its unit, in the form that goes with it."""
        category = self.language.plural(Decimal(plain(finding.high or finding.value)))
        words = unmarked(finding.unit.written.form(self.language.tag, category))
        return folded(words.replace("{n}", ""))

    def stray(self, piece: Piece) -> str:
        """Return what is wrong with a number that is no figure, or nothing."""
        text = folded(piece.text)
        if not any(char.isdigit() for char in text) or piece.tag in ("number", "svg"):
            return ""
        if piece.tag == "time":
            period = parse_period(piece.attributes.get("datetime", ""))
            spoken = [language for language in (self.language, self.original) if language]
            right = {period_words(period, s, short=b) for s in spoken for b in (True, False)}
            return "" if text in right | {str(period.year)} else f"“{text}” is not {period}"
        return "" if text in self.known.said else f"“{text}” holds a number that comes from no data"


@dataclass(frozen=True)
class Known:
    """All that a report made from the data says: its texts, and its drawings' texts in order."""

    said: frozenset[str]
    drawn: tuple[str, ...]


def known_of(
    report: object, hidden: frozenset[str] = frozenset(), original: Language | None = None
) -> Known:
    """Return what a report says, without the fields of these names, which a page does not show.

    In a draft, marks become elements with the language of the original, as they do on a page.
    """
    pieces = [piece for text in _texts(report, hidden, original) for piece in text]
    drawn = tuple(folded(piece.text) for piece in pieces if piece.tag == "svg")
    return Known(frozenset(folded(piece.text) for piece in pieces), drawn)


def _figure(name: str, text: str, findings: Mapping[str, Finding]) -> Piece:
    """Return the words at a mark as a figure; an increase has a sign, a derived one a dagger."""
    value = plain(findings[name].value) if name in findings else ""
    return Piece(text.strip("+† "), "", "data", {"data-finding": name, "value": value})


def _texts(
    value: object, hidden: frozenset[str], original: Language | None
) -> Iterator[tuple[Piece, ...]]:
    """Yield the pieces of every text inside a report, in reading order."""
    if isinstance(value, Markup):
        yield read_page(shown(str(value), original) if original else str(value)).pieces
    elif isinstance(value, str):
        yield from _ways(value, original)
    elif isinstance(value, (tuple, Mapping)):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(item, hidden, original)
    elif is_dataclass(value):
        for item in fields(value):
            if item.name not in hidden:
                yield from _texts(getattr(value, item.name), hidden, original)


def _ways(text: str, original: Language | None) -> Iterator[tuple[Piece, ...]]:
    """Yield the pieces of a text: plain, and with marks as a page and its title show them."""
    yield (Piece(without_marks(text), ""),)
    if original and text != without_marks(text):
        for page in (str(escape(text)), f"<title>{escape(text)}</title>"):
            yield read_page(shown(page, original)).pieces


def folded(text: str) -> str:
    """Return text with single spaces, and none at its ends."""
    return " ".join(text.split())
