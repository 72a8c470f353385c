"""Linked data: the edition described for search engines (schema.org, as JSON-LD)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup

from generator.compose.back_views import SourceView
from generator.compose.report import Report
from generator.render.downloads import DownloadGroup

DATA_FORMATS = ("CSV", "JSON", "XLSX", "ODS")


def linked_data(report: Report) -> Markup:
    """Return the JSON-LD of a report and its data, safe inside a script element."""
    graph = {"@context": "https://schema.org", "@graph": [_report(report), _dataset(report)]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))


def _common(report: Report) -> dict[str, Any]:
    """Return what the report and its data have in common."""
    publisher = {"@type": "Organization", "name": report.imprint.publisher}
    return {
        "inLanguage": report.language.tag,
        "creator": publisher,
        "publisher": publisher,
        "datePublished": report.date,
        "version": report.profile.version,
        **({"creativeWorkStatus": report.stamp} if report.stamp else {}),
        "license": report.imprint.licence_url,
        "isAccessibleForFree": True,
        "temporalCoverage": report.profile.period,
        "spatialCoverage": {"@type": "Country", "name": report.profile.country,
                            "identifier": report.profile.country_code},
        "creditText": report.citation.text,
    }  # fmt: skip


def _report(report: Report) -> dict[str, Any]:
    """Return the report as a whole."""
    here = {"url": report.profile.address} if report.profile.address else {}
    pictured = {"image": report.profile.picture} if report.profile.address else {}
    return {
        "@type": "Report",
        "@id": f"{report.profile.address}#report",
        **here,
        **pictured,
        "name": report.running_title,
        "description": report.profile.description,
        **_common(report),
        "isBasedOn": {"@id": f"{report.profile.address}#data"},
        "encoding": list(_files(report, "MediaObject", ("PDF",))),
        "hasPart": {"@id": f"{report.profile.address}#data"},
    }


def _dataset(report: Report) -> dict[str, Any]:
    """Return the data of the report: what was measured, and where the files are."""
    here = {"url": f"{report.profile.address}#downloads"} if report.profile.address else {}
    measured = [
        {"@type": "PropertyValue", "name": item.name, "unitText": item.unit,
         "description": item.text}
        for item in report.definitions
    ]  # fmt: skip
    return {
        "@type": "Dataset",
        "@id": f"{report.profile.address}#data",
        **here,
        "name": report.running_title,
        "description": report.profile.description,
        **_common(report),
        "isBasedOn": [_source(source) for source in report.sources],
        "variableMeasured": measured,
        "distribution": list(_files(report, "DataDownload", DATA_FORMATS)),
        "isPartOf": {"@id": f"{report.profile.address}#report"},
    }


def _files(report: Report, kind: str, formats: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Yield the downloads of some formats as objects of this type."""
    groups: tuple[DownloadGroup, ...] = report.downloads
    for group in groups:
        for file in group.files:
            for form in file.forms:
                if form.name in formats:
                    yield {
                        "@type": kind, "name": form.spoken, "encodingFormat": form.type,
                        "contentUrl": urljoin(report.profile.address, form.href),
                    }  # fmt: skip


def _source(source: SourceView) -> dict[str, Any]:
    """Return one source of the figures."""
    address = {"url": source.url} if source.url else {}
    titled = {"name": source.title, "creditText": source.name} if source.title else {}
    language = {"inLanguage": source.title_language}
    return {"@type": "CreativeWork", "name": source.name, **titled, **language, **address}
