"""Styles and settings of the ODS workbook: languages, cells, page, frozen heads, properties."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from generator.annex.rights import Rights

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
ASIAN = ("zh", "ja", "ko")
"""Languages that OpenDocument keeps apart from the Western one of a text."""

CELLS = (
    '<number:number-style style:name="n"><number:number number:min-integer-digits="1"/>'
    '</number:number-style><number:number-style style:name="g"><number:number'
    ' number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/>'
    '</number:number-style><number:date-style style:name="d"><number:year number:style="long"/>'
    '<number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text>'
    '<number:day number:style="long"/></number:date-style>'
    '<style:style style:name="sheet" style:family="table" style:master-page-name="Default">'
    '<style:table-properties table:display="true"/></style:style>'
    + "".join(
        f'<style:style style:name="{name}" style:family="table-cell"{data}>'
        f'<style:table-cell-properties style:vertical-align="top"{wrap}/>{text}</style:style>'
        for name, data, wrap, text in (
            ("head", "", ' fo:wrap-option="wrap"',
             '<style:text-properties fo:font-weight="bold" style:font-weight-asian="bold"/>'),
            ("words", "", ' fo:wrap-option="wrap"', ""),
            ("plain", ' style:data-style-name="n"', "", ""),
            ("grouped", ' style:data-style-name="g"', "", ""),
            ("day", ' style:data-style-name="d"', "", ""),
        )
    )
)  # fmt: skip


def styles_xml(tags: tuple[str, ...]) -> str:
    """Return styles.xml: the languages of the text, and A4 across, one page wide."""
    western = next((tag for tag in tags if _parts(tag)[0] not in ASIAN), "")
    asian = next((tag for tag in tags if _parts(tag)[0] in ASIAN), "")
    languages = _language(western, "fo:{}") + _language(asian, "style:{}-asian")
    return (
        f'{HEAD}<office:document-styles xmlns:office="{OASIS}:office:1.0"'
        f' xmlns:style="{OASIS}:style:1.0" xmlns:fo="{OASIS}:xsl-fo-compatible:1.0"'
        ' office:version="1.3"><office:styles><style:default-style style:family="table-cell">'
        f'<style:text-properties fo:font-size="10pt" style:font-size-asian="10pt"{languages}/>'
        '</style:default-style><style:style style:name="Default" style:family="table-cell"/>'
        '</office:styles><office:automatic-styles><style:page-layout style:name="a4">'
        '<style:page-layout-properties fo:page-width="297mm" fo:page-height="210mm"'
        ' style:print-orientation="landscape" style:scale-to-X="1" style:scale-to-Y="0"/>'
        "</style:page-layout></office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Default" style:page-layout-name="a4"/>'
        "</office:master-styles></office:document-styles>\n"
    )


def _language(tag: str, name: str) -> str:
    """Return the attributes of one language, or nothing."""
    if not tag:
        return ""
    language, country = _parts(tag)
    return f' {name.format("language")}="{language}" {name.format("country")}="{country}"'


def _parts(tag: str) -> tuple[str, str]:
    """Return language and country of a tag."""
    language, _, country = tag.partition("-")
    return language, country if len(country) == 2 else "none"


def meta_xml(rights: Rights) -> str:
    """Return meta.xml: title, author, language, day of the data."""
    first = next(iter(rights.title))
    return (
        f'{HEAD}<office:document-meta xmlns:office="{OASIS}:office:1.0"'
        f' xmlns:meta="{OASIS}:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' office:version="1.3"><office:meta><meta:generator>tisc-snapshot</meta:generator>'
        f"<dc:title>{escape(rights.title[first])}</dc:title>"
        f"<dc:subject>{escape(rights.about[first])}</dc:subject>"
        f"<dc:description>{escape(rights.licence[first])}</dc:description>"
        f"<meta:initial-creator>{escape(rights.publisher[first])}</meta:initial-creator>"
        f"<dc:creator>{escape(rights.publisher[first])}</dc:creator>"
        f"<meta:creation-date>{rights.as_of}T00:00:00</meta:creation-date>"
        f"<dc:date>{rights.as_of}T00:00:00</dc:date><dc:language>{first}</dc:language>"
        "</office:meta></office:document-meta>\n"
    )


def settings_xml(names: Iterable[str]) -> str:
    """Return settings.xml: each sheet's first row and first column stay in view."""
    frozen = {"CursorPositionX": 0, "CursorPositionY": 1, "HorizontalSplitMode": 2,
              "VerticalSplitMode": 2, "HorizontalSplitPosition": 1, "VerticalSplitPosition": 1,
              "ActiveSplitRange": 3, "PositionRight": 1, "PositionBottom": 1}  # fmt: skip
    items = "".join(_item(name, "int", value) for name, value in frozen.items())
    listed = tuple(names)
    sheets = "".join(
        f'<config:config-item-map-entry config:name="{name}">{items}</config:config-item-map-entry>'
        for name in listed
    )
    return (
        f'{HEAD}<office:document-settings xmlns:office="{OASIS}:office:1.0"'
        f' xmlns:config="{OASIS}:config:1.0" office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f'{_item("ViewId", "string", "view1")}<config:config-item-map-named config:name="Tables">'
        f"{sheets}</config:config-item-map-named>{_item('ActiveTable', 'string', listed[0])}"
        "</config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>\n"
    )


def _item(name: str, kind: str, value: object) -> str:
    given = f'config:name="{name}" config:type="{kind}"'
    return f"<config:config-item {given}>{value}</config:config-item>"


def manifest_xml(mimetype: str) -> str:
    """Return META-INF/manifest.xml."""
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", "styles.xml", "meta.xml", "settings.xml")
    )
    return (
        f'{HEAD}<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3"'
        f' manifest:media-type="{mimetype}"/>{entries}</manifest:manifest>\n'
    )
