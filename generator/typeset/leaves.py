"""Leaves: each text, picture and link of a laid-out document, with the element it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

Element = Any
"""An element of the HTML that was laid out (an ElementTree element)."""


@dataclass(frozen=True)
class Leaf:
    """A piece of one page that holds content of one element, in reading order."""

    page: int
    """From 0."""
    element: Element
    """The nearest element around it."""
    block: Element
    """The nearest element that is laid out as a block."""
    mark: int | None = None
    """Number of its marked content on the page; none for a link's area."""
    annotation: int | None = None
    """Object number of a link's area."""
    artifact: str = ""
    """Footer or Header for what a page repeats, Layout for what is hidden from screen readers."""
    box: tuple[float, float, float, float] | None = None
    """Left, bottom, right, top of a picture in points from the page's lower left corner."""


Marks = list[Mapping[Any, int]]
"""For each page: box → number of its marked content."""


@contextmanager
def kept_marks() -> Iterator[Marks]:
    """Give the numbers that the engine gives to boxes, in place of the structure it would write.

    The engine's own tree has one element per box and page: a table over two pages is two tables,
    each line is an element. We need to know which box is which mark, and build the tree ourselves.
    """
    import weasyprint.pdf as engine

    marks: Marks = []
    add_tags = engine.add_tags

    def keep(_pdf: Any, _document: Any, _version: Any, streams: Any) -> None:
        marks.extend({box: tag["mcid"] for box, tag in each._tags.items()} for each in streams)

    engine.add_tags = keep
    try:
        yield marks
    finally:
        engine.add_tags = add_tags


def leaves(document: Any, marks: Marks) -> list[Leaf]:
    """Return the leaves of all pages in reading order."""
    found: list[Leaf] = []
    heads: set[Element] = set()
    for number, (page, marked) in enumerate(zip(document.pages, marks, strict=True)):
        walk = _Walk(number, page.height, marked, heads)
        found += walk.below(page._page_box, None, "")
        heads |= walk.seen
    return found


class _Walk:
    """The walk through the boxes of one page."""

    def __init__(self, page: int, height: float, marked: Mapping[Any, int], heads: set[Element]):
        self.page, self.height, self.marked, self.heads = page, height, marked, heads
        self.seen: set[Element] = set()

    def below(self, box: Any, block: Element, artifact: str) -> Iterator[Leaf]:
        """Yield the leaves of a box."""
        from weasyprint.formatting_structure import boxes
        from weasyprint.layout.absolute import AbsolutePlaceholder

        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        element = box.element
        artifact = self._artifact(box, artifact)
        if element is not None and not isinstance(box, boxes.InlineLevelBox):
            block = element
        if box.link_annotation and not artifact:
            number = box.link_annotation.number
            yield Leaf(self.page, element, block, annotation=number)
        if box in self.marked:
            place = self._place(box) if isinstance(box, boxes.ReplacedBox) else None
            mark = self.marked[box]
            yield Leaf(self.page, element, block, mark=mark, artifact=artifact, box=place)
        for child in getattr(box, "children", ()):
            yield from self.below(child, block, artifact)

    def _artifact(self, box: Any, around: str) -> str:
        """Return what kind of artifact a box is, or is in; none where it is text."""
        from weasyprint.formatting_structure import boxes

        if isinstance(box, boxes.MarginBox):
            return "Footer"
        if box.element is None:
            return around
        if box.element.tag == "thead":
            self.seen.add(box.element)
            return "Header" if box.element in self.heads else around
        return around or ("Layout" if box.element.get("aria-hidden") == "true" else "")

    def _place(self, box: Any) -> tuple[float, float, float, float]:
        """Return where a picture lies, in points: the engine counts in pixels from the top."""
        left, top = box.content_box_x(), box.content_box_y()
        low, high = self.height - top - box.height, self.height - top
        sides = (left, low, left + box.width, high)
        one, two, three, four = (round(0.75 * side, 2) for side in sides)
        return one, two, three, four
