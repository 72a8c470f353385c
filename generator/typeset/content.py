"""Content: the drawing instructions of a page, marked anew and written short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

LAYOUT = Dictionary(Type=Name.Layout)
HUNDREDTH = Decimal("0.01")
Step = tuple[list[Any], str]
"""One instruction: its operands and its operator."""


@dataclass
class Marking:
    """How the marks of one page change."""

    joins: frozenset[tuple[int, int]]
    """Pairs of old numbers that stand for one piece of text, when they also follow in drawing."""
    artifacts: Mapping[int, str]
    """Old number → Footer, Header or Layout."""
    renumbered: dict[int, int] = field(default_factory=dict)
    """Old number → new one, filled in by `rewritten`."""


def rewritten(page: pikepdf.Page, marking: Marking) -> bytes:
    """Return the instructions of a page with its marks joined, renumbered and told apart."""
    parsed = pikepdf.parse_content_stream(page)
    steps = _unclipped([(list(step.operands), str(step.operator)) for step in parsed])
    return pikepdf.unparse_content_stream(
        [(operands, Operator(operator)) for operands, operator in _marked(_short(steps), marking)]
    )


def _marked(steps: Iterable[Step], marking: Marking) -> Iterator[Step]:
    """Yield instructions with their marks changed."""
    open_marks: list[int | None] = []
    held: list[Step] = []
    ended: int | None = None
    """The number of a mark whose end is held back: the next one may go on with it."""
    for operands, operator in steps:
        if operator in ("BDC", "BMC"):
            old = _number(operands)
            open_marks.append(old)
            if held and _goes_on(ended, old, marking):
                held = []
                continue
            yield from held
            held = []
            yield _begin(operands, old, marking), "BDC"
            continue
        yield from held
        held = []
        if operator == "EMC":
            ended = open_marks.pop()
            held = [(operands, operator)]
        else:
            yield operands, operator
    yield from held


def _goes_on(ended: int | None, old: int | None, marking: Marking) -> bool:
    """Tell whether a mark that begins goes on with the one that has just ended."""
    if old is None:  # both are decoration
        return ended is None
    if ended is None or (ended, old) not in marking.joins:
        return False
    marking.renumbered[old] = marking.renumbered[ended]
    return True


def _number(operands: list[Any]) -> int | None:
    """Return the number of the mark that begins, if it has one."""
    if len(operands) == 2 and isinstance(operands[1], Dictionary) and "/MCID" in operands[1]:
        return int(operands[1].MCID)
    return None


def _begin(operands: list[Any], old: int | None, marking: Marking) -> list[Any]:
    """Return the operands that begin a mark."""
    if old is None:
        return [Name.Artifact, LAYOUT]
    if old in marking.artifacts:
        if marking.artifacts[old] == "Layout":
            return [Name.Artifact, LAYOUT]
        subtype = Name("/" + marking.artifacts[old])
        return [Name.Artifact, Dictionary(Type=Name.Pagination, Subtype=subtype)]
    new = marking.renumbered[old] = len(set(marking.renumbered.values()))
    return [operands[0], Dictionary(MCID=new)]


def _short(steps: Iterable[Step]) -> Iterator[Step]:
    """Yield instructions without superfluous digits, and without kerning by nothing."""
    for operands, operator in steps:
        if operator == "TJ":
            yield from _shown(operands[0])
        else:
            yield [_rounded(each) for each in operands], operator


BOX = ["q", "re", "W", "n", "BMC", "q", "gs", "rg", "re", "W", "n", "re", "f", "Q", "EMC", "Q"]
"""A filled rectangle as the engine draws it: clipped twice to itself."""
FILL = slice(4, 8), slice(11, 14)
"""What of it is needed: mark, state and colour; rectangle, fill, end of the state."""


def _unclipped(steps: list[Step]) -> Iterator[Step]:
    """Yield instructions in which a rectangle is filled without being clipped to itself."""
    operators = [operator for _, operator in steps]
    place = 0
    while place < len(steps):
        end = place + len(BOX)
        box = steps[place:end]
        if operators[place:end] == BOX and box[1][0] == box[8][0] == box[11][0]:
            yield from (*box[FILL[0]], *box[FILL[1]], box[-2])
            place = end
        else:
            yield steps[place]
            place += 1


def _rounded(operand: Any) -> Any:
    """Return a number with two decimals at most: a hundredth of a pixel is not seen."""
    if not isinstance(operand, Decimal):
        return operand
    short = operand.quantize(HUNDREDTH).normalize()
    return int(short) if short == int(short) else short


def _shown(pieces: Iterable[Any]) -> Iterator[Step]:
    """Yield the showing of text, its runs between real kerning joined."""
    out: list[bytes | Decimal] = []
    for piece in pieces:
        value = bytes(piece) if isinstance(piece, pikepdf.String) else Decimal(piece)
        if not value:
            continue
        if out and isinstance(out[-1], type(value)):
            out[-1] += value  # type: ignore[operator]
            if not out[-1]:
                out.pop()
        else:
            out.append(value)
    if out:
        yield [Array([_item(each) for each in out])], "TJ"


def _item(each: bytes | Decimal) -> Any:
    return pikepdf.String(each) if isinstance(each, bytes) else round(each)
