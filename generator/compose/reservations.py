"""Reservations: what a reader is told beside a figure: corrections, a break, a second source."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from generator.check.tested import interval
from generator.compose.setting import Setting
from generator.compose.views import CorrectionView
from generator.derive.finding import Finding
from generator.records.corrections import Correction, corrected


def reservations(finding: Finding, setting: Setting) -> Iterator[tuple[str, Markup]]:
    """Yield (heading, text) of each reservation on a published figure."""
    say = setting.say
    for made in finding.corrections:
        reason = setting.writer.label(made.reason)
        facts = (setting.published(finding), reason, setting.date(made.date), _by(made, setting))
        yield say("Corrected"), Markup(setting.language.clause).join(facts)
    row = finding.observation
    if row is None:
        return
    if row.breaks:
        yield say("Break"), broken_off(setting)
    stands = interval(corrected(row, finding.corrections))
    for other in setting.library.second_sources(row):
        setting.cited.setdefault(other.source)
        mark = setting.source_marks([other.source])[0]
        link = Markup('<a href="#{}">{}</a> ').format(mark.anchor, mark.text)
        apart = stands.apart(interval(other))
        said = say("contradicts this figure") if apart else say("bears it out")
        yield say("Other source"), link + said


def broken_off(setting: Setting) -> Markup:
    """Return what a break in a series means."""
    return setting.say(
        "the definition changed with this figure; it is not compared with earlier figures"
    )


def corrections(setting: Setting) -> tuple[CorrectionView, ...]:
    """Return the corrections of the figures that were used, in the order of the figures."""
    return tuple(
        _view(made, finding, setting)
        for name, finding in setting.findings.items() if name in setting.used
        for made in finding.corrections
    )  # fmt: skip


def _view(made: Correction, finding: Finding, setting: Setting) -> CorrectionView:
    """Return one correction."""
    figure = setting.writer.figure
    return CorrectionView(
        setting.writer.label(finding.name), f"note-{finding.id}",
        figure(finding.published, setting.phrase(finding.published).text, part="published"),
        figure(finding, setting.phrase(finding).text),
        setting.writer.label(made.reason), setting.date(made.date), _by(made, setting),
    )  # fmt: skip


def _by(made: Correction, setting: Setting) -> Markup:
    """Return who corrected, by role."""
    say = setting.say
    return {
        "editor": say("corrected by the editors"),
        "publisher": say("corrected by the publisher"),
        "source": say("corrected by the source itself"),
    }[made.by]
