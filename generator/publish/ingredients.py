"""Ingredients: what went into a build, as a list that other programs read (CycloneDX 1.6)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from generator import __version__
from generator.records.edition import Edition
from generator.records.records import Source
from generator.typeset.fonts import CHECKSUMS, FAMILY, font_files
from generator.work.tools import OURS, licences, tools

BOM = "bom.cdx.json"
FONT_LICENCE = "OFL-1.1"
NOT_STATED = "not stated"


def ingredients(edition: Edition, sources: Mapping[str, Source]) -> bytes:
    """Return the list: packages with versions and licences, fonts, and the sources of the data."""
    components = [*_packages(), *_fonts(), *_sources(sources, edition.languages[0])]
    content = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": f"{edition.as_of.last.isoformat()}T00:00:00Z",
            "tools": {"components": [
                {"type": "application", "name": OURS, "version": __version__}
            ]},
            "component": {
                "type": "data", "bom-ref": "report", "name": f"{edition.slug}-{edition.id}",
                "version": edition.version,
                "licenses": [{"license": {"name": edition.imprint.licence[edition.languages[0]],
                                          "url": edition.imprint.licence_url}}],
            },
        },
        "components": components,
        "dependencies": [{"ref": "report", "dependsOn": [c["bom-ref"] for c in components]}],
    }  # fmt: skip
    # The same ingredients have the same number, and no others have it.
    number = uuid5(NAMESPACE_URL, json.dumps(content, sort_keys=True))
    content["serialNumber"] = number.urn
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def _packages() -> Iterator[dict[str, Any]]:
    """Yield each package that the build is made with."""
    known = licences()
    for name, version in tools().items():
        said, expression = known[name]
        licence = {"expression": said} if expression else {"license": {"name": said}}
        address = f"pkg:pypi/{name}@{version}"
        yield {
            "type": "library", "bom-ref": address, "name": name, "version": version,
            "licenses": [licence], "purl": address,
        }  # fmt: skip


def _fonts() -> Iterator[dict[str, Any]]:
    """Yield each pinned font file."""
    for weight, path in font_files().items():
        yield {
            "type": "file", "bom-ref": f"font:{path.name}", "name": path.name,
            "description": f"{FAMILY}, {weight}",
            "hashes": [{"alg": "SHA-256", "content": CHECKSUMS[weight]}],
            "licenses": [{"license": {"id": FONT_LICENCE}}],
        }  # fmt: skip


def _sources(sources: Mapping[str, Source], tag: str) -> Iterator[dict[str, Any]]:
    """Yield each published text that the data cite, named in one language."""
    for source in sources.values():
        held = {"hashes": [{"alg": "SHA-256", "content": source.sha256}]} if source.sha256 else {}
        address = {"externalReferences": [{"type": "website", "url": source.url}]}
        yield {
            "type": "data", "bom-ref": f"source:{source.id}", "name": source.name[tag],
            **({"description": source.title} if source.title else {}),
            "licenses": [{"license": {"name": source.licence or NOT_STATED}}],
            **held, **(address if source.url else {}),
        }  # fmt: skip
