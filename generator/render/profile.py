"""Profile: what programs are told about an edition: search engines, feeds, reference managers."""

from __future__ import annotations

from generator.compose.report import Profile
from generator.compose.setting import Setting
from generator.render.citation import citation
from generator.word.wording import period_words

PICTURE = "card.png"
"""Name of the social card, beside its page."""


def profile(setting: Setting) -> Profile:
    """Return what programs are told; an address only where the edition declares one."""
    edition, words = setting.edition, setting.words
    address = f"{edition.url.rstrip('/')}/{setting.language.tag}/" if edition.url else ""
    place = setting.library.regions[edition.country]
    return Profile(
        edition.version, str(edition.period), words(place.name), edition.country,
        _description(setting), address, address and address + PICTURE, citation(setting),
    )  # fmt: skip


def _description(setting: Setting) -> str:
    """Return what the edition is: its kind, subtitle, period, date and version."""
    edition, words = setting.edition, setting.words
    return setting.strings(
        "{series}. {subtitle}. Reference period {period}; data as known on {as_of}; "
        "version {version}. Each figure is given with its bound and its source.",
        series=words(edition.series), subtitle=words(edition.subtitle), version=edition.version,
        period=period_words(edition.period, setting.language),
        as_of=period_words(edition.as_of, setting.language),
    )  # fmt: skip
