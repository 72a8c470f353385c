"""Tree writer: a structure tree, and the marks that it holds, become objects of a PDF."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from generator.typeset.content import Marking, rewritten
from generator.typeset.leaves import Element, Leaf
from generator.typeset.structure import Node


@dataclass
class TreeWriter:
    """Writes a structure tree into a PDF."""

    pdf: Pdf
    names: Mapping[Element, str]

    def write(self, top: Node, leaves: Iterable[Leaf]) -> None:
        """Write the tree and the marks that it holds."""
        pages = list(self.pdf.pages)
        self.markings = _markings(top, leaves, len(pages))
        for page, marking in zip(pages, self.markings, strict=True):
            content = self.pdf.make_stream(rewritten(page, marking))
            page.obj.Contents = content
        self.pages = pages
        self.parents: list[dict[int, Any]] = [{} for _ in pages]
        self.areas: list[tuple[Any, Any]] = []
        self.ids: dict[str, Any] = {}
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = self._element(top, root)
        root.ParentTree = self._parent_tree()
        if self.ids:
            pairs = [part for name in sorted(self.ids) for part in (String(name), self.ids[name])]
            root.IDTree = Dictionary(Names=Array(pairs))
        self.pdf.Root.StructTreeRoot = root

    def _element(self, node: Node, parent: Any) -> Any:
        """Write one element with all below it; returns it."""
        made = self.pdf.make_indirect(Dictionary(S=Name("/" + node.role), P=parent))
        self._describe(node, made)
        first = next((kid.page for kid in node.kids if isinstance(kid, Leaf)), None)
        if first is not None:
            made.Pg = self.pages[first].obj
        kids: list[Any] = []
        for kid in node.kids:
            written = (
                self._element(kid, made)
                if isinstance(kid, Node)
                else self._leaf(kid, node, made, first)
            )
            if written is not None and (not isinstance(written, int) or written not in kids):
                kids.append(written)
        if kids:
            made.K = kids[0] if len(kids) == 1 else Array(kids)
        return made

    def _leaf(self, leaf: Leaf, node: Node, made: Any, first: int | None) -> Any:
        """Return the entry of a leaf among the kids of its element; none if it is in already."""
        page = self.pages[leaf.page].obj
        if leaf.annotation is not None:
            area = self.pdf.get_object(leaf.annotation, 0)
            self.areas.append((area, made))
            area.Contents = String(self.names[node.element])
            area.Rect = Array([round(side, 1) for side in area.Rect])
            return Dictionary(Type=Name.OBJR, Obj=area, Pg=page)
        assert leaf.mark is not None
        number = self.markings[leaf.page].renumbered[leaf.mark]
        if number in self.parents[leaf.page]:
            return None
        self.parents[leaf.page][number] = made
        return number if leaf.page == first else Dictionary(Type=Name.MCR, Pg=page, MCID=number)

    def _describe(self, node: Node, made: Any) -> None:
        """Write what is said of an element besides its content."""
        for key, words in (
            ("/Alt", node.alternative),
            ("/ActualText", node.spoken),
            ("/Lang", node.lang),
        ):
            if words:
                made[key] = String(words)
        if node.role == "Note":
            name = node.element.get("id")
            made.ID = String(name)
            self.ids[name] = made
        if attributes := _attributes(node):
            made.A = attributes

    def _parent_tree(self) -> Any:
        """Write which element each mark and each area of a link belongs to."""
        numbers: list[Any] = []
        for page, parents in enumerate(self.parents):
            self.pages[page].obj.StructParents = page
            owners = Array([parents[number] for number in range(len(parents))])
            numbers += [page, self.pdf.make_indirect(owners)]
        for key, (area, owner) in enumerate(self.areas, len(self.pages)):
            area.StructParent = key
            numbers += [key, owner]
        return self.pdf.make_indirect(Dictionary(Nums=Array(numbers)))


def _attributes(node: Node) -> Any:
    """Return the layout, list or table attributes of an element, or nothing."""
    if node.role == "TH":
        scope = node.element.get("scope", "col")
        return Dictionary(O=Name.Table, Scope=Name.Row if scope == "row" else Name.Column)
    if node.role == "L":
        kind = Name.Decimal if node.element.tag == "ol" else Name("/None")
        return Dictionary(O=Name.List, ListNumbering=kind)
    if node.role == "Figure":
        box = next(kid.box for kid in node.kids if isinstance(kid, Leaf) and kid.box)
        return Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array(list(box)))
    return None


def _markings(top: Node, leaves: Iterable[Leaf], pages: int) -> list[Marking]:
    """Return how the marks of each page change."""
    joins: list[set[tuple[int, int]]] = [set() for _ in range(pages)]
    artifacts: list[dict[int, str]] = [{} for _ in range(pages)]
    for leaf in leaves:
        if leaf.artifact and leaf.mark is not None:
            artifacts[leaf.page][leaf.mark] = leaf.artifact
    pairs = (pair for node in top.walk() for pair in pairwise(node.kids))
    for one, two in pairs:
        if not isinstance(one, Leaf) or not isinstance(two, Leaf) or one.page != two.page:
            continue
        if one.mark is not None and two.mark is not None:
            joins[one.page].add((one.mark, two.mark))
    return [Marking(frozenset(each), held) for each, held in zip(joins, artifacts, strict=True)]
