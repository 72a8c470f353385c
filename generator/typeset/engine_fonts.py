"""Engine fonts: the fonts of one page in the engine for paper, which are given back after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from weasyprint.text.fonts import FontConfiguration


@contextmanager
def engine_fonts() -> Iterator[FontConfiguration]:
    """Give the fonts of one page; after it, what the engine would keep for ever is given back.

    Of each line it kept the list of its font features, and of each page all that is known of the
    fonts (WeasyPrint 70, Pango 1.50): 1 MiB a page, so a worker grew with each edition.
    """
    from weasyprint.text import line_break
    from weasyprint.text.ffi import ffi, pango, pangoft2
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    fonts.font_features = _OfOneList()
    plain = line_break.Layout.setup

    def setup(layout: Any, style: Any) -> None:
        plain(layout, style)
        features = pango.pango_layout_get_attributes(layout.layout)
        if features != ffi.NULL:  # the layout has a reference of its own; this is the first one
            pango.pango_attr_list_unref(features)

    line_break.Layout.setup = setup
    try:
        yield fonts
    finally:
        line_break.Layout.setup = plain
        of_page = ffi.cast("PangoFcFontMap *", fonts.font_map)
        pangoft2.pango_fc_font_map_set_config(of_page, ffi.NULL)


class _OfOneList(dict[bytes, Any]):
    """Font features that are shared by no two lists, since each list frees its own."""

    def setdefault(self, _features: bytes, made: Any = None) -> Any:
        """Return what was just made, and keep nothing."""
        return made
