"""Tell: one change of a figure in the words of one language."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_decimal

from generator.derive.bounds import Interval, Qualifier, scale
from generator.derive.finding import for_print
from generator.diff.holding import Figure, Holding
from generator.diff.remarks import Remarks
from generator.diff.values import ValueChange
from generator.diff.view import FigureView
from generator.records.period import parse_period
from generator.word.language import Language, Strings
from generator.word.wording import period_words

DIGITS = 3
"""A change in percent is told with so many significant digits."""


@dataclass(frozen=True)
class Teller:
    """Words the figures of two holdings in one language."""

    before: Holding
    now: Holding
    language: Language
    say: Strings

    @property
    def tag(self) -> str:
        """Return the language."""
        return self.language.tag

    @property
    def remarks(self) -> Remarks:
        """Return who words what is otherwise beside a value."""
        return Remarks(self.before, self.now, self.language, self.say)

    def name_of(self, tag: str) -> str:
        """Return what a language is called."""
        return str(self.language.locale.languages.get(tag.partition("-")[0], tag))

    def named(self, name: str) -> str:
        """Return what a figure of either side is called; what neither has, by its id."""
        figure = self.now.figures.get(name) or self.before.figures.get(name)
        return self._name(figure) if figure else name

    def figure(self, change: ValueChange) -> FigureView:
        """Return one change of a figure."""
        one, other, figure = change.before, change.now, change.figure
        state = change.kind if change.kind in ("added", "dropped") else change.verdict
        periods = [self.period(f) for f in (one, other) if f and f.period]
        remarks = tuple(self.remarks.of(change))
        return FigureView(
            figure.id, self._name(figure), self._words(one), self._words(other),
            " → ".join(dict.fromkeys(periods)), state, self.verdict(change), remarks,
        )  # fmt: skip

    def period(self, figure: Figure) -> str:
        """Return the period of a figure in words."""
        return period_words(parse_period(figure.period), self.language)

    def _name(self, figure: Figure) -> str:
        """Return what a figure is called."""
        return figure.name.get(self.tag) or next(iter(figure.name.values()), figure.id)

    def _words(self, figure: Figure | None) -> str:
        """Return a figure as the edition says it."""
        if figure is None:
            return ""
        return figure.words.get(self.tag) or next(iter(figure.words.values()), "")

    def verdict(self, change: ValueChange) -> str:
        """Return what the bounds allow to be said."""
        say = self.say
        if change.kind == "added":
            return say("new")
        if change.kind == "dropped":
            return say("no longer shown")
        if change.verdict == "equal":
            return say("equal")
        if change.verdict == "unknown":
            return say("cannot be told: {why}", why=self._why(change.why))
        share = self._share(change)
        if change.verdict == "larger":
            return say("larger by {share}", share=share) if share else say("larger")
        return say("smaller by {share}", share=share) if share else say("smaller")

    def _why(self, why: str) -> str:
        """Return why it cannot be told."""
        say = self.say
        return {
            "bounds": say("the bounds allow either"),
            "queried": say("the figure is queried"),
            "no-bounds": say("a figure has no bounds"),
            "unit": say("the units measure different things"),
            "basis": say("the period of a figure is not known"),
            "break": say("the definition has changed in between"),
            "grain": say("the periods are not equally long"),
        }[why]

    def _share(self, change: ValueChange) -> str:
        """Return the change in percent with the qualifier that its bounds give; may be nothing."""
        if change.share is None:
            return ""
        share = -change.share if change.verdict == "smaller" else change.share
        if change.verdict == "smaller" and share.high is not None and share.high >= 1:
            share = Interval(share.low, None, share.low_open)  # nothing falls by more than all
        printed = for_print(scale(share, Decimal(100), Decimal(1)), DIGITS)
        if printed is None:
            return ""
        words = self.language.qualifiers[Qualifier(printed.qualifier)]
        words = words.replace("{high}", self._number(printed.high or Decimal(0)))
        return self.say(
            "{number} percent", number=words.replace("{n}", self._number(printed.value))
        )

    def _number(self, number: Decimal) -> str:
        """Return a number as the language writes it."""
        return format_decimal(number, "#,##0.#########", locale=self.language.locale)
