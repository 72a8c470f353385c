"""explain answers for every figure that is printed, and what it says is so."""

import json
import re
from functools import cache

import pytest

from generator.build import source_of
from generator.cli import main
from generator.compose.compose import compose
from generator.compose.report import Medium
from generator.explain.explain import as_json, as_text, explain
from generator.explain.explanation import Explainer, Explanation
from generator.render.render import Renderer
from tests.projects import LANGUAGES, PAGES, PROJECTS, ROOT, accept_all, copy_of

DATA = re.compile(r'<data\b[^>]*?value="([^"]*)" data-finding="([^"]*)" data-qualifier="([^"]*)"')
PLACE = re.compile(r"(data/[^:]+):(\d+):(\d+)")


@cache
def source(name):
    return source_of(PROJECTS[name], None)


@cache
def explainer(name):
    return Explainer(source(name))


def paper(name: str, tag: str) -> str:
    """Return the page that the PDF of a language is set from."""
    made = source(name)
    setting = made.setting(tag)
    report = compose(setting, made.theme, (), Medium(True, {400: "", 700: ""}))
    return Renderer(made.templates, made.project, setting.strings).page("print.html", report)


def walked(html: str, name: str, tag: str) -> set[str]:
    """Ask for each figure of a page, compare what it says of itself; return the ids."""
    shown = set(DATA.findall(html))
    assert len(shown) == len(set(re.findall(r'data-finding="[^"]*"', html)))
    for value, finding, qualifier in shown:
        told = explainer(name).explained(finding)
        assert (told.value, told.qualifier) == (value, qualifier), finding
        assert told.words[tag] in as_text(told), finding
    return {finding for _, finding, _ in shown}


@pytest.mark.parametrize(("name", "tag"), PAGES)
def test_each_figure_of_each_page_is_explained(built, name, tag):
    html = (built(name) / tag / "index.html").read_text(encoding="utf-8")
    assert len(walked(html, name, tag)) > (20 if name == "2023" else 0)


@pytest.mark.parametrize(("name", "tag"), PAGES)
def test_each_figure_of_each_pdf_is_explained(name, tag):
    assert len(walked(paper(name, tag), name, tag)) > (20 if name == "2023" else 0)


def parts(told: Explanation):
    """Yield an explanation and all that it rests on."""
    yield told
    for part in told.rests_on:
        yield from parts(part)


@pytest.mark.parametrize("name", PROJECTS)
def test_each_place_is_that_of_the_row_or_formula(name):
    for finding in source(name).findings.values():
        for told in parts(explainer(name).explained(finding.id)):
            assert (told.published is None) != (told.formula is None)
            if told.published:
                assert line_at(name, told.published.row).startswith(told.id.partition("@")[0])
            elif told.formula and told.formula.of:
                assert told.id in line_at(name, told.formula.place)
            for query in told.queries:
                assert query.id in line_at(name, query.place)


def line_at(name: str, place: str) -> str:
    """Return the line of a place of a project."""
    match = PLACE.fullmatch(place)
    assert match, place
    lines = (PROJECTS[name] / match[1]).read_text(encoding="utf-8-sig").splitlines()
    return lines[int(match[2]) - 1]


@pytest.mark.parametrize("name", PROJECTS)
def test_each_figure_is_explained_in_each_language_as_text_and_json(name):
    for finding in source(name).findings:
        told = json.loads(as_json(explainer(name).explained(finding)))
        text = as_text(explainer(name).explained(finding))
        assert set(told["name"]) == set(LANGUAGES[name])
        for words in (*told["name"].values(), *told["words"].values()):
            assert "{" not in words
            assert words in text
        if told["published"]:
            assert f"“{told['published']['as_published']}”" in text
            assert told["published"]["row"] in text
        for part in told["rests_on"]:
            assert f"\n    {part['id']} (" in text
        assert all(line == line.rstrip() for line in text.splitlines())


def test_a_published_figure(capsys):
    assert main(["--project", str(ROOT), "explain", "cn_requests"]) == 0
    said = capsys.readouterr().out
    for line in (
        "cn_requests (observed, edition 2023)",
        "  en          IP service requests fulfilled: over 195,000",
        "  zh-CN       完成知识产权服务请求: 超19.5万次",
        "  value       195000, over, unit request",
        "  bounds      more than 195000",
        "  period      2023, inferred: the source does not tie the figure to it",
        "  source      cnipa-2024-07-31 (copy: held)",
        "              2024-07-31",
        "              https://english.cnipa.gov.cn/art/2024/7/31/art_3090_194038.html",
        "  words       “over 195,000 IP service requests”",
        "  paragraph   2",
        "  written at  data/observations/3-services.csv:2:1",
        "  definition  not published",
    ):
        assert f"{line}\n" in said
    assert "not checked against a copy" not in said
    assert "second hand, of WIPO" in said


def test_a_derived_figure_shows_what_it_rests_on():
    told = explainer("2023").explained("cn_growth")
    assert told.formula is not None
    assert (told.formula.op, told.formula.of) == (
        "difference", ("cn_institutions@2021-11-25", "cn_institutions@2020-11")
    )  # fmt: skip
    assert [part.value for part in told.rests_on] == ["101", "51"]
    said = explain("cn_growth", source("2023"))
    assert "the first less the second of cn_institutions@2021-11-25, cn_institutions@2020" in said
    assert said.count("not checked against a copy") == 2


def test_a_count_of_regions():
    told = explainer("2023").explained("regions@north")
    assert told.formula is not None
    assert (told.value, told.formula.op, told.formula.place) == ("5", "count", "data/regions.yaml")


def test_a_doubted_figure_and_a_test_of_its_query():
    said = explain("case_area", source("2023"))
    assert "bounds      none: the figure is queried" in said
    assert "doubt       gansu-case-units, data/queries.yaml:" in said
    assert "may have become acres" in said
    said = explain("test_value_per_mu_as_mu", source("2023"))
    assert "read as     case_area: its digits in unit mu" in said
    assert "bounds      at least 40012.1153846153 and at most 40012.1153846154" in said


def test_a_withheld_figure_says_why(tmp_path):
    project = copy_of(PROJECTS["quillonia"], tmp_path / "project")
    with (project / "data/editions/2031/findings.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {id: lost_rise, name: {en: made up, zh-CN: 虚构}, op: difference, "
                   "of: [libraries, libraries@2030-09], unit: library}\n")  # fmt: skip
    text = (project / "data/observations/1-libraries.csv").read_text()
    text = text.replace("2030-09,inferred,4000,stated", "2030-09,inferred,4000,over")
    (project / "data/observations/1-libraries.csv").write_text(text)
    said = explain("lost_rise", source_of(accept_all(project), "2031"))
    assert re.search(r"^  withheld    .+", said, re.MULTILINE)
    assert "value" not in said.partition("libraries (")[0]


def test_the_name_that_a_query_uses_will_do():
    assert explain("cn_requests@2023", source("2023")) == explain("cn_requests", source("2023"))


def test_an_unknown_figure_or_edition_is_wrong_usage(capsys):
    assert main(["--project", str(ROOT), "explain", "cn_requets"]) == 2
    said = capsys.readouterr().err
    assert 'edition 2023 has no figure "cn_requets". Did you mean "cn_requests"?' in said
    assert main(["--project", str(ROOT), "explain", "cn_requests", "--edition", "1999"]) == 2
    assert 'there is no edition "1999"' in capsys.readouterr().err


def test_json_on_the_command_line(capsys):
    assert main(["--project", str(ROOT), "explain", "cn_participants", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["bounds"] == {"low": "950000", "low_open": True, "high": None, "high_open": False}
    assert told["published"]["definition"] == {}


def test_the_help_has_examples(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["explain", "--help"])
    assert stopped.value.code == 0
    examples = re.findall(
        r"tisc-snapshot explain (?!(?:code|template|string|colour|chart|wish)\b)(\w\S+)",
        capsys.readouterr().out,
    )
    assert len(examples) >= 3
    assert all(name in source("2023").findings for name in examples)
