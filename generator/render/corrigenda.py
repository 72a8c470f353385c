"""Corrigenda: what changed with each version of an edition that replaced another."""

from __future__ import annotations

from generator.compose.pages import ChangeView, Corrigenda
from generator.compose.setting import Setting
from generator.records.edition import Change
from generator.render.render import Renderer
from generator.render.theme import Theme
from generator.word.wording import period_words

NAME = "corrigenda.html"


def corrigenda(theme: Theme, renderer: Renderer, setting: Setting) -> dict[str, bytes]:
    """Return the page of one language; none where nothing changed."""
    if not setting.edition.changes:
        return {}
    page = corrigenda_of(theme, setting)
    return {f"{setting.language.tag}/{NAME}": renderer.page(NAME, page).encode()}


def corrigenda_of(theme: Theme, setting: Setting) -> Corrigenda:
    """Return all that the page of one language sees, the newest change first."""
    title = setting.strings("Corrigenda: {title}", title=setting.running_title)
    changes = tuple(_change(change, setting) for change in reversed(setting.edition.changes))
    return Corrigenda(
        setting.language, theme, setting.running_title, setting.stamped(title),
        setting.stamp, changes,
    )  # fmt: skip


def _change(change: Change, setting: Setting) -> ChangeView:
    """Return one change in words, with the address at which the replaced version stays."""
    url, tag = setting.edition.url, setting.language.tag
    date = period_words(change.date, setting.language)
    return ChangeView(
        setting.strings("Version {version}, {date}", version=change.version, date=date),
        setting.writer.label(change.reason),
        setting.strings("It replaces version {version}, which stays where it was.",
                        version=change.replaces),
        f"{url.rstrip('/')}/{change.replaces}/{tag}/" if url else "",
    )  # fmt: skip
