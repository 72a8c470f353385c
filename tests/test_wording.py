"""How figures, periods and number words are said in each language."""

from datetime import date
from decimal import Decimal

import pytest

from generator.bounds import Qualifier
from generator.finding import Finding
from generator.language import Language, language_of
from generator.period import Period, months_between, parse_period
from generator.records import Label, Unit
from generator.wording import number_pieces, period_words, phrase, plain
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


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [
        ("0", "0", "0"),
        ("9", "9", "9"),
        ("93", "93", "93"),
        ("999", "999", "999"),
        ("1000", "1,000", "1000"),
        ("1494", "1,494", "1494"),
        ("3000", "3,000", "3000"),
        ("9999", "9,999", "9999"),
        ("10000", "10,000", "1万"),
        ("14500", "14,500", "1.45万"),
        ("20000", "20,000", "2万"),
        ("195000", "195,000", "19.5万"),
        ("950000", "950,000", "95万"),
        ("999999", "999,999", "99.9999万"),
        ("1000000", "1 million", "100万"),
        ("2252790", "2.25279 million", "225.279万"),
        ("12345678", "12.345678 million", "1234.5678万"),
        ("99999999", "99.999999 million", "9999.9999万"),
        ("100000000", "100 million", "1亿"),
        ("400000000", "400 million", "4亿"),
        ("999999999", "999.999999 million", "9.99999999亿"),
        ("1500000000", "1.5 billion", "15亿"),
        ("1234500000000", "1,234.5 billion", "12,345亿"),
        ("0.5", "0.5", "0.5"),
        ("1.50", "1.5", "1.5"),
        ("3.00", "3", "3"),
        ("98.0392", "98.0392", "98.0392"),
        ("-12", "-12", "-12"),
        ("1E+5", "100,000", "10万"),
    ],
)
def test_numbers(languages, value, en, zh):
    said = {tag: number_pieces(Decimal(value), unit(), languages[tag]) for tag in languages}
    assert "".join(said["en"]) == en
    assert "".join(said["zh-CN"]) == zh
    assert not said["zh-CN"][0].startswith("10000")  # never 10000万


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [
        ("208063", "208,063 million yuan", "208,063百万元"),
        ("52000", "52,000 million yuan", "52,000百万元"),
        ("400000000", "400,000,000 million yuan", "400,000,000百万元"),
        ("3000", "3,000 million yuan", "3000百万元"),
    ],
)
def test_a_unit_that_is_not_scaled_stands_as_published(languages, value, en, zh):
    money = unit("{n} million yuan", "{n}百万元", scaled=False)
    assert phrase(finding(value, of=money), languages["en"]).text == en
    assert phrase(finding(value, of=money), languages["zh-CN"]).text == zh


@pytest.mark.parametrize(
    ("qualifier", "en", "zh"),
    [
        ("exact", "195,000", "19.5万次"),
        ("stated", "195,000", "19.5万次"),
        ("over", "over 195,000", "超19.5万次"),
        ("nearly", "nearly 195,000", "近19.5万次"),
        ("about", "about 195,000", "约19.5万次"),
        ("at_most", "at most 195,000", "至多19.5万次"),
        ("at_least", "at least 195,000", "至少19.5万次"),
        ("under", "under 195,000", "不足19.5万次"),
    ],
)
def test_qualifiers(languages, qualifier, en, zh):
    assert phrase(finding("195000", qualifier), languages["en"]).text == en
    assert phrase(finding("195000", qualifier), languages["zh-CN"]).text == zh


def test_a_range_says_both_ends(languages):
    one = finding("14450", "between", high="14550")
    assert phrase(one, languages["en"]).text == "14,450 to 14,550"
    assert phrase(one, languages["zh-CN"]).text == "1.445万至1.455万次"
    assert phrase(one, languages["en"]).high == "14550"


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


@pytest.mark.parametrize(
    ("written", "en", "zh", "short"),
    [
        ("2023", "2023", "2023年", "2023"),
        ("2023-12-31", "end of 2023", "2023年底", "end of 2023"),
        ("2020-11", "November 2020", "2020年11月", "Nov 2020"),
        ("2021-11-25", "25 November 2021", "2021年11月25日", "25 Nov 2021"),
        ("2032-02-29", "29 February 2032", "2032年2月29日", "29 Feb 2032"),
        ("2023-01-01", "1 January 2023", "2023年1月1日", "1 Jan 2023"),
    ],
)
def test_periods(languages, written, en, zh, short):
    period = parse_period(written)
    assert str(period) == written
    assert period_words(period, languages["en"]) == en
    assert period_words(period, languages["zh-CN"]) == zh
    assert period_words(period, languages["en"], short=True) == short


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
