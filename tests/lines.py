"""The lines of a finished page as a reader sees them, and what must not begin or end one.

From a PDF they come by the baselines of its text, from a browser by the boxes of its characters;
block by block in reading order.
"""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path

from tests.pdf import LINES, Element, structure

BLOCKS = LINES - {"TR", "Figure"} | {"TD", "TH"}

NO_START = set("!),.:;?]}¨·ˇˉ―‖’”…∶、。〃々〉》」』】〕〗！），．：；？］｝～–")
"""What a word processor keeps from the start of a line of Chinese, CLREQ's marks among them."""
NO_END = set("([{‘“〈《「『【〔〖（［｛")
LOOSE = set("¨·ˇˉ―‖∶〃～")
"""Marks that engines let begin a line, and that ties keep, but for the edge of an element."""
UNBROKEN = re.compile(r"—\|—|…\|…")
_HAN = "\u3400-\u9fff"
SPLIT = re.compile(
    rf"(?<![A-Za-z])(?<![A-Za-z][0-9])[0-9][.,]?\|[{_HAN}0-9%]|[0-9][百千万亿]\|[{_HAN}]"
    rf"|[第图表超近约]\|[0-9]|[{_HAN}](?:/\||\|/)[{_HAN}]"
)
"""A number apart from its unit, scale word, prefix or qualifier, where | is the end of a line."""
JS = """(() => {
  const out = [];
  const blocks = 'p,h1,h2,h3,h4,li,td,th,figcaption,caption,dt,dd';
  for (const block of document.querySelectorAll(blocks)) {
    if (block.querySelector('p,li,td,table,ul,ol,div,svg,h2,h3')) continue;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const lines = []; let last = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let i = 0; i < node.data.length; i++) {
        const range = document.createRange();
        range.setStart(node, i); range.setEnd(node, i + 1);
        const box = range.getClientRects()[0];
        if (!box || !box.width) continue;
        if (last === null || box.left <= last.left) lines.push('');
        lines[lines.length - 1] += node.data[i]; last = box;
      }
    }
    if (lines.length) out.push(lines);
  }
  return out;
})()"""
"""Gives the lines of each block of a page in a browser."""


def pdf_lines(path: Path) -> Iterator[list[str]]:
    """Yield the lines of each block of a PDF."""
    for element in structure(path).walk():
        if element.tag in BLOCKS and not any(below.has_lines for below in element.elements):
            yield from filter(None, [_lines(element)])


def _lines(element: Element) -> list[str]:
    pieces = [piece for piece in element.pieces() if piece.text.strip()]
    rows = groupby(pieces, key=lambda piece: round(piece.baseline))
    return ["".join(piece.text for piece in row).strip() for _, row in rows]


def faults(lines: list[str]) -> Iterator[str]:
    """Yield what is wrong with the lines of one block; | stands for the end of a line."""
    lines = [line.strip() for line in lines if line.strip()]
    for line in lines:
        if line[0] in NO_START:
            yield f"“{line[0]}” begins the line “{line[:12]}”"
        if line[-1] in NO_END:
            yield f"“{line[-1]}” ends the line “{line[-12:]}”"
    for line, below in pairwise(lines) if "://" not in "".join(lines) else ():
        meeting = f"{line[-6:]}|{below[:6]}"
        if UNBROKEN.search(meeting) or SPLIT.search(meeting):
            yield f"split: {meeting}"
