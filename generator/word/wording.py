"""Wording: how a finding, a number or a period is said in one language."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from generator.derive.bounds import Qualifier
from generator.derive.finding import Finding
from generator.records.period import Period
from generator.records.unit import Unit
from generator.word.language import Language
from generator.word.tokens import unmarked


@dataclass(frozen=True)
class Phrase:
    """A figure in words, in the four pieces that are set in different sizes.

    Joined, the pieces are the words as they stand in a sentence: "over 195,000", "超19.5万次".
    """

    finding: str
    value: str
    """The number in plain digits, for programs."""
    qualifier: Qualifier
    doubted: bool
    before: str
    digits: str
    scale: str
    after: str
    high: str = ""
    """The upper number in plain digits, for `between`."""

    @property
    def text(self) -> str:
        """Return the words as they stand in a sentence."""
        return f"{self.before}{self.digits}{self.scale}{self.after}"

    @property
    def capital(self) -> str:
        """Return the words as they begin a sentence."""
        return self.text[:1].upper() + self.text[1:]


def plain(number: Decimal) -> str:
    """Return a number in plain digits without a power of ten or trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def number_pieces(number: Decimal, unit: Unit, language: Language) -> tuple[str, str]:
    """Return (digits, scale word) of a number: ("19.5", "万"), ("2.25279", " million")."""
    word = ""
    if unit.scaled:
        for scale in language.scales:
            if abs(number) >= scale.start:
                number = Decimal(plain(number / scale.factor))
                word = scale.word(language.plural(number))
                break
    grouping = abs(number) >= language.group_from
    places = max(0, -int(number.normalize().as_tuple().exponent))
    pattern = ("#,##0" if grouping else "0") + ("." + "0" * places if places else "")
    return format_decimal(number, pattern, locale=language.locale), word


def unit_words(value: Decimal, unit: Unit, language: Language) -> str:
    """Return how a unit is written beside a value: “{n} acres”, “{n}次”."""
    return unmarked(unit.written.form(language.tag, language.plural(Decimal(plain(value)))))


def phrase(finding: Finding, language: Language, variant: str = "") -> Phrase:
    """Return a finding in words; `short` leaves out the unit, `digits` the qualifier."""
    digits, scale = number_pieces(finding.value, finding.unit, language)
    whole = int(finding.value) if finding.value == finding.value.to_integral_value() else -1
    if variant == "word" and 0 <= whole < len(language.number_words):
        digits = language.number_words[whole]
    last = finding.value if finding.high is None else finding.high
    unit = "{n}" if variant == "short" else unit_words(last, finding.unit, language)
    pattern = "{n}" if variant == "digits" else language.qualifiers[finding.qualifier]
    before, _, rest = pattern.partition("{n}")
    unit_before, _, unit_after = unit.partition("{n}")
    if finding.high is not None:
        high = "".join(number_pieces(finding.high, finding.unit, language))
        if language.tag in finding.unit.both_ends:
            high = f"{unit_after}{rest}".replace("{high}", f"{unit_before}{high}")
        rest = high if language.tag in finding.unit.both_ends else rest.replace("{high}", high)
    return Phrase(
        finding.id, plain(finding.value), finding.qualifier, finding.doubted,
        before + unit_before, digits, scale, rest + unit_after,
        plain(finding.high) if finding.high is not None else "",
    )  # fmt: skip


def period_words(period: Period, language: Language, *, short: bool = False) -> str:
    """Return a period in words: "25 November 2021", "2020年11月", "end of 2023"."""
    dates = language.dates
    if (period.month, period.day) == (12, 31):
        pattern = dates.end_of_year
    elif period.day:
        pattern = dates.day_short if short else dates.day
    elif period.month:
        pattern = dates.month_short if short else dates.month
    else:
        pattern = dates.year
    return format_date(period.first, pattern, locale=language.locale)
