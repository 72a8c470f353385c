"""Rights: who publishes the data of an edition, on what terms, and how they are cited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.annex.dataset import Words
from generator.compose.setting import Setting


@dataclass(frozen=True)
class Rights:
    """What goes with the data wherever they go; words by language."""

    name: str
    """Start of the names of files: slug, edition, and its state where they are no final ones."""
    stamp: str
    """What is said of a draft or an embargo, in the first language."""
    country: str
    edition: str
    version: str
    period: str
    as_of: str
    """The last day on which the data were as they are here."""
    title: Words
    about: Words
    publisher: Words
    contact: Words
    licence: Words
    licence_url: str
    citation: Words
    translation: Words
    non_affiliation: Words


def rights_of(settings: Mapping[str, Setting]) -> Rights:
    """Return the rights of an edition, worded in each of these languages."""
    first = next(iter(settings.values()))
    edition = first.edition
    imprint = edition.imprint
    labels = (edition.subtitle, imprint.publisher, imprint.contact, imprint.licence)
    about, publisher, contact, licence = (
        {tag: s.words(label) for tag, s in settings.items()} for label in labels
    )
    others = (edition.citation, imprint.translation, imprint.non_affiliation)
    rest = ({tag: s.words(label) for tag, s in settings.items()} for label in others)
    return Rights(
        f"{edition.slug}-{edition.id}{first.state.suffix}", first.stamp,
        edition.country, edition.id, edition.version, str(edition.period),
        edition.as_of.last.isoformat(),
        {tag: s.running_title for tag, s in settings.items()},
        about, publisher, contact, licence, imprint.licence_url, *rest,
    )  # fmt: skip
