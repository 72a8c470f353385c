"""Rebuild: a finished folder against what its inputs make when they are built again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.build import Order, made_files, source_of
from generator.problem import OutputError, UsageError
from generator.publish.manifest import MANIFEST, inputs
from generator.publish.publish import CHECKSUMS, checksums
from generator.publish.release import release_of
from generator.read.layers import templates_of
from generator.said import Said
from generator.verify.listing import Listing, listing_of
from generator.verify.reading import Fault
from generator.work.crew import cores

NOW_OTHER = Said("is not as it was when this was built")


def rebuild_faults(project: Path, folder: Path) -> list[Fault]:
    """Return what is not as the inputs make it now: first inputs that changed, then files."""
    listing = listing_of(folder)
    faults = list(_input_faults(project, listing))
    made = rebuilt(project, folder, listing)
    return faults + list(differing(folder, made))


def rebuilt(project: Path, folder: Path, listing: Listing) -> dict[str, bytes]:
    """Return all files of a folder, made again without a cache as its manifest says."""
    order = Order(
        project, listing.edition, listing.languages, listing.kinds, cache=False,
        single_file=listing.single_file, draft=listing.draft, jobs=cores(),
        final=listing.state == "final",
    )  # fmt: skip
    source = source_of(project, order.edition, draft=order.draft, final=order.final)
    try:
        release = release_of(listing.release)
        files = made_files(order, source, release)
    except (TypeError, UsageError) as error:
        path = folder / MANIFEST
        raise OutputError(Said("{path} is not as a build writes it.", path=path)) from error
    return {**files, CHECKSUMS: checksums(files)}


def differing(folder: Path, made: Mapping[str, bytes]) -> Iterator[Fault]:
    """Yield a fault for each file of a folder that is not as it was made again, byte by byte."""
    there = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*")) if path.is_file()
    }  # fmt: skip
    for name in sorted({*there, *made}):
        if name not in made:
            yield Fault(name, Said("the inputs make no such file"))
        elif name not in there:
            yield Fault(name, Said("this file is missing"))
        elif there[name].read_bytes() != made[name]:
            yield Fault(name, Said("the inputs make other bytes than these"))


def _input_faults(project: Path, listing: Listing) -> Iterator[Fault]:
    """Yield a fault for each input, template, font or package that is another one now."""
    for kind, now in inputs(project, templates_of(project)).items():
        then = listing.content.get(kind, {})
        for name in sorted({*now, *then}):
            if now.get(name) != then.get(name):
                yield Fault(f"{kind}: {name}", NOW_OTHER)
