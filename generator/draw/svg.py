"""Svg: a converted chart made fit for a page: named, with ids of its own, stable to the byte."""

from __future__ import annotations

import re
from hashlib import sha256
from itertools import pairwise
from xml.etree import ElementTree

from generator.draw.lettering import BOLD, REGULAR, shifts
from generator.draw.mirror import mirror

Element = ElementTree.Element
SVG = "http://www.w3.org/2000/svg"
_KEPT_ON_ROOT = ("width", "height", "viewBox")
_DROPPED = ("class", "role", "style", "version")
_INHERITED = (
    "fill", "stroke", "stroke-width", "stroke-dasharray", "font-family", "font-size",
    "font-weight", "text-anchor", "data-finding",
)  # fmt: skip
_GEOMETRY = (
    "d", "transform", "x", "y", "x1", "y1", "x2", "y2", "stroke-width", "stroke-dasharray",
)  # fmt: skip
_NUMBER = re.compile(r"-?(?:\d+\.\d*|\.\d+)(?:e-?\d+)?|-?\d+e-?\d+")


def finished(text: str, chart: str, title: str, alt: str, *, mirrored: bool = False) -> str:
    """Return the SVG with title and description, its own ids, and numbers of two decimals.

    Ids begin with the chart's id and a mark of its content, so that the same chart in two
    languages or widths can stand on one page. `mirrored`: it grows from right to left.
    """
    root = ElementTree.fromstring(text)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        _clean(element, element is root)
    for element in root.iter("text"):
        _set_narrow(element)
    if mirrored:
        mirror(root)
    _simplify(root)
    mark = sha256("\n".join((title, alt, ElementTree.tostring(root, "unicode"))).encode())
    prefix = f"{chart}-{mark.hexdigest()[:8]}"
    _rename(root, prefix)
    _describe(root, prefix, title, alt)
    return ElementTree.tostring(root, "unicode", short_empty_elements=True)


def letters(text: str) -> dict[int, set[str]]:
    """Return weight → the characters that a finished SVG sets in it."""
    found: dict[int, set[str]] = {REGULAR: set(), BOLD: set()}

    def walk(element: Element, weight: int) -> None:
        weight = int(element.get("font-weight", weight))
        if element.tag == f"{{{SVG}}}text":
            found[weight].update(element.text or "")
        for child in element:
            walk(child, weight)

    walk(ElementTree.fromstring(text), REGULAR)
    return found


def _clean(element: Element, is_root: bool) -> None:
    """Drop what Vega says in English or for its own use, and round numbers."""
    if "aria-label" in element.attrib:  # what Vega says of a mark that bears its figure's name
        element.set("data-finding", element.attrib.pop("aria-label"))
    for name in list(element.attrib):
        dropped = name.startswith(("aria-", "{")) or name in _DROPPED
        solid = name == "opacity" and element.get(name) == "1"
        if dropped or solid or (is_root and name not in _KEPT_ON_ROOT):
            del element.attrib[name]
        elif name in _GEOMETRY:
            element.set(name, _NUMBER.sub(_rounded, element.get(name, "")))
    if element.get("transform") == "translate(0,0)":
        del element.attrib["transform"]


def _rounded(match: re.Match[str]) -> str:
    """Return a number with two decimals at most; never -0."""
    return f"{round(float(match[0]), 2) + 0:g}" if abs(float(match[0])) < 1e4 else match[0]


def _simplify(element: Element) -> None:
    """Drop what draws nothing and groups that say nothing; say once what all children say."""
    for child in list(element):
        if child.tag in ("defs", "clipPath"):
            continue
        _simplify(child)
        place = list(element).index(child)
        if not _draws(child):
            element.remove(child)
        elif child.tag == "g" and not child.attrib:
            element[place : place + 1] = list(child)
    _join(element)
    if element.tag == "g":
        _lift(element)


def _join(element: Element) -> None:
    """Make one group of neighbours that say the same of their children."""
    for one, two in pairwise(list(element)[::-1]):
        if one.tag == two.tag == "g" and one.attrib == two.attrib:
            two.extend(one)
            element.remove(one)


def _draws(element: Element) -> bool:
    """Tell whether an element leaves ink or is referred to."""
    if element.tag == "g":
        return len(element) > 0
    if element.tag == "path":
        return "fill" in element.attrib or "stroke" in element.attrib
    return True


def _lift(group: Element) -> None:
    """Move the attributes that all children share to their group."""
    for name in _INHERITED:
        values = {child.get(name) for child in group}
        if len(values) == 1 and None not in values:
            group.set(name, values.pop() or "")
            for child in group:
                del child.attrib[name]
    for place, child in reversed(list(enumerate(group))):
        if child.tag == "g" and not child.attrib:
            group[place : place + 1] = list(child)


def _set_narrow(text: Element) -> None:
    """Set the quotation marks and daggers of a line without Chinese as narrow as its letters."""
    size = float(text.get("font-size", "0").removesuffix("px"))
    weight = BOLD if text.get("font-weight") in ("700", "bold") else REGULAR
    moves = shifts(text.text or "", size, weight)[:-1]
    if any(moves):
        text.set("dx", " ".join(f"{round(move, 2) + 0:g}" for move in moves))


def _rename(root: Element, prefix: str) -> None:
    """Give every id the prefix and a number of its own, also where it is referred to."""
    named = [element for element in root.iter() if "id" in element.attrib]
    new = {element.attrib["id"]: f"{prefix}-{place}" for place, element in enumerate(named, 1)}
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == "id":
                element.set(name, new[value])
            elif value.startswith("url(#") and value[5:-1] in new:
                element.set(name, f"url(#{new[value[5:-1]]})")
            elif name == "href" and value[1:] in new:
                element.set(name, f"#{new[value[1:]]}")


def _describe(root: Element, prefix: str, title: str, alt: str) -> None:
    """Name the picture: the PDF engine reads only a title that comes first."""
    for place, (tag, words) in enumerate((("title", title), ("desc", alt))):
        element = Element(tag, {"id": f"{prefix}-{tag}"})
        element.text = words
        root.insert(place, element)
    root.attrib = {
        "xmlns": SVG, **root.attrib, "role": "img",
        "aria-labelledby": f"{prefix}-title {prefix}-desc",
    }  # fmt: skip
