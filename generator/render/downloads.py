"""Downloads: all that a reader can take away, as the page lists it in one place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.compose.setting import Setting

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "html": "text/html",
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "md": "text/markdown",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "woff2": "font/woff2",
    "png": "image/png",
    "svg": "image/svg+xml",
}
WORKBOOKS = ("xlsx", "ods")


@dataclass(frozen=True)
class FileForm:
    """One file: the link to it, and what it is."""

    name: str
    href: str
    type: str
    """Media type."""
    spoken: str
    """The link in words that say by themselves where it leads."""


@dataclass(frozen=True)
class Takeaway:
    """One thing in one or more forms: a table as CSV and as JSON."""

    name: str
    language: str
    """Tag of the language in which the name is written, where it is another one."""
    forms: tuple[FileForm, ...]


@dataclass(frozen=True)
class DownloadGroup:
    """Things of one kind."""

    name: str
    files: tuple[Takeaway, ...]


def downloads(
    paths: Iterable[str], names: Mapping[str, str], titles: Mapping[str, str], setting: Setting
) -> tuple[DownloadGroup, ...]:
    """Return what stands in the output folder, in groups; a group without a file is left out.

    `paths` are the files below it, `names` those of languages by tag, `titles` those of tables.
    """
    say = setting.strings
    listed = sorted(paths)
    groups = (
        (say("The report"), _reports(listed, names, setting)),
        (say("All data"), _workbooks(listed, setting)),
        (say("Data by table"), _tables(listed, titles, setting)),
    )
    return tuple(DownloadGroup(name, tuple(files)) for name, files in groups if files)


def _reports(paths: Iterable[str], names: Mapping[str, str], setting: Setting) -> list[Takeaway]:
    """Return the report in each language, as PDF and as one page with everything in it."""
    stem, state = f"{setting.edition.slug}-{setting.edition.id}.", setting.state.suffix
    found: dict[str, list[str]] = {}
    for path in paths:
        if path.startswith(stem):
            tag = path.removeprefix(stem).rpartition(".")[0].removesuffix(state)
            found.setdefault(tag, []).append(path)
    ordered = [*(tag for tag in names if tag in found), *(tag for tag in found if tag not in names)]
    facing = setting.strings("Both languages, facing")
    return [
        _takeaway(
            names.get(tag, facing), reversed(found[tag]), setting, tag if tag in names else ""
        )
        for tag in ordered
    ]


def _workbooks(paths: Iterable[str], setting: Setting) -> list[Takeaway]:
    """Return the files that hold all tables, and what describes them."""
    whole = [p for p in paths if p.startswith("data/") and p.rpartition(".")[2] in WORKBOOKS]
    books = sorted(whole, key=lambda path: WORKBOOKS.index(path.rpartition(".")[2]))
    described = [p for p in paths if p == "data/datapackage.json"]
    say = setting.strings
    named = ((say("All tables as a workbook"), books), (say("Data package"), described))
    return [_takeaway(name, files, setting) for name, files in named if files]


def _tables(paths: Iterable[str], titles: Mapping[str, str], setting: Setting) -> list[Takeaway]:
    """Return each table of the data with its forms."""
    found: dict[str, list[str]] = {}
    for path in paths:
        if match := re.fullmatch(r"data/([^/.]+)\.(?:csv|json)", path):
            found.setdefault(match[1], []).append(path)
    return [_takeaway(titles[name], found[name], setting) for name in titles if name in found]


def _takeaway(name: str, paths: Iterable[str], setting: Setting, language: str = "") -> Takeaway:
    """Return one thing with a link to each of its forms."""
    own = "" if language == setting.language.tag else language
    return Takeaway(name, own, tuple(_form(name, path, setting) for path in paths))


def _form(name: str, path: str, setting: Setting) -> FileForm:
    """Return the link to a file; pages lie one folder deep."""
    ending = path.rpartition(".")[2]
    form = ending.upper()
    spoken = setting.strings("{form}: {name}", form=form, name=name)
    return FileForm(form, f"../{path}", MEDIA_TYPES[ending], spoken)
