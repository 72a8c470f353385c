"""Parts: a difference becomes a view, part by part, in the words of one language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from generator.diff.charts import ChartChange
from generator.diff.difference import Difference, RecordChange
from generator.diff.holding import Holding, Row
from generator.diff.pictures import PictureChange
from generator.diff.tell import Teller
from generator.diff.texts import TextChange
from generator.diff.values import ValueChange
from generator.diff.view import ItemView, Part, PictureView, SectionView, SentenceView, View
from generator.face.facing import FOLDER
from generator.word.wording import period_words

MISSING = "–"
_LEAST = 0.001
"""A share of dots below this is not told as a number."""


def view_of(found: Difference, tell: Teller) -> View:
    """Return a difference in the words of one language."""
    say = tell.say
    parts = [*_values(found, tell), _signed(found, tell), *_records(found, tell)]
    parts += (_texts(tag, found, tell) for tag in found.now.texts if tag in found.before.texts)
    parts += [_charts(found, tell), _pages(found, tell)]
    one, other = _edition(found.before, tell), _edition(found.now, tell)
    words = {
        "before": say("before"), "now": say("now"), "contents": say("Contents"),
        "figure": say("What is counted"), "verdict": say("By the bounds"),
        "nothing": say("Nothing differs here."), "skip": say("Skip to the differences"),
    }  # fmt: skip
    title = say("Differences: {before} and {now}", before=one, now=other)
    sides = ((words["before"], f"{found.before.name}: {one}"),
             (words["now"], f"{found.now.name}: {other}"))  # fmt: skip
    return View(tell.tag, tell.language.direction, title, sides, tuple(parts), words)


def _edition(holding: Holding, tell: Teller) -> str:
    """Return what a holding is a holding of."""
    return tell.say("edition {edition}, version {version}",
                    edition=holding.edition, version=holding.version)  # fmt: skip


def _values(found: Difference, tell: Teller) -> Iterator[Part]:
    """Yield the parts on figures."""
    say = tell.say
    yield _figures("editions", say("From edition to edition"), found.of("edition"), tell, say(
        "“Larger” and “smaller” stand only where no true values within the bounds say otherwise."
    ))  # fmt: skip
    yield _figures("revisions", say("Revisions of earlier years"), found.of("revision"), tell, say(
        "The same figure of an earlier period, said otherwise than before."
    ))  # fmt: skip
    yield _figures("figures", say("Other changes of figures"), found.of("figure"), tell)
    gone = {name: say("indicator dropped") for name in found.dropped}
    new = {name: say("indicator added") for name in found.added}
    yield _figures("added", say("Added and dropped"), found.of("added", "dropped"), tell, "", {
        **gone, **new
    })  # fmt: skip


def _figures(
    name: str, title: str, changes: Iterable[ValueChange], tell: Teller, about: str = "",
    indicators: dict[str, str] | None = None,
) -> Part:  # fmt: skip
    """Return one part that lists figures."""
    listed = tuple(changes)
    views = []
    for change in listed:
        view = tell.figure(change)
        whole = (indicators or {}).get(change.figure.indicator)
        views.append(replace(view, remarks=(whole, *view.remarks)) if whole else view)
    counts = Counter(view.state for view in views)
    say = tell.say
    named = {
        "larger": say("larger"), "smaller": say("smaller"), "equal": say("equal"),
        "unknown": say("cannot be told"), "added": say("new"), "dropped": say("no longer shown"),
    }  # fmt: skip
    told = [f"{counts[state]} {word}" for state, word in named.items() if counts[state]]
    count = tell.language.join.join(told)
    return Part(name, title, count or "0", about, figures=tuple(views))


def _signed(found: Difference, tell: Teller) -> Part:
    """Return the part on what somebody has signed."""
    say = tell.say
    named = {
        "value": say("another value"), "definition": say("another definition"),
        "dropped": say("indicator dropped"), "revision": say("revised since publication"),
    }  # fmt: skip
    roles = {"editor": say("the editors"), "publisher": say("the publisher"),
             "source": say("the source itself")}  # fmt: skip
    items = []
    for note in found.notes:
        date = period_words(note.date, tell.language)
        told = say("edition {edition}: {what}", edition=note.edition, what=named[note.change])
        by = say("signed by {role}, {date}", role=roles[note.by], date=date)
        remarks = (told, note.expect, note.reason, by)
        items.append(ItemView(note.on, tell.named(note.on), tuple(filter(None, remarks))))
    about = say("What the thresholds in data/changes.yaml find, and who accepts it.")
    return Part("signed", say("Signed changes"), str(len(items)), about, items=tuple(items))


def _records(found: Difference, tell: Teller) -> Iterator[Part]:
    """Yield the parts on indicators and sources."""
    titles = {"indicators": tell.say("Indicators"), "sources": tell.say("Sources")}
    for table, title in titles.items():
        changes = [change for change in found.records if change.table == table]
        items = tuple(_record(change, tell) for change in changes)
        yield Part(table, title, str(len(items)), items=items)


def _record(change: RecordChange, tell: Teller) -> ItemView:
    """Return an indicator or a source."""
    row = change.now or change.before or {}
    name = str(row.get(f"name:{tell.tag}") or change.id)
    remarks: tuple[str, ...]
    if change.before is None or change.now is None:
        remarks = (tell.say("new") if change.before is None else tell.say("removed"),)
    else:
        one, other = change.before, change.now
        remarks = tuple(f"{f}: {_cell(one, f)} → {_cell(other, f)}" for f in change.fields)
    return ItemView(change.id, name, remarks)


def _cell(row: Row, field: str) -> str:
    """Return a cell in words."""
    value = row.get(field)
    return MISSING if value in (None, "") else str(value)


def _texts(tag: str, found: Difference, tell: Teller) -> Part:
    """Return the part on the text of one language."""
    changes = [change for change in found.texts if change.language == tag]
    sections = tuple(
        _section(name, list(group), tag, found, tell)
        for name, group in groupby(changes, key=lambda change: change.section)
    )
    count = sum(change.kind != "figures" for change in changes)
    only = len(changes) - count
    told = tell.say("{count} sentences, and {only} with other figures only", count=count, only=only)
    return Part(f"text-{tag}", tell.say("Text ({language})", language=tell.name_of(tag)), told,
                sections=sections, language=tag,
                figures_only=tell.say("Sentences with other figures only"))  # fmt: skip


def _section(
    name: str, changes: list[TextChange], tag: str, found: Difference, tell: Teller
) -> SectionView:
    """Return what is otherwise in one section."""
    now, before = found.now.texts[tag], found.before.texts[tag]
    there = {s.section for s in now.sentences}, {s.section for s in before.sentences}
    remark = "" if name in there[0] else tell.say("section dropped")
    remark = remark if name in there[1] else tell.say("section added")
    views = [_sentence(change, found, tell) for change in changes]
    title = now.names.get(name) or before.names.get(name) or name
    return SectionView(
        title, remark, tuple(v for v in views if v.state != "figures"),
        tuple(v for v in views if v.state == "figures"),
    )  # fmt: skip


def _sentence(change: TextChange, found: Difference, tell: Teller) -> SentenceView:
    """Return one sentence."""
    say = tell.say
    label = {
        "added": say("added"), "dropped": say("dropped"), "changed": say("changed"),
        "figures": say("figures"), "moved": say("moved"),
    }[change.kind]  # fmt: skip
    if change.was_in:
        where = found.before.texts[change.language].names.get(change.was_in, change.was_in)
        label = say("moved from “{section}”", section=where)
    return SentenceView(change.kind, label, change.before, change.now)


def _charts(found: Difference, tell: Teller) -> Part:
    """Return the part on charts."""
    items = tuple(chart_item(change, tell) for change in found.charts)
    return Part("charts", tell.say("Charts"), str(len(items)), items=items)


def chart_item(change: ChartChange, tell: Teller) -> ItemView:
    """Return one chart."""
    say, one, other = tell.say, change.before, change.now
    chart, line = other or one, tell.remarks.line
    assert chart is not None
    remarks = []
    if one is None or other is None:
        remarks.append(say("new") if one is None else say("no longer shown"))
    else:
        if "kind" in change.fields:
            remarks.append(line(say("Kind"), f"{one.kind} → {other.kind}"))
        if "figures" in change.fields:
            listed = (tell.language.join.join(c.figures) for c in (one, other))
            remarks.append(line(say("Figures"), " → ".join(listed)))
        for tag in other.title:
            if one.title.get(tag, "") != other.title[tag]:
                told = f"{one.title.get(tag)} → {other.title[tag]}"
                remarks.append(line(f"{say('Title')} [{tag}]", told))
    pictures = tuple(_picture(tag, "", p, tell) for tag, p in change.pictures.items())
    return ItemView(change.id, chart.title.get(tell.tag, change.id), tuple(remarks), pictures)


def _pages(found: Difference, tell: Teller) -> Part:
    """Return the part on pages of paper."""
    say = tell.say
    pictures = []
    for page in found.pages:
        numbers = page.before or MISSING, page.now or MISSING
        label = say("page {before} → {now}", before=numbers[0], now=numbers[1])
        pictures.append(_picture(page.language, label, page.picture, tell))
    of = sum(found.compared_pages.values())
    count = say("{count} of {all} pages", count=len(pictures), all=of)
    about = (
        "" if of else say("No PDFs were compared: both sides must have some (--pages makes them).")
    )
    return Part("pages", say("Pages on paper"), count, about, pictures=tuple(pictures))


def _picture(tag: str, label: str, change: PictureChange, tell: Teller) -> PictureView:
    """Return two pictures and their difference."""
    say = tell.say
    named = (
        (say("before"), change.before), (say("now"), change.now),
        (say("difference"), change.difference),
    )  # fmt: skip
    share = f"{change.share:.1%}" if change.share >= _LEAST else f"<{_LEAST:.1%}"
    share = share if change.difference is not None else ""
    told = say("{share} of the dots differ", share=share) if share else ""
    name = tell.say("bilingual") if tag == FOLDER else tell.name_of(tag)
    head = f"{name}{tell.language.join}{label}" if label else name
    return PictureView(head, told, name, tuple((n, p) for n, p in named if p is not None))
