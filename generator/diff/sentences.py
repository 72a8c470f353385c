"""Sentences: the text of a finished page, section by section, figures marked inside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import tinyhtml5

BLOCKS = frozenset(["p", "h1", "h2", "h3", "h4", "li", "figcaption", "dt", "dd"])
SILENT = frozenset(["svg", "script", "style", "nav", "table"])
"""Elements whose text is no prose: drawings, programs, ways about, and tables of figures."""
NO_PROSE = frozenset([
    "note", "source", "card", "cards", "key", "takeaways", "downloads", "files", "strip", "number",
    "mark", "chapter-name", "on", "level",
])  # fmt: skip
"""Classes of parts that are told elsewhere: figures as values, sources by their records."""
_STOPS = (".", "!", "?", "。", "！", "？", "”", ")", "）")
OPEN, CLOSE = "\ue000", "\ue001"
"""Around the words of a figure or date, so that a sentence can be told from its figures."""
_FIGURE = re.compile(f"{OPEN}[^{CLOSE}]*{CLOSE}")
_SPACE = re.compile(r"\s+")
_HAN = "\u3000-\u9fff\uff00-\uffef"
_LOOSE = re.compile(rf"（）|(?<=[{_HAN}]) (?=[{OPEN}{CLOSE}]?[{_HAN}])| (?=[.,;:!?])")
"""What is left of a source mark, its brackets or a space, and of a break set by hand in Han."""
_END = re.compile(
    rf"(?<=[。！？])[”』」）》]*(?![”』」）》。！？])"
    rf"|(?<=[.!?])[”’)\]{CLOSE}]*\s+(?=[“‘(\[{OPEN}]*[A-Z0-9])"
)
_SHORT = re.compile(r"(?:\b[A-Z]|\b(?:No|Nos|Fig|St|Dr|Mr|Ms|cf|ca|approx))\.$")
"""What ends with a full stop and ends no sentence."""


@dataclass(frozen=True)
class Sentence:
    """One sentence of a section."""

    section: str
    marked: str
    """Its words, figures and dates between marks."""

    @property
    def words(self) -> str:
        """Return the words as a reader sees them."""
        return self.marked.replace(OPEN, "").replace(CLOSE, "")

    @property
    def frame(self) -> str:
        """Return the sentence without its figures and dates."""
        return _FIGURE.sub("#", self.marked)


@dataclass(frozen=True)
class Passages:
    """The text of one page: sentences in reading order, names of sections, figures shown."""

    sentences: tuple[Sentence, ...]
    names: Mapping[str, str]
    """The first headline of each section."""
    figures: frozenset[str]


def passages_of(page: str) -> Passages:
    """Return the text of a finished page."""
    tree = tinyhtml5.parse(page, namespace_html_elements=False)
    main = next((element for element in tree.iter("main")), tree)
    sentences: list[Sentence] = []
    names: dict[str, str] = {}
    for section, tag, text in _blocks(main, ""):
        if tag in ("h1", "h2", "h3", "h4"):
            names.setdefault(section, _plain(text))
        sentences += (Sentence(section, part) for part in split_sentences(text))
    figures = (element.get("data-finding") for element in main.iter("data"))
    return Passages(tuple(sentences), names, frozenset(filter(None, figures)))


def split_sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text in any language: each ends with its stop and closing marks."""
    start, held = 0, ""
    for match in _END.finditer(text):
        piece = text[start : match.end()]
        start = match.end()
        held += piece
        if not _SHORT.search(held.rstrip()):
            yield from filter(None, [held.strip()])
            held = ""
    yield from filter(None, [(held + text[start:]).strip()])


def _blocks(element: Any, section: str) -> Iterator[tuple[str, str, str]]:
    """Yield (section, tag, text) of each block of prose below an element, in reading order."""
    classes = set((element.get("class") or "").split())
    if not isinstance(element.tag, str) or element.tag in SILENT or classes & NO_PROSE:
        return
    if element.tag in ("section", "article") or (element.get("id") or "").startswith("refusal-"):
        section = element.get("id") or section
    inner = (below for below in element.iter() if below is not element)
    if element.tag in BLOCKS and not any(below.tag in BLOCKS for below in inner):
        text = _LOOSE.sub("", _SPACE.sub(" ", _text(element)).strip())
        cites = any("mark" in (below.get("class") or "") for below in element.iter("a"))
        if text and (not cites or text.endswith(_STOPS)):  # else only the word before its sources
            yield section, element.tag, text
        return
    for child in element:
        yield from _blocks(child, section)


def _text(element: Any) -> str:
    """Return the text of an element, its figures and dates between marks."""
    classes = set((element.get("class") or "").split()) if isinstance(element.tag, str) else set()
    if not isinstance(element.tag, str) or element.tag in SILENT or classes & NO_PROSE:
        return ""
    inner = (element.text or "") + "".join(_text(c) + (c.tail or "") for c in element)
    if element.tag == "br":
        return " "
    return f"{OPEN}{inner}{CLOSE}" if element.tag in ("data", "time") else inner


def _plain(text: str) -> str:
    """Return a text without the marks of its figures."""
    return text.replace(OPEN, "").replace(CLOSE, "")
