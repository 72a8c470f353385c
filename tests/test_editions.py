"""A folder of tests/editions/ is a project; expected/ holds what it gives, as small texts."""

from decimal import ROUND_DOWN, Context, Decimal
from itertools import pairwise

import pytest

from generator.build import Order, build
from generator.check.check import checked
from generator.derive.bounds import Interval
from generator.derive.derive import derive
from generator.derive.finding import Finding
from generator.word.wording import plain
from tests import pdf
from tests.projects import EDITIONS, PAGES, PROJECTS, pdf_name, snapshot


def short(number: Decimal) -> str:
    """Return a number in twelve significant digits; dots stand for those that follow."""
    rounded = +Context(prec=12, rounding=ROUND_DOWN).create_decimal(number)
    return plain(number) if rounded == number else f"{rounded:f}…"


def interval(bounds: Interval | None) -> str:
    """Return bounds as mathematicians write them."""
    if bounds is None:
        return "none"
    low = "-inf" if bounds.low is None else short(bounds.low)
    high = "inf" if bounds.high is None else short(bounds.high)
    left = "(" if bounds.low_open or bounds.low is None else "["
    right = ")" if bounds.high_open or bounds.high is None else "]"
    return f"{left}{low}, {high}{right}"


def line(finding: Finding) -> str:
    """Return one finding in one line."""
    value = plain(finding.value) + (f" to {plain(finding.high)}" if finding.high else "")
    facts = [finding.id, finding.kind, f"{finding.qualifier} {value} {finding.unit.id}",
             interval(finding.bounds), str(finding.period or "no period")]  # fmt: skip
    facts += [f"{query.level}: {query.id}" for query in finding.queries]
    return " | ".join(facts + ([f"withheld: {finding.withheld}"] if finding.withheld else []))


@pytest.mark.parametrize("name", PROJECTS)
def test_findings(name, golden):
    library = checked(PROJECTS[name])
    files = max(library.editions.values(), key=lambda files: files.edition.period.last)
    found = derive(files, library)
    assert all(finding.id == key for key, finding in found.items())
    lines = "".join(f"{line(finding)}\n" for finding in found.values())
    golden(EDITIONS / name / "expected" / "findings.txt", lines)


@pytest.mark.parametrize("name", PROJECTS)
def test_list_of_files(name, built, golden):
    files = snapshot(built(name))
    golden(EDITIONS / name / "expected" / "files.txt", "".join(f"{path}\n" for path in files))
    assert all(files.values())


@pytest.mark.parametrize(("name", "tag"), PAGES)
def test_outline(name, tag, built, golden):
    marks = pdf.outline(built(name) / pdf_name(name, tag))
    text = "".join(f"{'  ' * depth}{title}\n" for depth, title, _ in marks)
    golden(EDITIONS / name / "expected" / f"outline.{tag}.txt", text)


@pytest.mark.parametrize(("name", "tag"), [page for page in PAGES if page[0] != "2023"])
def test_text_of_the_pdf(name, tag, built, golden):
    text = pdf.text_of(built(name) / pdf_name(name, tag))
    golden(EDITIONS / name / "expected" / f"text.{tag}.txt", text)


def test_one_language_alone(tmp_path):
    order = Order(PROJECTS["quillonia"], "2031", ("zh-CN",), ("html",), tmp_path / "out")
    files = snapshot(build(order))
    assert "zh-CN/index.html" in files
    assert not [path for path in files if path.startswith("en/") or path.endswith(".pdf")]
    assert b"en/index.html" not in files["index.html"]


@pytest.mark.parametrize("name", ["2023", "quillonia"])
def test_no_published_bound_is_said_to_be_ours(name, built):
    lines = pdf.text_of(built(name) / pdf_name(name, "en")).splitlines()
    bounds = [two for one, two in pairwise(lines) if one.startswith("P Source S")]
    assert len(bounds) > 10
    assert [line for line in bounds if "by the editors" in line] == []
