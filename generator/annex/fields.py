"""Fields of the data annex: what each column holds, as fixed wording for `make strings`."""

from __future__ import annotations

from generator.annex.dataset import Field
from generator.derive.bounds import Qualifier


def _(message: str) -> str:
    """Mark fixed wording for collection."""
    return message


ENDS = ("closed", "open", "unbounded")
PERIOD = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"

_ID = Field(
    "id", _("Id"), _("Names the row; it stays the same from edition to edition"), needed=True
)
_NAME = Field("name", _("Name"), _("As in the report"), needed=True, worded=True)
_EDITION = Field("edition", _("Edition"), _("The edition of the report"), needed=True)
_LICENCE = Field("licence", _("Licence"), _("Terms of use of this row"), "address", needed=True)
_ENDING = (_EDITION, _LICENCE)

_NUMBER = (
    Field("value", _("Value (in the unit of the row)"),
          _("The number as the report prints it; it means nothing without its qualifier"),
          "number", needed=True),
    Field("high", _("Upper number (in the unit of the row)"),
          _("The upper number where the words give a range"), "number"),
    Field("qualifier", _("Qualifier"), _("How the value is stated"), needed=True,
          choices=tuple(Qualifier)),
    Field("lower", _("Lower bound (in the unit of the row)"),
          _("The least that the value stands for, rounded down; empty: no lower end"), "number"),
    Field("lower_end", _("Lower end"),
          _("closed: the bound itself is possible; open: it is not; unbounded: there is no bound on"
            " this side; empty: no bounds are given"),
          choices=ENDS),
    Field("upper", _("Upper bound (in the unit of the row)"),
          _("The most that the value stands for, rounded up; empty: no upper end"), "number"),
    Field("upper_end", _("Upper end"), _("The same for the upper bound"), choices=ENDS),
    Field("unit", _("Unit"), _("Id of the unit"), needed=True, refers="units"),
    Field("unit_name", _("Name of the unit"), _("The unit in words"), worded=True),
    Field("words", _("In words"), _("The figure as it stands in a sentence"), needed=True,
          worded=True),
)  # fmt: skip
_FORMULA = (
    Field("formula", _("Formula"), _("How a derived figure was computed; empty: it was published")),
    Field("rests_on", _("Rests on"), _("Ids of the figures in the formula, separated by spaces")),
)

FINDINGS = (
    _ID,
    Field("kind", _("Kind"), _("observed: published by a source; derived: computed from others"),
          needed=True, choices=("observed", "derived")),
    _NAME, *_NUMBER,
    Field("period", _("Period"), _("Year, month or day ({=ISO 8601}), as known and no finer"),
          pattern=PERIOD),
    Field("period_start", _("First day"), _("First day of the period"), "day"),
    Field("period_end", _("Last day"), _("Last day of the period"), "day"),
    Field("period_basis", _("Period basis"),
          _("Whether the source itself ties the figure to the period"),
          choices=("stated", "inferred", "unknown")),
    Field("break", _("Break"), _("yes: from this figure on the definition is another; else empty"),
          choices=("yes",)),
    Field("indicator", _("Indicator"), _("Id of what is measured"), refers="indicators"),
    Field("region", _("Region"), _("Id of the place"), refers="regions"),
    Field("source", _("Source"), _("Id of the text that published the figure"), refers="sources"),
    Field("paragraph", _("Paragraph"), _("Paragraph of the source"), "whole"),
    Field("as_published", _("As published"), _("The few words of the source that hold the value")),
    Field("grounds", _("Grounds"), _("Ids of all sources behind the figure, separated by spaces")),
    Field("published_value", _("Published value"), _("Before our correction; empty: not corrected"),
          "number"),
    Field("published_qualifier", _("Published qualifier"),
          _("Before our correction; empty: not corrected"), choices=tuple(Qualifier)),
    Field("query_level", _("Level of the query"),
          _("doubt: in no arithmetic but tests; note: a remark; empty: none"),
          choices=("note", "doubt")),
    Field("queries", _("Queries"), _("Ids of the queries on the figure, separated by spaces")),
    Field("query_note", _("Note of the query"), _("What the queries say"), worded=True),
    Field("note", _("Note"), _("A remark on the figure"), worded=True),
    *_FORMULA, *_ENDING,
)  # fmt: skip

TESTS = (
    _ID,
    Field("query", _("Query"), _("Id of the query whose evidence it is"), needed=True,
          refers="queries"),
    _NAME, *_NUMBER, *_FORMULA,
    Field("read_as", _("Digits read as"),
          _("figure=unit: the unit in which the digits of a figure were read")),
    *_ENDING,
)  # fmt: skip

INDICATORS = (
    _ID, _NAME,
    Field("unit", _("Unit"), _("Id of the unit"), needed=True, refers="units"),
    Field("kind", _("Kind"), _("stock: at a date; flow: over a period"), needed=True,
          choices=("stock", "flow")),
    Field("region", _("Region"), _("Where its figures are from, unless they say otherwise"),
          refers="regions"),
    Field("definition", _("Definition"), _("Empty: the source publishes none"), worded=True),
    Field("definition_source", _("Source of the definition"), _("Id of the text that defines it"),
          refers="sources"),
    Field("scope", _("Scope"), _("What it covers and what it leaves out"), worded=True),
    Field("caution", _("Caution"), _("What it must not be taken for"), worded=True),
    Field("comparable_with", _("Comparable with"),
          _("Ids of indicators with the same definition, separated by spaces")),
    Field("shared_by", _("Shared by"),
          _("Ids of the activities that share its figure, separated by spaces")),
    *_ENDING,
)  # fmt: skip

UNITS = (
    _ID, _NAME,
    Field("written", _("Written"), _("How a number of it is written"), worded=True),
    Field("dimension", _("Dimension"), _("What kind of quantity it measures"), needed=True),
    Field("factor", _("Factor"), _("Its size in the base unit of its dimension, as a fraction"),
          needed=True),
    *_ENDING,
)  # fmt: skip

REGIONS = (
    _ID, _NAME,
    Field("group", _("Group"), _("Id of the group that it is listed under")),
    Field("group_name", _("Name of the group"), _("The group in words"), worded=True),
    Field("codes", _("Other codes"), _("standard=code, separated by spaces")),
    *_ENDING,
)  # fmt: skip

SOURCES = (
    _ID,
    Field("number", _("Number"), _("Its number in the report"), "whole", needed=True),
    _NAME,
    Field("title", _("Title"), _("Its own title, in its own language")),
    Field("language", _("Language"), _("Its language"), needed=True),
    Field("country", _("Country"), _("Of its publisher ({=ISO 3166-1})")),
    Field("date", _("Date"), _("Published on; empty: unknown"), pattern=PERIOD),
    Field("url", _("Web address"), _("Where it was published; empty: not known"), "address"),
    Field("accessed", _("Accessed"), _("When it was last read"), pattern=PERIOD),
    Field("source_licence", _("Licence of the source"), _("Its own terms; empty: not known")),
    Field("second_hand_of", _("Second hand of"), _("What it reports from, if not itself"),
          worded=True),
    Field("mirror", _("Mirror"), _("Where it was read, if not at its own address")),
    Field("copy", _("Copy"), _("held: checked against a full copy; excerpt: against the words"
                               " quoted; none: not checked"),
          needed=True, choices=("held", "excerpt", "none")),
    Field("sha256", _("Checksum"), _("Checksum of the held copy (SHA-{=256})")),
    *_ENDING,
)  # fmt: skip

QUERIES = (
    _ID,
    Field("level", _("Level of the query"), _("doubt: in no arithmetic but tests; note: a remark"),
          needed=True, choices=("note", "doubt")),
    Field("title", _("Title"), _("What is in question"), needed=True, worded=True),
    Field("note", _("Note"), _("What a reader is told"), needed=True, worded=True),
    Field("figures", _("Figures"), _("Ids of the figures it is on, separated by spaces")),
    Field("answers", _("Rules"), _("Ids of the rules of plausibility that found them")),
    *_ENDING,
)  # fmt: skip

EVIDENCE = (
    _ID,
    Field("query", _("Query"), _("Id of the query"), needed=True, refers="queries"),
    Field("text", _("Evidence"), _("What makes us doubt"), needed=True, worded=True),
    Field("source", _("Source"), _("Id of the text that says so"), refers="sources"),
    *_ENDING,
)  # fmt: skip

CORRECTIONS = (
    _ID,
    Field("figure", _("Figure"), _("Id of the figure"), needed=True, refers="findings"),
    Field("field", _("What was corrected"), _("The value or its qualifier"), needed=True,
          choices=("value", "qualifier")),
    Field("published", _("Before"), _("As it was published"), needed=True),
    Field("corrected", _("After"), _("As corrected"), needed=True),
    Field("reason", _("Reason"), _("Why it was corrected"), needed=True, worded=True),
    Field("date", _("Date"), _("When it was corrected"), needed=True, pattern=PERIOD),
    Field("by", _("Corrected by"), _("Who corrected it, by role"), needed=True,
          choices=("editor", "publisher", "source")),
    *_ENDING,
)  # fmt: skip

TERMS = (
    _ID,
    Field("term", _("Term"), _("The official term"), needed=True, worded=True),
    Field("short", _("Short form"), _("Its short form"), worded=True),
    Field("source", _("Source"), _("Id of the text that has it"), refers="sources"),
    *_ENDING,
)  # fmt: skip

DATASETS = {
    "findings": (_("Figures"), _("Every figure of the report, published or derived, in its order"),
                 FINDINGS),
    "tests": (_("Tests"), _("Arithmetic with queried figures: evidence of a query, and no finding"),
              TESTS),
    "indicators": (_("Indicators"), _("What is measured"), INDICATORS),
    "units": (_("Units"), _("In what it is measured"), UNITS),
    "regions": (_("Regions"), _("The places that figures are about"), REGIONS),
    "sources": (_("Sources"), _("The published texts behind the figures"), SOURCES),
    "queries": (_("Queries"), _("Doubts about figures, and remarks on them"), QUERIES),
    "evidence": (_("Evidence"), _("What stands behind the queries"), EVIDENCE),
    "corrections": (_("Corrections"), _("Our changes to published figures"), CORRECTIONS),
    "terms": (_("Terms"), _("Official terms in each language"), TERMS),
}  # fmt: skip
"""Title, meaning and fields of each dataset, in their order."""
