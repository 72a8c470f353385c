"""Plain: a view of a difference as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diff.texts import Piece
from generator.diff.view import FigureView, ItemView, Part, SectionView, SentenceView, View


def plain_text(view: View) -> str:
    """Return the text."""
    return "\n".join(line.rstrip() for line in _lines(view)) + "\n"


def _lines(view: View) -> Iterator[str]:
    """Yield all lines: the counts of all parts first, then each part that has something."""
    yield view.title
    for name, what in view.sides:
        yield f"  {name}: {what}"
    yield ""
    for part in view.parts:
        yield f"  {part.title}: {part.count}"
    for part in view.parts:
        if part.figures or part.items or part.sections or part.pictures:
            yield from ("", part.title, "=" * len(part.title))
            yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    """Yield the lines of one part."""
    for figure in part.figures:
        yield from _figure(figure)
    for item in part.items:
        yield from _item(item)
    for section in part.sections:
        yield from _section(section, part)
    for picture in part.pictures:
        yield f"  {picture.label} {picture.share}"


def _figure(figure: FigureView) -> Iterator[str]:
    """Yield the lines of one figure."""
    yield f"{figure.name} [{figure.id}]"
    words = " → ".join(filter(None, (figure.before, figure.now)))
    when = f" ({figure.when})" if figure.when else ""
    yield f"  {words}{when}: {figure.verdict}"
    yield from (f"    {remark}" for remark in figure.remarks)


def _item(item: ItemView) -> Iterator[str]:
    """Yield the lines of a chart, an indicator or a source."""
    yield f"{item.name} [{item.id}]"
    yield from (f"    {remark}" for remark in item.remarks)
    yield from (f"    {picture.label} {picture.share}" for picture in item.pictures)


def _section(section: SectionView, part: Part) -> Iterator[str]:
    """Yield the lines of one section of a text."""
    yield f"{section.name}{f' ({section.remark})' if section.remark else ''}"
    for sentence in section.sentences:
        yield from _sentence(sentence)
    if section.figures:
        yield f"  {part.figures_only}:"
    for sentence in section.figures:
        yield from _sentence(sentence)


def _sentence(sentence: SentenceView) -> Iterator[str]:
    """Yield a sentence before and now: [-gone-], {+new+}."""
    for sign, pieces in (("-", sentence.before), ("+", sentence.now)):
        if pieces:
            yield f"  {sign} {_marked(pieces)}"


def _marked(pieces: tuple[Piece, ...]) -> str:
    """Return a sentence with what changed between brackets; one that is new or gone stays bare."""
    if len(pieces) == 1:
        return pieces[0][1]
    form = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(form[op].format(text) for op, text in pieces)
