"""diff: the shipped edition against a made-up one after it; builds, revisions, and faults."""

import fcntl
import json
import pickle
import re
import subprocess
from decimal import Decimal

import jsonschema
import pytest
import yaml
from PIL import Image, ImageDraw

from generator.checkers.html import axe
from generator.cli import main
from generator.derive.bounds import Interval, Qualifier, bounds_of
from generator.diff.account import account_of
from generator.diff.compared import compared
from generator.diff.difference import Difference, difference_of
from generator.diff.document import document, schema
from generator.diff.holding import Figure, Holding, holding_of
from generator.diff.page import page
from generator.diff.paper import aligned
from generator.diff.parts import view_of
from generator.diff.pictures import compare
from generator.diff.plain import plain_text
from generator.diff.sentences import Passages, Sentence, passages_of, split_sentences
from generator.diff.tell import Teller
from generator.diff.texts import text_changes
from generator.diff.values import value_changes
from generator.diff.view import View
from generator.read.layers import templates_of
from generator.records.changes import Changes
from generator.render.theme import theme_of
from generator.said import speaking
from generator.tell.programs import as_sarif
from generator.tell.text import as_github
from generator.word.language import language_of, strings_of
from tests.browser import SETTLED, Browser
from tests.next_edition import NOTES, next_edition, two_editions
from tests.projects import LEAST, MADE_UP, ROOT, copy_of

EXPECTED = ROOT / "tests" / "diff"
SARIF = ROOT / "tests" / "sarif.json"
TEMPLATES = templates_of(ROOT)


@pytest.fixture(scope="session")
def found(built, tmp_path_factory, worker_id) -> Difference:
    """Return the shipped 2023 edition, as built, against a made-up 2024 edition."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if worker_id != "master" else shared
    kept, before = shared / "made-up-2024.pickle", built("2023")
    with (shared / "made-up-2024.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            project = next_edition(shared / "next")
            now = holding_of("2024", compared("2024", project).files)
            kept.write_bytes(pickle.dumps(now))
    shipped = holding_of("output/2023", compared(str(before), ROOT).files)
    notes = Changes.model_validate(yaml.load(NOTES, yaml.BaseLoader)).notes
    return difference_of(shipped, pickle.loads(kept.read_bytes()), notes)


def view(found: Difference, tag: str) -> View:
    """Return a difference in one language."""
    return view_of(found, teller(found, tag))


def teller(found: Difference, tag: str) -> Teller:
    """Return who words a difference in one language."""
    language, strings = language_of(tag, TEMPLATES, ROOT), strings_of(tag, TEMPLATES, ROOT)
    return Teller(found.before, found.now, language, strings)


@pytest.mark.parametrize("tag", ["en", "zh-CN"])
def test_the_next_edition_in_words(tag, found, golden):
    golden(EXPECTED / f"difference.{tag}.txt", plain_text(view(found, tag)))


def test_the_document_fits_its_schema(found):
    check = jsonschema.Draft202012Validator(json.loads(schema()))
    check.check_schema(json.loads(schema()))
    told = json.loads(document(found))
    assert [error.message for error in check.iter_errors(told)] == []
    figures = {figure["id"]: figure for figure in told["figures"]}
    assert figures["cn_requests"]["verdict"] == "unknown"
    assert figures["cn_requests"]["now"]["bounds"]["low"] == "210000"
    assert figures["cn_reports@2023"]["kind"] == "revision"
    assert figures["cn_reports@2023"]["within"]
    assert told["indicators"]["added"] == ["cn_clinics"]
    assert list(check.iter_errors({**told, "figures": [{"id": "x"}]}))


def test_the_page_stands_alone(found):
    html = page(view(found, "en"), theme_of(TEMPLATES, ROOT))
    assert "<script" not in html
    assert "http" not in html.replace("https://", "").replace("http://", "")
    for address in ("src=", "href="):
        for piece in html.split(address)[1:]:
            assert piece[:2] in ('"#', '"d'), piece[:40]
    assert html.count("<ins>") > 50
    assert 'lang="zh-CN"' in html
    assert html.count("font/woff2") == 2


@pytest.mark.parametrize("tag", ["en", "zh-CN"])
def test_the_page_is_for_everybody_and_brings_its_fonts(tag, found, tmp_path):
    """By axe, at three widths in light and dark; and each letter is drawn by a font inside."""
    path = tmp_path / "page.html"
    path.write_text(page(view(found, tag), theme_of(TEMPLATES, ROOT)), encoding="utf-8")
    assert axe(tmp_path, [path.name]) == {path.name: []}
    (tmp_path / "profile").mkdir()
    with Browser(tmp_path / "profile") as browser:
        browser.look(1280)
        browser.open(path.as_uri())
        assert browser.run(SETTLED)
        assert browser.fonts() == {("Noto Sans SC", True)}
        assert browser.run("document.documentElement.scrollWidth") <= 1280


def figure(value: object, qualifier: str = "stated", **rest: object) -> Figure:
    """Return a made-up figure of 2030."""
    number, kind = Decimal(str(value)), Qualifier(qualifier)
    fields = {
        "id": "wells", "kind": "observed", "name": {"en": "wells"}, "words": {"en": str(value)},
        "value": number, "high": None, "qualifier": kind, "bounds": bounds_of(number, kind),
        "unit": "well", "dimension": "count", "factor": (Decimal(1), Decimal(1)),
        "period": "2030", "basis": "stated", "indicator": "wells", "region": "XL",
        "sources": ("s",), "formula": "", "rests_on": (), "doubted": False, "note": {},
    }  # fmt: skip
    return Figure(**{**fields, **rest})  # type: ignore[arg-type]


def holding(*figures: Figure, period: str = "2031") -> Holding:
    """Return a holding that shows these figures."""
    listed = {figure.id: figure for figure in figures}
    tables = {"indicators": ({"id": "wells", "kind": "flow"},)}
    return Holding("x", period, "1", period, ("en",), listed, frozenset(listed), tables)


@pytest.mark.parametrize(
    ("before", "now", "verdict", "why"),
    [
        (figure(10), figure(12), "larger", ""),
        (figure(12), figure(10), "smaller", ""),
        (figure(10), figure(10, "exact"), "equal", ""),
        (figure(10, "over"), figure(20, "over"), "unknown", "bounds"),
        (figure(10, "over"), figure(10), "smaller", ""),
        (figure(10, "nearly"), figure(10), "larger", ""),
        (figure(10), figure(12, "about"), "unknown", "no-bounds"),
        (figure(10), figure(12, doubted=True), "unknown", "queried"),
        (figure(10), figure(12, dimension="area"), "unknown", "unit"),
        (figure(10, factor=(Decimal(1000), Decimal(1))), figure(12), "smaller", ""),
        (figure(10, basis="unknown"), figure(12), "unknown", "basis"),
        (figure(10), figure(12, breaks=True), "unknown", "break"),
        (figure(10, period="2030-05"), figure(12), "unknown", "grain"),
    ],
)
def test_only_what_the_bounds_allow_is_said(before, now, verdict, why):
    later = Figure(**{**vars(now), "period": "2031"})
    (change,) = value_changes(holding(before, period="2030"), holding(later))
    assert (change.kind, change.verdict, change.why) == ("edition", verdict, why)


def test_a_figure_of_the_same_period_is_a_revision_only_when_it_is_of_an_earlier_one():
    early, late = figure(10, "over"), figure(12)
    (change,) = value_changes(holding(early), holding(late))
    assert (change.kind, change.within, change.earlier) == ("revision", True, True)
    (change,) = value_changes(holding(early, period="2030"), holding(late, period="2030"))
    assert change.kind == "figure"
    assert value_changes(holding(early), holding(early)) == []


def test_a_revision_is_found_under_another_name():
    now = holding(figure(13, period="2031"), figure(12, id="wells@2030"))
    changes = value_changes(holding(figure(10), period="2030"), now)
    assert [(c.kind, c.figure.id, c.verdict) for c in changes] == [
        ("edition", "wells", "larger"), ("revision", "wells@2030", "larger"),
    ]  # fmt: skip


def test_the_share_of_a_change_has_bounds():
    now = figure(30, "over", period="2031")
    (change,) = value_changes(holding(figure(20), period="2030"), holding(now))
    assert change.share == Interval(Decimal("0.5"), None, low_open=True)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Is it three? Yes.", 4),
        ("He said “over 100.” Then he left.", 2),
        ("Section 4.0 of the U. S. Army and No. 5 stay.", 1),
        ("第一句。第二句“引文。”第三句！", 3),
        ("据报道，超19.5万次；其余未载明。（完）", 2),
        ("没有句号", 1),
    ],
)
def test_sentences(text, count):
    assert len(list(split_sentences(text))) == count
    assert "".join(split_sentences(text)).replace(" ", "") == text.replace(" ", "")


def passages(*texts: tuple[str, str]) -> Passages:
    """Return a text of (section, sentence)."""
    return Passages(tuple(Sentence(*text) for text in texts), {}, frozenset())


def test_a_sentence_is_changed_moved_added_or_dropped():
    before = passages(("a", "The wells are old."), ("a", "Nobody knows."), ("b", "It moves."))
    now = passages(("a", "The wells are new."), ("a", "It moves."), ("b", "Fully other words."))
    told = [(c.section, c.kind, c.was_in) for c in text_changes("en", before, now)]
    assert told == [("a", "changed", ""), ("a", "moved", "b"), ("a", "dropped", ""),
                    ("b", "added", "")]  # fmt: skip


def test_a_sentence_with_another_figure_only_is_told_apart():
    html = '<main><p>There are <data data-finding="w">{}</data> wells.</p></main>'
    before, now = (passages_of(html.format(words)) for words in ("over 10", "12"))
    (change,) = text_changes("en", before, now)
    assert change.kind == "figures"
    assert [op for op, _ in change.now] == ["same", "new", "same"]


def test_pictures_are_compared_with_tolerance():
    one, other, third = (Image.new("RGB", (100, 80), "white") for _ in range(3))
    ImageDraw.Draw(other).rectangle((10, 10, 40, 40), fill=(230, 230, 230))
    ImageDraw.Draw(third).rectangle((10, 10, 40, 40), fill="black")
    assert compare(one, other).same
    found = compare(one, third)
    assert not found.same
    assert found.difference
    assert round(found.share, 3) == 0.12
    assert not compare(one, None).same


def test_pages_are_held_against_what_they_have_become():
    pages = [frozenset(words.split()) for words in ("a b c", "d e f", "g h i", "k l m")]
    assert aligned(pages, [pages[0], pages[2], pages[3]]) == [(0, 0), (1, None), (2, 1), (3, 2)]
    assert aligned(pages[:1], pages[:2]) == [(0, 0), (None, 1)]


def test_two_builds_that_are_the_same_do_not_differ(built, capsys):
    folder = str(built("quillonia"))
    assert main(["diff", folder, folder, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [told[part] for part in ("figures", "records", "sentences", "charts")] == [[]] * 4
    assert told["pages"]["changed"] == []
    assert sum(told["pages"]["compared"].values()) > 20


def test_a_break_is_seen_in_builds(tmp_path, capsys):
    project = two_editions(tmp_path / "least", breaks=True, thresholds="definition: false")
    assert main(["--project", str(project), "diff", "2030", "2031", "--format", "json"]) == 0
    told = {c["id"]: c for c in json.loads(capsys.readouterr().out)["figures"]}
    assert (told["wells"]["verdict"], told["wells"]["why"]) == ("unknown", "break")


def test_a_break_in_between_counts_and_an_earlier_one_does_not():
    now = figure(12, period="2032")
    for period, why in (("2031", "break"), ("2030", "")):
        between = figure(11, period=period, id=f"wells@{period}", breaks=True)
        changes = value_changes(holding(figure(10), period="2030"), holding(now, between))
        assert [c.why for c in changes if c.figure is now] == [why]


def test_a_chart_of_another_kind_is_seen(built):
    before = compared(str(built("quillonia")), MADE_UP).files
    kinds = {name: chart.kind for name, chart in holding_of("x", before).charts.items()}
    assert set(kinds.values()) == {"timeline", "squares"}
    name = next(name for name, kind in kinds.items() if kind == "squares")
    paths = [f"{tag}/charts/{name}.vl.json" for tag in ("en", "zh-CN")]
    other = {path: before[path].replace(b'"kind": "squares"', b'"kind": "bars"') for path in paths}
    now = {**before, **other}
    found = difference_of(holding_of("a", before), holding_of("b", now))
    assert [(c.id, c.fields) for c in found.charts] == [(name, ("kind",))]
    assert "squares → bars" in plain_text(view(found, "en"))


def test_a_host_is_told_each_change_at_its_record(found, tmp_path, monkeypatch):
    project = next_edition(tmp_path / "next")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(project))
    account = account_of(found, teller(found, "en"), project)
    lines = [line for line in as_github(account).splitlines() if line.startswith("::")]
    assert len(lines) == len(found.values) + len(found.charts)
    rows = (project / "data/observations/3-services.csv").read_text(encoding="utf-8").splitlines()
    (revised,) = (line for line in lines if "3-services.csv" in line and "revised-figure" in line)
    assert "20,000 → 20,164" in revised
    number = int(re.findall(r",line=(\d+),", revised)[0])
    assert rows[number - 1].startswith("cn_reports,,2023,")
    assert all("file=data/" in line for line in lines)
    log = json.loads(as_sarif(account))
    jsonschema.Draft7Validator(json.loads(SARIF.read_text(encoding="utf-8"))).validate(log)
    assert {result["ruleId"] for result in log["runs"][0]["results"]} == {
        "added-figure", "changed-chart", "changed-figure", "dropped-figure", "revised-figure",
    }  # fmt: skip
    for problem in account.problems:
        with speaking("zh-CN"):
            assert "，" in str(problem) or "：" in str(problem)


def test_a_host_gets_its_form_and_the_files(built, tmp_path, capsys):
    folder, written = str(built("least")), tmp_path / "written"
    words = ["diff", folder, folder, "--out", str(written), "--format"]
    assert main([*words, "sarif"]) == 0
    assert json.loads(capsys.readouterr().out)["runs"][0]["results"] == []
    assert len(list(written.iterdir())) == 3
    assert main(["diff", folder, "nothing", "--format", "sarif"]) == 2
    assert not json.loads(capsys.readouterr().out)["runs"][0]["invocations"][0][
        "executionSuccessful"
    ]


def test_two_revisions_of_a_project(tmp_path, capsys):
    project = copy_of(LEAST, tmp_path / "least")

    def git(*words: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", "-C", project, *who, *words], check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "one")
    path = project / "data/observations/wells.csv"
    text = path.read_text(encoding="utf-8")
    changed = text.replace(",3,exact", ",4,exact").replace("three wells", "four wells")
    path.write_text(changed, encoding="utf-8")
    git("commit", "-qam", "two")
    written = tmp_path / "written"
    assert main(["--project", str(project), "diff", "HEAD~1", "HEAD", "--out", str(written)]) == 0
    assert sorted(path.name for path in written.iterdir()) == [
        "difference.json", "difference.txt", "index.html",
    ]  # fmt: skip
    assert "3 → 4 (2030): larger by about 33.3 percent" in (written / "difference.txt").read_text(
        encoding="utf-8"
    )
    assert not (project / "output" / "2030").exists()
    capsys.readouterr()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["2023", "1999"], '"1999" is no edition (2023), no folder of a finished build, and no'),
        (["tests", "2023"], "tests is a folder, but no finished build"),
    ],
)
def test_what_cannot_be_compared(words, told, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert main(["diff", *words]) == 2
    assert told in capsys.readouterr().err
