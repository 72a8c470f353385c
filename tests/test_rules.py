"""Rules of plausibility: the fixed rules find the traps by rule; all other data are made up."""

import re
from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.check.check import checked
from generator.derive.bounds import Interval
from generator.problem import ProblemsError
from tests.made_up import answered, found, row, rule
from tests.projects import MADE_UP, ROOT, copy_of, run

HIT = re.compile(r"(data/observations/\S+?):(\d+):\d+: error\[implausible\]: by rule \"([\w-]+)\"")
SHIPPED = {
    ("case_area", "acres-from-china"), ("case_area", "yuan-per-mu"),
    ("case_value", "million-yuan-from-china"), ("case_value", "yuan-per-mu"),
    ("world_inquiries,,2023", "suspiciously-close"),
    ("world_inquiries,,2024", "suspiciously-close"),
}  # fmt: skip


def told(project):
    """Return all Problems of a project, one a line."""
    try:
        checked(project)
    except ProblemsError as error:
        return "\n".join(map(str, error.problems))
    return ""


def hits(project):
    """Return (start of the row, rule) of every hit that no query answers."""
    return {
        ((project / path).read_text(encoding="utf-8").splitlines()[int(line) - 1], name)
        for path, line, name in HIT.findall(told(project))
    }


def found_in(project, wanted):
    """Return those of the wanted (row, rule) pairs that are hit, and any other hit as it is."""
    return {
        next((w for w in wanted if line.startswith(w[0]) and name == w[1]), (line, name))
        for line, name in hits(project)
    }


def test_the_shipped_figures_pass_because_queries_answer():
    assert told(ROOT) == ""


def test_without_the_queries_the_rules_find_both_traps(tmp_path):
    project = copy_of(ROOT, tmp_path)
    (project / "data" / "queries.yaml").unlink()
    assert found_in(project, SHIPPED) == SHIPPED


def test_a_doubt_alone_is_no_answer(tmp_path):
    project = copy_of(ROOT, tmp_path)
    path = project / "data" / "queries.yaml"
    path.write_text(re.sub(r"(?m)^  answers: .*\n", "", path.read_text(encoding="utf-8")), "utf-8")
    assert found_in(project, SHIPPED) == SHIPPED


def second_country(tmp_path, *, country, units):
    """Return the made-up country with the project's rules, and with the same traps in other words.

    The rows are made up, as is the bulletin that they cite.
    """
    project = copy_of(MADE_UP, tmp_path)
    data = project / "data"
    (data / "rules.yaml").write_bytes((ROOT / "data" / "rules.yaml").read_bytes())
    ours = yaml.safe_load((data / "units.yaml").read_text(encoding="utf-8"))
    theirs = yaml.safe_load((ROOT / "data" / "units.yaml").read_text(encoding="utf-8"))
    more = [unit for unit in theirs if unit["id"] not in {own["id"] for own in ours}]
    append(data / "units.yaml", more)
    words = {"en": "made up", "zh-CN": "虚构"}
    plain = {"name": words, "kind": "flow", "region": "XQ-FO", "definition": None}
    append(data / "indicators.yaml", [
        plain | {"id": "meadow", "unit": units[0]}, plain | {"id": "harvest", "unit": units[1]},
        plain | {"id": "letters", "unit": "visit"},
    ])  # fmt: skip
    append(data / "sources.yaml", [
        {"id": "bulletin", "name": words, "language": "en", "copy": "none", "country": country}
    ])  # fmt: skip
    rows = [
        "indicator,region,period,period_basis,value,qualifier,precision,source,paragraph,as_published",
        "meadow,,2031,unknown,61000,stated,,bulletin,7,made up",
        "harvest,,2031,unknown,412500,stated,,bulletin,7,made up",
        "letters,,2030,stated,71400,stated,100,bulletin,8,made up",
        "letters,,2031,stated,71390,stated,10,bulletin,8,made up",
    ]
    (data / "observations" / "9-traps.csv").write_text("\n".join(rows), encoding="utf-8")
    return project


def append(path, records):
    text = yaml.safe_dump(records, allow_unicode=True, sort_keys=False)
    path.write_text(path.read_text(encoding="utf-8") + "\n" + text, encoding="utf-8")


def test_the_fixed_rules_find_the_same_traps_in_a_second_country(tmp_path):
    project = second_country(tmp_path, country="CN", units=("acre", "million_cny"))
    wanted = {
        ("meadow", "acres-from-china"), ("meadow", "yuan-per-mu"),
        ("harvest", "million-yuan-from-china"), ("harvest", "yuan-per-mu"),
        ("letters,,2030", "suspiciously-close"), ("letters,,2031", "suspiciously-close"),
    }  # fmt: skip
    assert found_in(project, wanted) == wanted
    assert told(project).count("error[") == len(wanted)


def test_a_source_of_another_country_falls_to_the_implied_value(tmp_path):
    project = second_country(tmp_path, country="XQ", units=("acre", "million_cny"))
    names = {(line.partition(",")[0], name) for line, name in hits(project)}
    assert {("meadow", "yuan-per-mu"), ("harvest", "yuan-per-mu")} <= names
    assert not {name for _, name in names} & {"acres-from-china", "million-yuan-from-china"}


def test_the_units_that_were_probably_meant_are_plausible(tmp_path):
    project = second_country(tmp_path, country="CN", units=("mu", "ten_thousand_cny"))
    assert {name for _, name in hits(project)} == {"suspiciously-close"}


@pytest.mark.parametrize(
    ("value", "qualifier", "hit"),
    [(34, "stated", False), (35, "stated", True), (34, "over", True), (33, "over", False),
     (99, "nearly", False), (1, "nearly", True), (0, "stated", True), (1, "at_most", False),
     (40, "about", True), (30, "about", False)],
)  # fmt: skip
def test_a_range_hits_where_no_number_in_the_bounds_is_plausible(value, qualifier, hit):
    for of in ({"units": ["thing"]}, {"indicators": ["made"]}):
        given = rule("range", min=1, max=34, **of)
        assert bool(found(given, row("made", value, qualifier))) is hit
        assert not found(given, row("land", value, qualifier))


@pytest.mark.parametrize(
    ("before", "now", "hit"),
    [({}, {"value": 1000}, False), ({}, {"value": 1001}, True), ({}, {"value": 9}, True),
     ({}, {"value": 10}, False), ({"period_basis": "inferred"}, {"value": 9999}, False),
     ({"period_basis": "unknown"}, {"value": 9999, "period_basis": "unknown"}, False),
     ({}, {"value": 9999, "break": "yes"}, False), ({"break": "yes"}, {"value": 9999}, True),
     ({"period": "2030-06"}, {"value": 9999}, False),
     ({"qualifier": "over"}, {"value": 9999}, False),
     ({"qualifier": "nearly"}, {"value": 9999}, True)],
)  # fmt: skip
def test_year_on_year_compares_like_periods_of_one_basis(before, now, hit):
    first = row(**{"indicator": "made", "value": 100, "period": "2030"} | before)
    second = row(**{"indicator": "made"} | now)
    given = rule("year_on_year", max_ratio=10)
    assert found(given, second, first) == (["made@2031"] if hit else [])


def test_year_on_year_goes_from_period_to_period():
    rows = [row("made", 10**n, period=str(2028 + n)) for n in range(4)]
    assert found(rule("year_on_year", max_ratio=10), *rows) == []
    assert found(rule("year_on_year", max_ratio=10), *rows[::2]) == ["made@2030"]


IMPLIED = rule("implied", of="money", per="area", unit="cny_per_mu", min=100, max=200000)


@pytest.mark.parametrize(
    ("land", "income", "hit"),
    [(row("land", 52000), row("income", 208063), True),
     (row("fields", 52000), row("money", 208063), False),
     (row("land", 52000, "over"), row("income", 208063), False),
     (row("land", 52000, "nearly"), row("income", 208063, "over"), True),
     (row("land", 52000, paragraph=1), row("income", 208063, paragraph=2), False),
     (row("land", 52000), row("income", 208063, source="cn"), False),
     (row("fields", 1000), row("money", 9), True), (row("fields", 1000), row("money", 10), False)],
)  # fmt: skip
def test_an_implied_value_is_found_by_dimension_in_one_paragraph(land, income, hit):
    both = {f"{land.indicator}@2031", f"{income.indicator}@2031"}
    assert set(found(IMPLIED, land, row("made", 5), income)) == (both if hit else set())


@pytest.mark.parametrize(
    ("value", "source", "hit"),
    [(208063, "cn", True), (99999, "cn", False), (208063, "home", False)],
)
def test_a_unit_trap_needs_the_country_and_the_digits(value, source, hit):
    given = rule("unit_trap", units=["million_cny"], countries=["CN"], min_digits=6)
    assert bool(found(given, row("income", value, source=source))) is hit
    assert not found(given, row("made", value, source=source))


@pytest.mark.parametrize(
    ("value", "qualifier", "hit"),
    [(100, "stated", True), (101, "stated", False), (100, "over", False), (102, "over", True),
     (101, "nearly", True), (102, "nearly", False)],
)  # fmt: skip
def test_two_sources_conflict_where_their_bounds_exclude_each_other(value, qualifier, hit):
    other = row("stock", value, qualifier, source="cn", second_source="yes")
    later = row("stock", value, qualifier, source="cn", second_source="yes", period="2032")
    given = rule("conflict")
    assert found(given, row("stock", 101), other) == (["stock@2031"] if hit else [])
    assert not found(given, row("stock", 101), later)


@pytest.mark.parametrize(
    ("one", "other", "hit"),
    [(("made", 2252790), ("made", 2250000), True), (("made", 2252790), ("made", 2241000), False),
     (("made", 900), ("made", 900), False), (("stock", 2252790), ("stock", 2252790), False),
     (("made", 2252790), ("sold", 2252790), False),
     (("made", 5000, "over"), ("made", 5000, "over"), False)],
)  # fmt: skip
def test_values_of_two_periods_are_suspiciously_close(one, other, hit):
    given = rule("same_value", share="0.005", min_value=1000, measure="flow")
    names = ["made@2030", "made@2031"] if hit else []
    assert found(given, row(*one, period="2030"), row(*other)) == names


def test_close_counts_what_rounding_hides():
    given = rule("same_value", share="0.005", min_value=1000)
    rounded = row("made", 2250000, precision=20000)
    assert not found(given, row("made", 2252790, period="2030"), rounded)


@pytest.mark.parametrize(
    ("total", "parts", "complete", "hit"),
    [((10,), [(4,), (6,)], True, False), ((11,), [(4,), (6,)], True, True),
     ((11,), [(4,), (6,)], False, False), ((9,), [(4,), (6,)], False, True),
     ((9, "over"), [(4,), (6,)], True, False), ((11,), [(4, "over"), (6,)], True, False),
     ((10,), [(4, "over"), (6,)], True, True), ((5,), [(6,)], True, True),
     ((7,), [(6,)], True, False)],
)  # fmt: skip
def test_a_total_goes_with_its_parts(total, parts, complete, hit):
    names = ("sold", "parts")
    rows = [row(name, *part) for name, part in zip(names, parts, strict=False)]
    given = rule("parts", total="made", parts=list(names), complete=complete)
    assert bool(found(given, row("made", *total), *rows)) is hit
    assert not found(given, row("made", *total, period="2030"), *rows)


def test_parts_may_be_regions():
    given = rule("parts", total="made", parts=["made@XQ-A"], complete=False)
    assert found(given, row("made", 5), row("made", 6, region="XQ-A")) == ["made@2031"]


def inside(number, qualifier):
    """Return a value that a source could print for this true number."""
    value = {"over": number - 1, "nearly": number + 1}.get(qualifier, number)
    return value, qualifier


QUALIFIERS = st.sampled_from(["exact", "stated", "over", "nearly", "at_most"])
PART = st.tuples(st.integers(2, 10**9), QUALIFIERS)


@given(st.lists(PART, min_size=1, max_size=2), QUALIFIERS)
def test_a_true_sum_is_never_hit(parts, qualifier):
    rows = [row(name, *inside(*part)) for name, part in zip(("sold", "parts"), parts, strict=False)]
    total = row("made", *inside(sum(number for number, _ in parts), qualifier))
    given_rule = rule("parts", total="made", parts=["sold", "parts"][: len(parts)])
    assert not found(given_rule, total, *rows)


@given(st.integers(2, 10**12), QUALIFIERS, st.integers(1, 10**12), st.integers(1, 10**12))
def test_a_true_value_in_its_range_is_never_hit(number, qualifier, one, other):
    low, high = sorted((one, other))
    hit = found(rule("range", min=low, max=high, units=["thing"]),
                row("made", *inside(number, qualifier)))  # fmt: skip
    assert not (hit and low <= number <= high)


TRAP = rule("unit_trap", units=["acre"], countries=["CN"])
LAND = row("land", 52000, source="cn")


@pytest.mark.parametrize(
    ("queries", "codes"),
    [([], ["implausible"]),
     ([{"id": "q", "on": ["land"], "answers": ["unit_trap"]}], []),
     ([{"id": "q", "on": ["land"]}], ["implausible"]),
     ([{"id": "q", "on": ["made"], "answers": ["unit_trap"]}], ["implausible", "idle-answer"]),
     ([{"id": "q", "on": ["land"], "answers": ["unit_trap", "trap"]}], ["unknown-rule"])],
)  # fmt: skip
def test_a_hit_stays_until_a_query_on_it_answers_that_rule(queries, codes):
    assert answered(TRAP, [LAND, row("made", 5)], *queries) == codes


def test_an_answer_that_no_longer_hits_is_told():
    query = {"id": "q", "on": ["land"], "answers": ["unit_trap"]}
    assert answered(TRAP, [row("land", 52000)], query) == ["idle-answer"]


def test_a_jump_is_answered_at_either_end():
    rows = [row("made", 1, period="2030"), row("made", 99)]
    jump = rule("year_on_year", max_ratio=10)
    for on in ("made@2030", "made@2031"):
        query = {"id": "q", "on": [on], "answers": ["year_on_year"]}
        assert answered(jump, rows, query) == []


@pytest.mark.parametrize(("tag", "words"), [("en", "Rule: "), ("zh-CN", "判断理由：")])
def test_the_reader_sees_why_a_rule_hit(built, tag, words):
    page = (built("2023") / tag / "index.html").read_text(encoding="utf-8")
    assert page.count(words) == 4  # three rules in the case, one in the list of queries
    rules = yaml.safe_load((ROOT / "data" / "rules.yaml").read_text(encoding="utf-8"))
    (close,) = (rule["why"][tag] for rule in rules if rule["id"] == "suspiciously-close")
    assert f"{words}{close}" in page


def test_a_second_source_is_told_in_the_note_and_is_no_figure(tmp_path):
    project, out = copy_of(MADE_UP, tmp_path), tmp_path / "out"
    rows = [
        "indicator,region,period,period_basis,value,qualifier,precision,source,paragraph,"
        "as_published,second_source",
        "loans,,2031,stated,12400000,over,,yearbook-2029,,made up,yes",
        "lost,,2031,stated,1300,stated,,gazette-2030,,made up,yes",
    ]
    path = project / "data" / "observations" / "9-second.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    assert run("--project", project, "build", "--only", "html", "--out", out).returncode == 0
    page = (out / "en" / "index.html").read_text(encoding="utf-8")
    notes = dict(re.findall(r'id="note-(loans|lost)"[^>]*>(.*?)</div>', page, re.DOTALL))
    assert '<a href="#source-yearbook-2029">S2</a> bears it out' in notes["loans"]
    assert '<a href="#source-gazette-2030">S3</a> contradicts this figure' in notes["lost"]
    assert "12.4 million" not in page
    assert "1,300" not in page


def test_intervals_apart():
    def interval(text):
        low, high = (None if end == "-" else Decimal(end) for end in text[1:-1].split(","))
        return Interval(low, high, text[0] == "(", text[-1] == ")")

    assert interval("[1,2)").below(interval("[2,3]"))
    assert not interval("[1,2]").below(interval("[2,3]"))
    assert interval("(2,-]").apart(interval("[-,2]"))
    assert not interval("[2,-]").apart(interval("[-,2]"))
