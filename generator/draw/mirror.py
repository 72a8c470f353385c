"""Mirror: a drawing turned about its middle, for a language that is written right to left.

The strips of the page grow with the line of reading, so drawings do, too; time still runs down.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

_TURNED = {"start": "end", "end": "start"}


def mirror(root: Element) -> None:
    """Turn all that an SVG draws about its middle; its words stay readable, at the other side."""
    width = root.get("viewBox", "0 0 0 0").split()[2]
    for text in root.iter("text"):
        text.set("transform", f"{text.get('transform', '')} scale(-1,1)".strip())
        anchor = _TURNED.get(text.get("text-anchor", "start"))
        if anchor:
            text.set("text-anchor", anchor)
    turned = Element("g", {"transform": f"translate({width},0) scale(-1,1)"})
    turned.extend(list(root))
    for child in list(root):
        root.remove(child)
    root.append(turned)
    root.set("direction", "ltr")  # else a browser would turn the anchors once more
