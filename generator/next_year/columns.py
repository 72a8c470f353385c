"""Columns of a form: what each holds, as fixed wording for `make strings`."""

from __future__ import annotations

from generator.annex.dataset import Field
from generator.annex.fields import FINDINGS


def _(message: str) -> str:
    """Mark fixed wording for collection."""
    return message


_ANNEX = {field.name: field for field in FINDINGS}
_LAST = _("Of last year: nothing reads this column")

BEFORE = (
    _ANNEX["indicator"],
    _ANNEX["region"],
    Field("name", _("Name"), _("As in the report"), worded=True),
    Field("unit", _("Unit"), _("The unit in words"), worded=True),
    Field("last:period", _("Period"), _LAST),
    Field("last:qualifier", _("Qualifier"), _LAST),
    Field("last:value", _("Value (in the unit of the row)"), _LAST),
    Field("last:source", _("Source"), _LAST),
    Field("last:as_published", _("As published"), _LAST),
)
"""What stands there already: of what each row is, and last year's value."""
ENTERED = (
    _ANNEX["period"],
    _ANNEX["period_basis"],
    Field("value", _("Value (in the unit of the row)"),
          _("Digits only, as the source prints the number; never rounded, never computed")),
    Field("qualifier", _("Qualifier"), _("How the value is stated")),
    Field("precision", _("Precision"),
          _("Where the source has rounded: the step to which it did; else empty")),
    _ANNEX["source"],
    _ANNEX["paragraph"],
    _ANNEX["as_published"],
    Field("break", _("Break"), _("yes: from this row on the definition is another; else empty")),
    Field("note", _("Note"), _("A remark on the figure"), worded=True),
)  # fmt: skip
"""What is filled in."""
GUIDE = (
    _("Each sheet holds a theme. Fill in the yellow cells; the grey ones show last year’s values,"
      " and nothing reads them."),
    _("A row in which nothing is entered waits. The edition is checked and built as soon as no row"
      " waits."),
    _("Where a figure was not published this year: delete its row, and take it out of"
      " edition.yaml."),
    _("Words such as over, nearly or about go into the qualifier; a cell that offers choices takes"
      " no others."),
    _("A new source is entered in sources.yaml first; then its id is typed here."),
    _("A new figure goes into a free row below; its indicator is entered in indicators.yaml"
      " first."),
    _("Then run tisc-snapshot check: it names each mistake by sheet and cell."),
)  # fmt: skip
HOW = _("How to fill this in")
LISTS = (_("Indicators"), _("Regions"), _("Sources"))
