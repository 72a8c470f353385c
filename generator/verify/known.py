"""Known: all that a report made from the data says, which its finished pages must not exceed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from string import Formatter

from markupsafe import Markup, escape

from generator.compose.report import Report
from generator.compose.views import ChartView
from generator.face.facing import Facing
from generator.translate.stand_in import shown, without_marks
from generator.verify.readback import Piece, read_page
from generator.word.language import Language, Strings


@dataclass(frozen=True)
class Known:
    """All that a report made from the data says: its texts, and its drawings' texts in order."""

    said: frozenset[str]
    drawn: tuple[str, ...]

    def named_by(self, strings: Strings) -> Known:
        """Return the same, and fixed wording around a name with a digit that it knows."""
        around = [words for words in strings.words if _fields(words) == {"name"}]
        names = [text for text in self.said if any(map(str.isdigit, text))]
        said = (folded(strings(words, name=name)) for words in around for name in names)
        return replace(self, said=self.said.union(said))


def _fields(words: str) -> set[str]:
    """Return the names of what is filled into fixed wording."""
    return {field for _, field, _, _ in Formatter().parse(words) if field is not None}


def known_of(
    report: object, hidden: frozenset[str] = frozenset(), original: Language | None = None
) -> Known:
    """Return what a report says, without the fields of these names, which a page does not show.

    In a draft, marks become elements with the language of the original, as they do on a page.
    """
    pieces = [piece for text in _texts(report, hidden, original) for piece in text]
    drawn = tuple(folded(piece.text) for piece in pieces if piece.tag == "svg")
    return Known(frozenset(folded(piece.text) for piece in pieces), drawn)


def known_of_facing(both: Facing, original: Language | None, *, paper: bool) -> Known:
    """Return what the page in two languages says, its drawings in the order of the page."""
    first, second = (known_of(r, original=original) for r in (both.first, both.second))
    drawn = list[Markup]()
    for pair in zip(*(_charts(report) for report in (both.first, both.second)), strict=True):
        joint = both.joint.get(pair[0].id)
        drawn += joint or ()
        if not (paper and joint):
            drawn += [svg for c in pair for svg in (c.pieces if paper else (c.svg, c.narrow))]
    return Known(first.said | second.said, known_of(tuple(drawn), original=original).drawn)


def _charts(report: Report) -> Iterator[ChartView]:
    """Yield the charts of a report in reading order."""
    yield from [report.chart] if report.chart else []
    for chapter in report.chapters:
        yield from chapter.charts
        for case in chapter.cases:
            yield from case.charts


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
