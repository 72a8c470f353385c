"""Listing: what a finished folder says of itself, in manifest.json and SHA256SUMS."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.problem import OutputError
from generator.publish.manifest import MANIFEST
from generator.publish.publish import CHECKSUMS
from generator.said import Said
from generator.verify.reading import Fault


@dataclass(frozen=True)
class Listing:
    """The content of manifest.json, as far as the folder is made again from it."""

    edition: str
    version: str
    state: str
    languages: tuple[str, ...]
    kinds: tuple[str, ...]
    single_file: bool
    release: Mapping[str, str]
    content: Mapping[str, Any]

    @property
    def draft(self) -> bool:
        """Tell whether it is a draft."""
        return self.state == "draft"


def listing_of(folder: Path) -> Listing:
    """Return what a finished folder lists, or raise an OutputError that names its file."""
    path = folder / MANIFEST
    if not path.is_file():
        raise OutputError(
            Said("{folder} holds no finished report: manifest.json is missing.", folder=folder)
        )
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        order, release = content["order"], dict(content.get("release", {}))
        return Listing(
            str(content["edition"]), str(content["version"]), str(content["state"]),
            tuple(map(str, order["languages"])), tuple(map(str, order["kinds"])),
            bool(order["single_file"]), release, content,
        )  # fmt: skip
    except (ValueError, KeyError, TypeError) as error:
        raise OutputError(Said("{path} is not as a build writes it.", path=path)) from error


def listing_faults(folder: Path) -> Iterator[Fault]:
    """Yield a fault for each file that is missing, foreign, or not as it was published."""
    sums = folder / CHECKSUMS
    if not sums.is_file():
        raise OutputError(
            Said("{output} holds no finished report: SHA256SUMS is missing.", output=folder)
        )
    lines = [line.partition("  ") for line in sums.read_text(encoding="utf-8").splitlines()]
    listed = {name: wanted for wanted, _, name in lines}
    for name, wanted in listed.items():
        path = folder / name
        if not path.is_file():
            yield Fault(name, Said("this file is missing"))
        elif sha256(path.read_bytes()).hexdigest() != wanted:
            yield Fault(name, Said("this file was changed after it was published"))
    yield from _unlisted(folder, listed)


def _unlisted(folder: Path, listed: Mapping[str, str]) -> Iterator[Fault]:
    """Yield a fault for each file on which the lists do not agree, or that none of them has."""
    outputs = listing_of(folder).content.get("outputs", {})
    for name in sorted({*outputs, *listed} - {MANIFEST}):
        if outputs.get(name) != listed.get(name):
            yield Fault(name, Said("manifest.json and SHA256SUMS do not agree on this file"))
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in (*listed, CHECKSUMS):
            yield Fault(name, Said("this file is not of the build"))
