"""Citation: how an edition is cited, in words and in the forms that reference managers read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from babel.core import Locale

from generator.compose.setting import Setting
from generator.translate.stand_in import without_marks

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True)
class CitationForm:
    """A citation as a program reads it."""

    id: str
    name: str
    path: str
    """Of the file, below the output folder."""
    type: str
    """Media type."""
    content: str


@dataclass(frozen=True)
class Citation:
    """How to cite the edition."""

    text: str
    forms: tuple[CitationForm, ...]


def citation(setting: Setting) -> Citation:
    """Return how to cite the edition in one language; it is dated by its as-of date."""
    edition = setting.edition
    stem = f"cite/{edition.slug}-{edition.id}.{setting.language.tag}"
    return Citation(
        setting.words(edition.citation),
        (
            CitationForm("bibtex", "BibTeX", f"{stem}.bib", "application/x-bibtex",
                         _bibtex(setting)),
            CitationForm("ris", "RIS", f"{stem}.ris", "application/x-research-info-systems",
                         _ris(setting)),
        ),
    )  # fmt: skip


def citation_files(cited: Citation) -> dict[str, bytes]:
    """Return the files of a citation by their path; RIS asks for CRLF."""
    return {
        form.path: without_marks(form.content)
        .replace("\n", "\r\n" if form.id == "ris" else "\n")
        .encode()
        for form in cited.forms
    }


def _version(setting: Setting) -> str:
    return setting.strings("Version {version}", version=setting.edition.version)


def _bibtex(setting: Setting) -> str:
    """Return the entry for BibTeX: a report has an institution, a type and a number there."""
    edition, words = setting.edition, setting.words
    fields = {
        "title": _braced(f"{{{_escaped(setting.running_title)}}}"),
        "institution": _braced(f"{{{_escaped(words(edition.imprint.publisher))}}}"),
        "type": _braced(_escaped(words(edition.series))),
        "year": _braced(str(edition.as_of.year)),
        "month": MONTHS[edition.as_of.month - 1] if edition.as_of.month else "",
        "note": _braced(_escaped(_version(setting))),
        "language": _braced(_english_name(setting)),
        "url": _braced(edition.url) if edition.url else "",
    }
    lines = [f"  {name:11} = {value}" for name, value in fields.items() if value]
    return f"@techreport{{{edition.slug}-{edition.id},\n" + ",\n".join(lines) + "\n}\n"


def _braced(value: str) -> str:
    return f"{{{value}}}"


def _escaped(text: str) -> str:
    """Return text in which what TeX takes for a command stands for itself."""
    return re.sub(r"[\\~^&%$#_{}]", lambda m: SPECIAL.get(m[0], "\\" + m[0]), text)


def _english_name(setting: Setting) -> str:
    """Return the language as BibTeX styles know it."""
    return str(Locale.parse(setting.language.babel).get_language_name("en") or "").lower()


def _ris(setting: Setting) -> str:
    """Return the record in RIS: a report (RPRT) with a corporate author."""
    edition, words = setting.edition, setting.words
    day = [*str(edition.as_of).split("-"), "", ""][:3]
    publisher = words(edition.imprint.publisher)
    lines = [
        ("TY", "RPRT"), ("TI", setting.running_title), ("AU", f"{publisher},"), ("PB", publisher),
        ("M3", words(edition.series)), ("ET", edition.version), ("PY", day[0]),
        ("DA", "/".join([*day, ""])), ("LA", setting.language.tag), ("UR", edition.url or ""),
    ]  # fmt: skip
    return "".join(f"{tag}  - {value}\n" for tag, value in lines if value) + "ER  - \n"
