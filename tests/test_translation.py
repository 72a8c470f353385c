"""Translations: what is stale is named, and accepting it says that somebody looked."""

import pytest

from generator.cli import main
from generator.translate.paragraph import pairs, paragraphs
from generator.translate.passage import fingerprint, unlike
from tests.projects import MADE_UP, copy_of

TEXT = "data/editions/2031/text/lending.{}.md"
CATALOGUE = "templates/locale/{}/LC_MESSAGES/messages.po"


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def changed(tmp_path):
    """Return a copy in which an English sentence, a string and an indicator's name changed."""
    project = copy_of(MADE_UP, tmp_path / "project", templates=True)
    replace(project / TEXT.format("en"), "volumes were lost.", "volumes were lost at sea.")
    replace(project / CATALOGUE.format("en"), 'msgstr "Cite as"', 'msgstr "Quote as"')
    replace(project / "data/indicators.yaml", "{en: visits, ", "{en: calls, ")
    return project


def run(project, capsys, *words):
    code = main(["--project", str(project), *words])
    return code, capsys.readouterr().out


def test_three_changes_are_exactly_three_stale_places(changed, capsys):
    code, said = run(changed, capsys, "check")
    assert code == 1
    assert [line.partition(": ")[0] for line in said.splitlines()] == [
        f"{TEXT.format('zh-CN')}:9:1",
        "data/indicators.yaml:38:28",
        f"{CATALOGUE.format('zh-CN')}:{line_of(changed, 'Cite as')}:1",
    ]
    assert said.count("error[stale-translation]") == 3


def line_of(project, message):
    text = (project / CATALOGUE.format("zh-CN")).read_text(encoding="utf-8")
    return text.partition(f'msgid "{message}"')[0].count("\n") + 1


def test_status_counts_them_and_accepting_settles_them(changed, capsys):
    _, said = run(changed, capsys, "translate", "status")
    head, *_, total = [line.split() for line in said.splitlines() if line]
    assert dict(zip(head[1:], map(int, total[1:]), strict=True))["stale"] == 3
    files = [TEXT.format("en"), CATALOGUE.format("zh-CN"), "data/indicators.yaml"]
    assert run(changed, capsys, "translate", "accept", *files)[1].endswith(
        "3 translations accepted.\n"
    )
    assert run(changed, capsys, "check")[0] == 0
    # Going back to the old words is a change, too.
    replace(changed / "data/indicators.yaml", "{en: calls, ", "{en: visits, ")
    assert run(changed, capsys, "check")[1].count("stale-translation") == 1


def test_accepting_again_changes_nothing(tmp_path, capsys):
    project = copy_of(MADE_UP, tmp_path / "project")
    before = {p: p.read_bytes() for p in project.rglob("*.*") if p.is_file()}
    names = [str(p) for p in before if "translations" not in p.name and "zh-CN" in p.read_text()]
    assert run(project, capsys, "translate", "accept", *names) == (0, "0 translations accepted.\n")
    assert {p: p.read_bytes() for p in before} == before


@pytest.mark.parametrize(
    ("original", "words", "differs"),
    [
        ("{loans} loans", "借阅{loans}", ""),
        ("{loans:word} loans", "借阅{loans}", ""),
        ("{loans} loans", "借阅", "{loans}"),
        ("{loans} by {loans:date}", "{loans}", "{loans:date}"),
        ("loans", "借阅{loans}", "{loans}"),
        ("{name}, {year}", "{nome}, {year}", "{name}"),
        ("{=one} of {=10 December 2021}", "{=2021年12月10日}的{=1}", ""),
        ("in {=2024}", "{=2042}年", "{=2042}"),
        ("in {=2024}", "年", "{=2024}"),
        ("{=100,000} loans", "{=10万}", ""),
        ("{=100,000} loans", "{=100 000}", ""),
        ("{=100,000} loans", "{=20万}", "{=20}"),
        ("{=10,000} yuan", "{=万}元", ""),
        ("{quote:yearbook-2031:a hall,} it says", "称“大厅”", ""),
    ],
)
def test_what_differs_between_an_original_and_its_translation(original, words, differs):
    assert differs in unlike(original, words)
    assert bool(differs) == bool(unlike(original, words))


def test_a_fingerprint_sees_words_and_not_spaces():
    assert fingerprint("one  two\nthree ") == fingerprint("one two three")
    assert fingerprint("one two") != fingerprint("One two")


def test_paragraphs_of_a_text():
    found = list(paragraphs("# Head | line\nLead,\nfolded.\n\n> **Note**\n> two\n\n1. a\n2. b\n"))
    assert [(p.mark.strip(), p.words) for p in found] == [
        ("#", "Head | line"), ("", "Lead,\nfolded."), (">", "**Note**\ntwo"), ("", "1. a\n2. b"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("originals", "made_from", "expected"),
    [
        ("abc", "abc", [(0, 0), (1, 1), (2, 2)]),
        ("axc", "abc", [(0, 0), (1, 1), (2, 2)]),  # changed
        ("abxc", "abc", [(0, 0), (1, 1), (2, None), (3, 2)]),  # new
        ("ac", "abc", [(0, 0), (None, 1), (1, 2)]),  # taken out
        ("ab", "", [(0, None), (1, None)]),
    ],
)
def test_paragraphs_find_their_original(originals, made_from, expected):
    assert list(pairs(originals, made_from)) == expected
