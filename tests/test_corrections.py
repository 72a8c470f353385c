"""Corrections: guarded, applied to the finding, and told to the reader. All of them are made up."""

import re
from contextlib import suppress
from decimal import Decimal

import pytest
import yaml

from generator.check.check import checked
from generator.derive.derive import derive
from generator.problem import ProblemsError
from tests.projects import MADE_UP, accept_all, copy_of, run

VALUE = {
    "id": "slip", "on": "loans@2031", "field": "value", "expect": 12345000, "value": 12354000,
    "reason": {"en": "Digits were swapped (made up)", "zh-CN": "数字颠倒（虚构）"},
    "date": "2032-03-01", "by": "editor",
}  # fmt: skip
WORD = VALUE | {"id": "word", "field": "qualifier", "expect": "over", "value": "nearly"}
DOUBTED = VALUE | {"on": "hall_area@2031", "expect": 12500, "value": 12600}


def country(tmp_path, *corrections):
    """Return a copy of the made-up country with these corrections."""
    project = copy_of(MADE_UP, tmp_path / "project")
    words = yaml.safe_dump(list(corrections), allow_unicode=True, sort_keys=False)
    (project / "data" / "corrections.yaml").write_text(words, encoding="utf-8")
    with suppress(ProblemsError):
        accept_all(project)
    return project


def findings(project):
    library = checked(project)
    return derive(next(iter(library.editions.values())), library)


def codes(project):
    with pytest.raises(ProblemsError) as stopped:
        checked(project)
    return [problem.code for problem in stopped.value.problems]


def test_a_finding_carries_what_was_corrected_and_what_was_published(tmp_path):
    loans = findings(country(tmp_path, VALUE, WORD))["loans"]
    assert (loans.value, loans.qualifier) == (Decimal(12354000), "nearly")
    assert (loans.bounds.low, loans.bounds.high) == (0, 12354000)
    assert (loans.published.value, loans.published.qualifier) == (Decimal(12345000), "over")
    assert [made.id for made in loans.corrections] == ["slip", "word"]
    assert loans.observation.value == Decimal(12345000)


def test_what_rests_on_a_corrected_figure_is_computed_anew(tmp_path):
    before = findings(copy_of(MADE_UP, tmp_path / "before"))["loans_all"]
    after = findings(country(tmp_path, VALUE))["loans_all"]
    assert after.bounds.low - before.bounds.low == 9000


def test_other_figures_stay_and_an_empty_file_corrects_nothing(tmp_path):
    corrected = findings(country(tmp_path, VALUE))
    plain = findings(copy_of(MADE_UP, tmp_path / "plain"))
    changed = {name for name in plain if plain[name].value != corrected[name].value}
    assert changed == {"loans", "loans_all"}
    assert not any(f.corrections for name, f in corrected.items() if name != "loans")
    assert findings(country(tmp_path / "none")) == plain


def test_a_correction_of_a_doubted_figure_leaves_the_doubt(tmp_path):
    given = findings(country(tmp_path, DOUBTED))
    assert (given["hall_area"].value, given["hall_area"].doubted) == (Decimal(12600), True)
    assert given["hall_area"].bounds is None
    assert [query.id for query in given["hall_area"].queries] == ["ferry-hall"]
    assert given["test_hall_as_meters"].value == Decimal(12500)  # a test is as printed


@pytest.mark.parametrize(
    ("change", "code"),
    [({"expect": 12345001}, "stale-correction"), ({"value": 12345000}, "idle-correction"),
     ({"on": "loan@2031"}, "unknown-observation"), ({"value": "12,354,000"}, "grouped-digits"),
     ({"value": "12354000.5"}, "broken-count"), ({"value": -1}, "negative-value"),
     ({"expect": "over"}, "bad-number"), ({"field": "unit"}, "bad-choice"),
     ({"by": "me"}, "bad-choice"), ({"date": "March"}, "bad-period"),
     ({"reason": {"en": "made up"}}, "missing-translation")],
)  # fmt: skip
def test_a_correction_that_does_not_fit_stops_the_build(tmp_path, change, code):
    assert codes(country(tmp_path, VALUE | change)) == [code]


@pytest.mark.parametrize(
    ("change", "code"),
    [({"expect": "about"}, "stale-correction"), ({"value": "under"}, "bad-qualifier"),
     ({"value": "more"}, "bad-qualifier")],
)  # fmt: skip
def test_so_does_one_of_a_qualifier(tmp_path, change, code):
    assert codes(country(tmp_path, WORD | change)) == [code]


def test_one_field_is_corrected_once(tmp_path):
    twice = VALUE | {"id": "again", "value": 12354001}
    assert codes(country(tmp_path, VALUE, twice)) == ["duplicate-correction"]


def test_a_mended_row_makes_its_correction_stale(tmp_path):
    project = country(tmp_path, VALUE)
    path = project / "data" / "observations" / "2-lending.csv"
    path.write_text(path.read_text("utf-8").replace(",12345000,", ",12354000,"), "utf-8")
    done = run("--project", project, "build", "--only", "html", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "data/corrections.yaml:4:11: error[stale-correction]: " in done.stdout
    assert not (tmp_path / "out").exists()


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return the output of the made-up country with two corrections."""
    folder = tmp_path_factory.mktemp("corrected")
    project = country(folder, VALUE, DOUBTED | {"id": "hall", "by": "source"})
    done = run("--project", project, "build", "--only", "html", "--out", folder / "out")
    assert done.returncode == 0, done.stdout
    return project, folder / "out"


WORDS = {
    "en": ("published as over 12.345 million", "over 12.354 million", "Digits were swapped",
           "1 March 2032", "corrected by the editors", "corrected by the source itself",
           "Corrections made", "Corrected"),
    "zh-CN": ("原刊超1234.5万册次", "超1235.4万册次", "数字颠倒", "2032年3月1日", "编者更正",
              "来源自行更正", "已作更正", "已更正"),
}  # fmt: skip


@pytest.mark.parametrize("tag", WORDS)
def test_the_reader_sees_both_values_why_when_and_by_whom(built, tag):
    page = (built[1] / tag / "index.html").read_text(encoding="utf-8")
    text = re.sub(r"<[^>]+>", "", page)
    for words in WORDS[tag]:
        assert words in text, words
    card, note, listed = (
        re.search(pattern, page, re.DOTALL)
        for pattern in (
            r'<div class="card[^"]*">(?:(?!</div>\s*<div class="card).)*?data-part="published"',
            r'id="note-loans"[^>]*>(?:(?!class="note").)*data-part="published"',
            r'id="corrections"[^>]*>(?:(?!</section>).)*data-part="published"',
        )
    )
    assert card
    assert note
    assert listed
    assert 'href="#corrections"' in page


def test_no_corrections_no_list(tmp_path):
    project, out = copy_of(MADE_UP, tmp_path), tmp_path / "out"
    assert run("--project", project, "build", "--only", "html", "--out", out).returncode == 0
    page = (out / "en" / "index.html").read_text(encoding="utf-8")
    assert "Corrections made" not in page
    assert 'data-part="published"' not in page


def test_the_published_value_is_verified_too(built):
    project, out = built
    done = run("--project", project, "verify", out)
    assert done.returncode == 0, done.stdout + done.stderr
    path = out / "en" / "index.html"
    page = path.read_text(encoding="utf-8")
    path.write_text(page.replace("over 12.345 million", "over 12.346 million", 1), encoding="utf-8")
    done = run("--project", project, "verify", out)
    path.write_text(page, encoding="utf-8")
    assert done.returncode == 3
    assert "should say 12345000 (loans)" in done.stdout + done.stderr
