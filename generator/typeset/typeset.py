"""Typeset: HTML becomes a tagged PDF that is PDF/UA-1 and PDF/A-3a at once."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from generator.problem import OutputError
from generator.said import Said
from generator.typeset.associated import Attachment
from generator.typeset.engine_fonts import engine_fonts
from generator.typeset.engine_log import engine_warnings
from generator.typeset.finish import finish
from generator.typeset.fonts import font_files, use_private_fontconfig
from generator.typeset.leaves import kept_marks, leaves
from generator.typeset.patterns import keep_patterns
from generator.typeset.typeface import PINNED, Typeface
from generator.work.crew import leave, tidy

if TYPE_CHECKING:
    import pydyf
    from weasyprint import Document

# PDF/A asks that a schema which it does not know is described (ISO 19005-3, 6.6.2.3).
PDFUA_SCHEMA = b"""\
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""

DEFAULT_WORDS = re.compile(rb'<rdf:li xml:lang="x-default">(.*?)</rdf:li>', re.DOTALL)
LANGUAGE = b"""\
<rdf:Description rdf:about=""><dc:language><rdf:Bag><rdf:li>%b</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
"""


def typeset(html: str, typeface: Typeface = PINNED, files: Iterable[Attachment] = ()) -> bytes:
    """Return the PDF of a page; raise OutputError for each warning, strange font or lost glyph."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the engine leaves a file to be closed
        tidy()
        try:
            return _typeset(html, typeface, files)
        finally:
            leave()  # the boxes of a page know each other: they are left to be tidied up


def load_engine() -> None:
    """Load the engine, with our fonts alone."""
    use_private_fontconfig()
    import weasyprint  # noqa: F401 (for its effect)

    keep_patterns()


def _typeset(html: str, typeface: Typeface, files: Iterable[Attachment]) -> bytes:
    """Return the PDF of a page, its boxes left to be collected."""
    load_engine()
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    try:
        with engine_warnings() as log, kept_marks() as marks, engine_fonts() as fonts:
            page = HTML(string=html, base_url="about:blank", url_fetcher=_fetcher(typeface))
            document = page.render(font_config=fonts, pdf_variant="pdf/a-3a")
            raw = document.write_pdf(finisher=_finish, pdf_variant="pdf/a-3a", pdf_identifier=True)
    except FatalURLFetchingError as error:  # a BaseException: nothing else would catch it
        raise OutputError(
            Said("the page for paper asks for what it may not have: {error}", error=error)
        ) from error
    faults = [*log.said, *_font_faults(document, html, typeface)]
    if faults:
        raise OutputError(
            Said("the PDF is not sound:{faults}", faults="".join(f"\n  {f}" for f in faults))
        )
    assert isinstance(raw, bytes)
    return finish(raw, leaves(document, marks), page.etree_element, files)


def _fetcher(typeface: Typeface) -> Any:
    """Return a fetcher that opens a language's font files and `data:` addresses, nothing else."""
    from weasyprint.urls import URLFetcher

    files = (*font_files().values(), *typeface.files.values())
    fonts = {path.resolve() for path in files}

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            parts = urlsplit(url)
            path = Path(unquote(parts.path)).resolve()
            if parts.scheme != "data" and not (parts.scheme == "file" and path in fonts):
                raise ValueError(f"a template asks for {url}; nothing is fetched")
            return super().fetch(url, headers)

    return Fetcher(allowed_protocols=("data", "file"), allow_redirects=False, fail_on_errors=True)


def _font_faults(document: Document, html: str, typeface: Typeface) -> list[str]:
    """Return what is wrong with the fonts of a finished document, with the words concerned."""
    faults = []
    for font in document.fonts.values():
        family = str(font.family)
        if family not in typeface.families:
            known = ", ".join(typeface.families)
            faults.append(f"the font {family} was used; only {known} may be")
        faults += [
            f"{family} has no glyph for {_words_with(lost, html)}"
            for lost in map(chr, sorted(font.missing))
        ]
    return faults


def _words_with(lost: str, html: str) -> str:
    """Return a character, its code, and the words of the page in which it stands."""
    text = unescape(re.sub(r"<[^>]*>", " ", html))
    at = max(0, text.find(lost))
    near = " ".join(text[max(0, at - 20) : at + 20].split())
    return f"{lost} (U+{ord(lost[0]):04X}) in “{near}”"


def _finish(_document: Document, pdf: pydyf.PDF) -> None:
    """Add to the metadata the mark of PDF/UA, and in which language they are."""
    reference = pdf.catalog["Metadata"]
    metadata = pdf.objects[int(reference.split()[0])]
    stream = metadata.stream[0]
    stream = stream if isinstance(stream, bytes) else stream.encode()
    tag = str(pdf.catalog["Lang"].string).encode()
    named = DEFAULT_WORDS.sub(rb'\g<0><rdf:li xml:lang="%b">\1</rdf:li>' % tag, stream)
    said = LANGUAGE % tag + PDFUA_SCHEMA
    metadata.stream[0] = named.replace(b"</rdf:RDF>", said + b"</rdf:RDF>")
