"""How figures, periods and number words are said in each language."""

import csv
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from generator.derive.bounds import Interval, Qualifier
from generator.derive.finding import Finding, Print, for_print
from generator.read.read import read
from generator.records.period import Period, months_between, parse_period
from generator.records.records import Label
from generator.records.unit import Unit
from generator.verify.parse import parse_figure
from generator.word.language import Language, language_of
from generator.word.wording import period_words, phrase, plain
from tests.projects import ROOT


@pytest.fixture(scope="module")
def languages() -> dict[str, Language]:
    return {tag: language_of(tag, ROOT / "templates", ROOT) for tag in ("en", "zh-CN")}


def unit(en: str = "{n}", zh: str = "{n}次", *, scaled: bool = True) -> Unit:
    words = {"en": en, "zh-CN": zh}
    return Unit.model_validate({"id": "u", "name": words, "written": words, "scaled": scaled})


def finding(
    value: str, qualifier: str = "exact", of: Unit | None = None, high: str | None = None
) -> Finding:
    words = Label.model_validate({"en": "figures", "zh-CN": "数字"})
    return Finding(
        "f", "derived", words, of or unit(), Decimal(value), Qualifier(qualifier), None,
        high=Decimal(high) if high else None,
    )  # fmt: skip


TABLES = ROOT / "tests" / "wording"


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of wordings, which editors read and extend."""
    with (TABLES / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def of_row(row: dict[str, str], units: Mapping[str, Unit]) -> Finding:
    """Return the figure that a row tells of; `digits`: as our arithmetic would print it."""
    low, high = Decimal(row["value"]), Decimal(row["high"]) if row["high"] else None
    said = Print(low, Qualifier(row["qualifier"]), high)
    if row["digits"]:
        bounds = Interval(low, low if high is None else high)
        computed = for_print(bounds, int(row["digits"]))
        assert computed is not None
        said = computed
    words = Label.model_validate({"en": "figures", "zh-CN": "数字"})
    return Finding(
        "f", "derived", words, units[row["unit"]], said.value, said.qualifier, None, high=said.high
    )


@pytest.fixture(scope="module")
def units() -> Mapping[str, Unit]:
    return read(ROOT)[0].units


@pytest.mark.parametrize("row", rows("numbers.csv"), ids=lambda row: f"{row['zh-CN']}")
def test_numbers(row, languages, units):
    figure = of_row(row, units)
    for tag, language in languages.items():
        said = phrase(figure, language)
        assert said.text == row[tag], row["remark"]
        assert re.search(r"(?<![\d.,])10000万", said.text) is None
        again = parse_figure(said.text, language, scaled=figure.unit.scaled)
        assert again is not None
        assert (again.value, again.high) == (figure.value, figure.high)
        assert figure.qualifier in again.qualifiers


def test_the_table_says_enough():
    table = rows("numbers.csv")
    assert len(table) >= 200
    assert {row["qualifier"] for row in table} == {str(qualifier) for qualifier in Qualifier}
    assert len({tuple(row.items()) for row in table}) == len(table)


def test_each_qualifier_is_one_word_in_each_language(languages):
    for language in languages.values():
        assert set(language.qualifiers) == set(Qualifier)
    chinese = languages["zh-CN"].qualifiers
    words = {kind: chinese[Qualifier(kind)] for kind in ("over", "nearly", "about", "at_most")}
    assert words == {"over": "超{n}", "nearly": "近{n}", "about": "约{n}", "at_most": "至多{n}"}


@pytest.mark.parametrize(
    ("variant", "en", "zh"),
    [
        ("", "over 4,000 acres", "超4000英亩"),
        ("short", "over 4,000", "超4000"),
        ("digits", "4,000 acres", "4000英亩"),
        ("word", "over 4,000 acres", "超4000英亩"),
    ],
)
def test_variants(languages, variant, en, zh):
    acres = finding("4000", "over", unit("{n} acres", "{n}英亩"))
    assert phrase(acres, languages["en"], variant).text == en
    assert phrase(acres, languages["zh-CN"], variant).text == zh


@pytest.mark.parametrize(
    ("value", "word"),
    [("0", "zero"), ("1", "one"), ("9", "nine"), ("10", "ten"), ("11", "11"), ("2.5", "2.5")],
)
def test_number_words(languages, value, word):
    assert phrase(finding(value), languages["en"], "word").text == word
    assert phrase(finding(value), languages["zh-CN"], "word").digits == value
    said = phrase(finding(value), languages["en"], "word").capital
    assert said == word[:1].upper() + word[1:]


def test_the_pieces_join_to_the_words_and_the_value_is_plain(languages):
    for tag, pieces in (
        ("en", ("over ", "2.25279", " million", " visits")),
        ("zh-CN", ("超", "225.279", "万", "人次")),
    ):
        said = phrase(finding("2252790", "over", unit("{n} visits", "{n}人次")), languages[tag])
        assert (said.before, said.digits, said.scale, said.after) == pieces
        assert said.text == "".join(pieces)
        assert said.value == "2252790"


@pytest.mark.parametrize(
    ("number", "text"),
    [("1E+6", "1000000"), ("2.50", "2.5"), ("100", "100"), ("3.00", "3"), ("0.010", "0.01")],
)
def test_plain_digits(number, text):
    assert plain(Decimal(number)) == text


@pytest.mark.parametrize("row", rows("periods.csv"), ids=lambda row: row["period"])
def test_periods(row, languages):
    period = parse_period(row["period"])
    assert str(period) == row["period"]
    for tag, language in languages.items():
        assert period_words(period, language) == row[tag], row["remark"]
        assert period_words(period, language, short=True) == row[f"{tag} short"], row["remark"]


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-04-30", date(2023, 4, 30), date(2023, 4, 30)),
    ],
)
def test_the_days_of_a_period(written, first, last):
    period = parse_period(written)
    assert (period.first, period.last) == (first, last)
    assert period.holds(period)
    assert parse_period("2023").holds(period) == (first.year == 2023)
    assert not Period(2025).holds(period)


def test_months_between():
    assert months_between(Period(2020, 4, 24), Period(2021, 11, 25)) == 19
    assert months_between(Period(2029, 3, 1), Period(2030, 9)) == 18
    with pytest.raises(ValueError, match="name a month"):
        months_between(Period(2020), Period(2021, 11))
