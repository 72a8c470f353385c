"""Structure: the leaves of a laid-out document become the structure tree of its PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.typeset.leaves import Element, Leaf

SVG = "{http://www.w3.org/2000/svg}"
ROLES = {
    **{f"h{n}": f"H{n}" for n in range(1, 7)},
    **{"p": "P", "section": "Sect", "article": "Art", "main": "Part", "blockquote": "BlockQuote"},
    **{"ul": "L", "ol": "L", "li": "LI", "table": "Table", "thead": "THead", "tbody": "TBody"},
    **{"tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD", "caption": "Caption"},
    **{"a": "Link", f"{SVG}svg": "Figure", "img": "Figure", "pre": "Code"},
}
"""The structure type of an element; `data-pdf` names another one, or "none"."""

GROUPS = frozenset(["Document", "Part", "Sect", "Art", "Div", "BlockQuote", "Note", "TOC"])
"""What holds no text of its own: a paragraph goes between."""

INLINE = frozenset(["Link", "Span", "Reference"])


@dataclass
class Node:
    """One element of the structure tree."""

    role: str
    element: Element = None
    kids: list[Node | Leaf] = field(default_factory=list)
    lang: str = ""
    alternative: str = ""
    spoken: str = ""
    """What its pieces say together (ActualText)."""

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()


class Tree:
    """Grows a structure tree leaf by leaf: what continues on another page stays one element."""

    def __init__(self, root: Element) -> None:
        """Start with the document; `root` is its html element."""
        self.top = Node("Document")
        self.parents = {kid: parent for parent in root.iter() for kid in parent}
        self.nodes: dict[tuple[Element, str], Node] = {}

    def grow(self, leaves: Iterable[Leaf]) -> Node:
        """Return the tree of the leaves that are part of the text."""
        for leaf in leaves:
            if not leaf.artifact:
                self._home(leaf).kids.append(leaf)
        return self.top

    def _home(self, leaf: Leaf) -> Node:
        """Return the node that a leaf belongs to, made with all that it stands in."""
        node = self.top
        for element in self.path(leaf.element):
            for role in self._roles(element):
                if role in INLINE and node.role in GROUPS:
                    node = self._node(node, leaf.block, "P")
                node = self._node(node, element, role)
        return self._node(node, leaf.block, "P") if node.role in GROUPS else node

    def path(self, element: Element) -> list[Element]:
        """Return the elements around an element, and itself, from outside to inside."""
        path = [element]
        while path[-1] in self.parents:
            path.append(self.parents[path[-1]])
        return path[::-1]

    def _roles(self, element: Element) -> tuple[str, ...]:
        """Return the structure types of an element, the outer one first; none where it has none."""
        wanted = element.get("data-pdf")
        role = wanted if wanted is not None else ROLES.get(element.tag, "")
        if role == "none" or element.tag in ("html", "body"):
            return ()
        if role == "LI":
            return "LI", "LBody"
        if role == "Link" and str(element.get("href")).startswith("#"):
            return "Reference", "Link"
        if not role and (element.get("lang") or element.get("data-said")):
            return ("Span",)
        return (role,) if role else ()

    def _node(self, parent: Node, element: Element, role: str) -> Node:
        """Return the node of an element, made at the end of its parent when it is new."""
        known = self.nodes.get((element, role))
        if known is None:
            known = self.nodes[element, role] = _described(Node(role, element))
            parent.kids.append(known)
            if role == "TR":  # a cell without text is a cell too
                for cell in element:
                    self._node(known, cell, ROLES[cell.tag])
        return known


def _described(node: Node) -> Node:
    """Return a new node with what its element says of it."""
    element = node.element
    if node.role == "Figure":
        title = element.find(f"{SVG}title")
        node.alternative = (title.text if title is not None else element.get("alt")) or ""
    elif node.role == "Link":
        node.alternative = element.get("aria-label") or ""
    elif node.role not in ("LI", "Reference"):
        node.spoken = element.get("data-said") or ""
        node.lang = element.get("lang") or ""
    return node


def link_names(nodes: Iterable[Node], root: Element) -> Mapping[Element, str]:
    """Return for each link what it leads to: its label, the head of its goal, or its address."""
    goals = {element.get("id"): element for element in root.iter() if element.get("id")}
    names: dict[Element, str] = {}
    for node in nodes:
        if node.role == "Link":
            address = str(node.element.get("href") or "")
            goal = goals.get(address.removeprefix("#"))
            head = _head(goal) if goal is not None else ""
            names[node.element] = node.alternative or head or address
    return names


def _head(goal: Element) -> str:
    """Return the first line of text of a goal."""
    for element in goal.iter():
        if element.tag in ("h1", "h2", "h3", "h4", "p", "th", "caption"):
            return " ".join("".join(_texts(element)).split())
    return ""


def _texts(element: Any) -> Iterator[str]:
    """Yield the texts of an element; `<br>` is a space."""
    yield element.text or (" " if element.tag == "br" else "")
    for kid in element:
        yield from _texts(kid)
        yield kid.tail or ""
