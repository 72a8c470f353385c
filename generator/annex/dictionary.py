"""Dictionary: what each file and column of the data annex holds, as a text in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.annex.dataset import Column, Dataset
from generator.annex.rights import Rights
from generator.compose.setting import Setting


def dictionary(tag: str, datasets: Iterable[Dataset], setting: Setting, rights: Rights) -> bytes:
    """Return the README of the annex as Markdown that reads well as plain text, too."""
    head = setting.strings("Data: {title}", title=rights.title[tag])
    lines = [f"# {head}", ""]
    for heading, text in notes(tag, setting, rights):
        lines += [f"**{heading}**", text, ""]
    for dataset in datasets:
        lines += [f"## {dataset.name}: {dataset.title[tag]}", "", dataset.about[tag], ""]
        lines += [line(column, tag, setting) for column in dataset.columns] + [""]
    return "\n".join(lines).encode()


def notes(tag: str, setting: Setting, rights: Rights) -> Iterator[tuple[str, str]]:
    """Yield (heading, text) of what a user of the data has to know."""
    say = setting.strings
    yield say("What this is"), rights.about[tag]
    yield say("Cite as"), rights.citation[tag]
    yield say("Licence"), f"{rights.licence[tag]} {rights.licence_url}"
    yield say("Publisher"), rights.publisher[tag]
    yield say("Corrections to"), rights.contact[tag]
    yield (
        say("How to read a figure"),
        say("A figure is never its value alone: read the qualifier, and compute with the bounds."
            " The columns beside the bounds say whether there is an end. The id of a figure is its"
            " anchor in the report: #note- and the id."),
    )  # fmt: skip
    yield (
        say("Queried figures"),
        say("What has the query level doubt has no bounds here and belongs in no sum."),
    )
    yield (
        say("Files"),
        say("Each table as CSV ({=UTF-8} with byte order mark, commas, quotes where needed) and as"
            " JSON, all tables in a workbook as XLSX and ODS; datapackage.json and the schemas"
            " describe them for programs. A text that a spreadsheet would run as a formula has an"
            " apostrophe before it in CSV."),
    )  # fmt: skip
    yield say("Translation"), rights.translation[tag]
    yield say("Independence"), rights.non_affiliation[tag]


def line(column: Column, tag: str, setting: Setting) -> str:
    """Return the line of one column."""
    return f"- `{column.name}`: {column.title[tag]}. {meaning(column, tag, setting)}"


def meaning(column: Column, tag: str, setting: Setting) -> str:
    """Return what a column holds, with the table it refers to or the values it may have."""
    stop, facts = setting.language.clause, [column.about[tag]]
    if column.field.refers:
        facts.append(setting.strings("refers to {table}", table=column.field.refers))
    elif column.field.choices:
        facts.append(", ".join(column.field.choices))
    return stop.join(facts)
