"""Associated files: the data of a report travel inside its PDF (PDF/A-3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import md5

from pikepdf import Array, Dictionary, Name, Pdf, String

from generator.annex.fields import DATASETS
from generator.compose.setting import Setting

MEDIA_TYPES = {"csv": "text/csv", "json": "application/json"}


@dataclass(frozen=True)
class Attachment:
    """A file inside a PDF."""

    name: str
    content: bytes
    about: str
    """What it holds, in the language of the PDF."""


def attachments(annex: Mapping[str, bytes], setting: Setting) -> tuple[Attachment, ...]:
    """Return the tables of the data annex, and the package that describes them, as attachments."""
    found = []
    for path, content in annex.items():
        name = path.removeprefix("data/")
        table, _, ending = name.partition(".")
        if "/" not in name and ending in MEDIA_TYPES:
            about = setting.strings("Description of the data tables")
            if table in DATASETS:
                about = setting.strings(DATASETS[table][0])
            found.append(Attachment(name, content, about))
    return tuple(sorted(found, key=lambda attachment: attachment.name))


def associate(pdf: Pdf, files: Iterable[Attachment]) -> None:
    """Put files into a PDF as its data; they are dated like the document, never by the clock."""
    specs = [(each.name, pdf.make_indirect(_spec(pdf, each))) for each in files]
    if specs:
        names = [part for name, spec in specs for part in (String(name), spec)]
        pdf.Root.Names.EmbeddedFiles = Dictionary(Names=Array(names))
        pdf.Root.AF = Array([spec for _, spec in specs])


def _spec(pdf: Pdf, file: Attachment) -> Dictionary:
    """Return the specification of one file."""
    stream = pdf.make_stream(file.content)
    stream.Type = Name.EmbeddedFile
    stream.Subtype = Name("/" + MEDIA_TYPES[file.name.rpartition(".")[2]])
    stream.Params = Dictionary(
        Size=len(file.content),
        ModDate=pdf.docinfo.ModDate,
        CheckSum=String(md5(file.content, usedforsecurity=False).digest()),
    )
    return Dictionary(
        Type=Name.Filespec, F=String(file.name), UF=String(file.name), Desc=String(file.about),
        AFRelationship=Name.Data, EF=Dictionary(F=stream, UF=stream),
    )  # fmt: skip
