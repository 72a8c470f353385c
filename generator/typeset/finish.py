"""Finish: a PDF as the engine wrote it becomes one that is whole for readers and programs."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from generator.typeset.associated import Attachment, associate
from generator.typeset.leaves import Element, Leaf
from generator.typeset.streams import cut, misread
from generator.typeset.structure import Tree, link_names
from generator.typeset.tree_writer import TreeWriter

TRIES = 8


def finish(
    raw: bytes, leaves: list[Leaf], root: Element, files: Iterable[Attachment] = ()
) -> bytes:
    """Return the PDF with our structure tree, initial view, labels and files.

    `root` is the html element that it was set from.
    """
    pikepdf.settings.set_flate_compression_level(9)
    with Pdf.open(BytesIO(raw)) as pdf:
        tree = Tree(root)
        top = tree.grow(leaves)
        TreeWriter(pdf, link_names(top.walk(), root)).write(top, leaves)
        _view(pdf, root)
        _page_labels(pdf, leaves, tree)
        associate(pdf, files)
        pdf.remove_unreferenced_resources()
        cut(pdf)
        return _saved(pdf)


def _saved(pdf: Pdf) -> bytes:
    """Return the bytes of a PDF, its objects packed so that no pack ends like a line.

    One object more at the beginning gives all that follow another number, and so each pack another
    sum: the box of a page becomes an object of its own.
    """
    for page in pdf.pages[:TRIES]:
        out = BytesIO()
        pdf.save(
            out, deterministic_id=True, fix_metadata_version=False, recompress_flate=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )  # fmt: skip
        if not misread(out.getvalue()):
            break
        page.obj.MediaBox = pdf.make_indirect(Array(list(page.obj.MediaBox)))
    return out.getvalue()


def _view(pdf: Pdf, root: Element) -> None:
    """Set how the file opens: its title shown, bookmarks beside whole pages, spreads together."""
    pdf.Root.PageMode = Name.UseOutlines
    pdf.Root.PageLayout = Name.TwoPageRight
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])
    direction = Name.R2L if root.get("dir") == "rtl" else Name.L2R
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True, Direction=direction)
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _page_labels(pdf: Pdf, leaves: Iterable[Leaf], tree: Tree) -> None:
    """Label the pages: their printed number, or the words of an element's `data-page-label`."""
    labels = {0: Dictionary(S=Name.D)}
    for leaf in leaves:
        for element in () if leaf.artifact else tree.path(leaf.element):
            if element.get("data-page-label"):
                labels[leaf.page] = Dictionary(P=String(element.get("data-page-label")))
                labels.setdefault(leaf.page + 1, Dictionary(S=Name.D, St=leaf.page + 2))
    numbers = [item for page in sorted(labels) for item in (page, labels[page])]
    pdf.Root.PageLabels = Dictionary(Nums=Array(numbers))
