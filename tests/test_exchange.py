"""Export, import, a new language: one PO file for everything, and back with no other change."""

import difflib
import re
import shutil
import subprocess

import pytest
from babel.messages.pofile import read_po, write_po

from generator.cli import main
from generator.read.located import read_yaml
from generator.translate.csv_edit import with_cells
from generator.translate.po_edit import with_wordings, without_fuzzy
from generator.translate.yaml_edit import with_words
from tests.projects import MADE_UP, copy_of, snapshot

LENDING = "data/editions/2031/text/lending.{}.md"


def run(project, capsys, *words):
    code = main(["--project", str(project), *map(str, words)])
    said = capsys.readouterr()
    return code, said.out + said.err


@pytest.fixture
def project(tmp_path):
    return copy_of(MADE_UP, tmp_path / "project", templates=True)


def exported(project, capsys, tag="zh-CN"):
    target = project.parent / f"{tag}.po"
    assert run(project, capsys, "translate", "export", tag, target)[0] == 0
    return target


def tool(*words):
    found = shutil.which(words[0])
    assert found, f"{words[0]} is missing: install gettext"
    return subprocess.run([found, *map(str, words[1:])], check=True, capture_output=True)


def changed_lines(before, after):
    """Return what differs between two snapshots: the new lines, by file."""
    found = {}
    for name in sorted(before.keys() | after.keys()):
        old, new = (side.get(name, b"").decode().splitlines() for side in (before, after))
        lines = [line[2:] for line in difflib.ndiff(old, new) if line.startswith("+ ")]
        if old != new:
            found[name] = lines
    return found


def rewritten(path, change, **options):
    """Write a PO file anew after a change to its messages, as another program would."""
    with path.open("rb") as file:
        catalogue = read_po(file)
    for message in catalogue:
        change(message)
    with path.open("wb") as file:
        write_po(file, catalogue, **options)


def test_a_file_that_went_through_other_programs_changes_nothing(project, capsys):
    before, path = snapshot(project), exported(project, capsys)
    tool("msgfmt", "--check", "-o", "/dev/null", path)
    tool("msgcat", "--width=40", "--sort-output", path, "-o", path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"Last-Translator: \\n"', '"X-Generator: Poedit 3.4\\n"'))
    assert run(project, capsys, "translate", "import", path) == (0, "0 translations imported.\n")
    assert snapshot(project) == before


def test_new_words_go_where_they_belong_and_nothing_else_changes(project, capsys):
    before, path = snapshot(project), exported(project, capsys)
    new = {
        "indicators/visits/name": "到馆“次数”: 甲, 乙 #1",
        "observations/staff@2031/note": '按百位取整，"约"理解',
        "editions/2031/text/lending/3": "海上遗失图书{lost}。",
        "wording/Cite as": "引用",
        "editions/2031/imprint/contact": "无。",
    }

    def change(message):
        if message.context in new:
            message.string = new[message.context]

    rewritten(path, change)
    code, said = run(project, capsys, "translate", "import", path)
    assert (code, said.splitlines()[-1]) == (0, "5 translations imported.")
    assert changed_lines(before, snapshot(project)) == {
        "data/editions/2031/edition.yaml": [
            "  contact: {en: Nobody; this report is made up., zh-CN: 无。}"
        ],
        LENDING.format("zh-CN"): ["海上遗失图书{lost}。"],
        "data/indicators.yaml": ['  name: {en: visits, zh-CN: "到馆“次数”: 甲, 乙 #1"}'],
        "data/observations/3-readers.csv": [
            "staff,,2031,inferred,8400,stated,100,yearbook-2031,3,eighty-four hundred librarians,"
            'Read as rounded to hundreds.,"按百位取整，""约""理解"'
        ],
        "templates/locale/zh-CN/LC_MESSAGES/messages.po": ['msgstr "引用"'],
    }


def test_what_is_stale_is_fuzzy_with_the_words_it_was_made_from(project, capsys):
    path = project / LENDING.format("en")
    path.write_text(path.read_text().replace("volumes were lost.", "volumes were lost at sea."))
    target = exported(project, capsys)
    entry = target.read_text().partition('msgctxt "editions/2031/text/lending/3"')[0]
    assert entry.rsplit("\n\n", 1)[-1].splitlines()[-2:] == [
        "#, fuzzy", '#| msgid "{lost} volumes were lost."',
    ]  # fmt: skip
    before = snapshot(project)
    assert run(project, capsys, "translate", "import", target)[1] == "0 translations imported.\n"
    assert snapshot(project) == before
    rewritten(target, lambda message: message.flags.discard("fuzzy"))
    assert run(project, capsys, "translate", "import", target)[0] == 0
    assert run(project, capsys, "check")[0] == 0


def test_words_with_other_figures_are_refused_and_nothing_is_written(project, capsys):
    before, path = snapshot(project), exported(project, capsys)
    text = path.read_text()
    path.write_text(text.replace('msgstr "遗失图书{lost}。"', 'msgstr "遗失图书{lots}。"'))
    code, said = run(project, capsys, "translate", "import", path)
    line = text[: text.index('msgid "{lost} volumes')].count("\n") + 1
    assert code == 1
    assert f"{path}:{line}:1: error[unlike-translation]: “{{lost}}” of the original" in said
    assert snapshot(project) == before


TOKEN = re.compile(r"(\{[^}]*\}|\]\([^)]*\))")
ACCENTS = str.maketrans("aeiouAEIOU", "âêîôûÂÊÎÔÛ")


def pretended(words):
    """Return words that look translated, with all tokens as they were."""
    return "".join(
        piece if TOKEN.fullmatch(piece) else piece.translate(ACCENTS)
        for piece in TOKEN.split(words)
    )


@pytest.mark.parametrize("templates", [True, False])
def test_another_language_needs_no_python_and_no_template(tmp_path, capsys, templates):
    project = copy_of(MADE_UP, tmp_path / "project", templates=templates)
    before = snapshot(project)
    code, said = run(project, capsys, "translate", "add", "fr")
    assert code == 0
    assert "translate export fr fr.po" in said
    path = exported(project, capsys, "fr")
    tool("msgfmt", "--check", "-o", "/dev/null", path)

    def change(message):
        if message.id and not message.string:
            message.string = pretended(message.id)

    rewritten(path, change, width=60)
    code, said = run(project, capsys, "translate", "import", path)
    assert code == 0, said
    assert run(project, capsys, "check")[0] == 0
    code, said = run(
        project, capsys, "build", "--lang", "fr", "--only", "html", "--out", tmp_path / "out"
    )
    assert code == 0, said
    page = (tmp_path / "out/fr/index.html").read_text(encoding="utf-8")
    assert '<html lang="fr" dir="ltr"' in page
    assert "ôvêr" in page
    assert "29 février 2032" in page
    assert not [name for name in before if name.endswith((".html", ".css", ".py"))
                and before[name] != snapshot(project)[name]]  # fmt: skip


def test_a_language_that_nobody_knows_or_that_is_there_is_wrong_usage(project, capsys):
    assert run(project, capsys, "translate", "add", "xx-nowhere")[0] == 2
    assert run(project, capsys, "translate", "add", "zh-CN")[0] == 2
    assert run(project, capsys, "translate", "export", "fr")[0] == 2


YAML = """\
# Comment
- id: a   # kept
  name: {en: One, zh-CN: 一, editors: [zh-CN]}
  note:
    en: >-
      Some words that are folded
      over two lines.
    zh-CN: 一二

- id: b
  name:
    en: "Two: two"
- id: c
  written: {en: {one: "{n} acre", other: "{n} acres"}}
"""


@pytest.mark.parametrize(
    ("loc", "words", "line"),
    [
        ((0, "name", "zh-CN"), "甲", "  name: {en: One, zh-CN: 甲, editors: [zh-CN]}"),
        ((0, "name", "fr"), "Un", "  name: {en: One, zh-CN: 一, fr: Un, editors: [zh-CN]}"),
        ((0, "name", "fr"), "Un, deux", '{en: One, zh-CN: 一, fr: "Un, deux", editors'),
        ((0, "note", "zh-CN"), "{n}: x # y", '    zh-CN: "{n}: x # y"'),
        ((0, "note", "fr"), "Quelques mots", "    fr: >-\n      Quelques mots\n"),
        ((1, "name", "fr"), "Deux", '    en: "Two: two"\n    fr: Deux\n'),
        ((1, "name", "fr"), "true", '    fr: "true"\n'),
        ((1, "name", "fr"), "- 12", '    fr: "- 12"\n'),
        ((1, "name", "fr"), 'dit "oui"', '    fr: dit "oui"\n'),
        ((1, "name", "fr", "one"), "{n} x", '    fr: {one: "{n} x"}\n'),
        ((2, "written", "fr"), "{n} x", '{one: "{n} acre", other: "{n} acres"}, fr: "{n} x"}'),
        ((2, "written", "fr", "few"), "{n} x", 'other: "{n} acres"}, fr: {few: "{n} x"}}'),
    ],
)
def test_words_in_yaml(tmp_path, loc, words, line):
    text = with_words(YAML, {loc: words})
    assert line in text
    added = [row for row in difflib.ndiff(YAML.splitlines(), text.splitlines()) if row[0] in "+-"]
    assert len(added) <= 3
    path = tmp_path / "words.yaml"
    path.write_text(text, encoding="utf-8")
    value = read_yaml(path, tmp_path)[0].value
    for part in loc:
        value = value[part]
    assert value == words


def test_words_in_cells():
    text = 'id,note:en,x\na,"one, two",1\n\nb,plain,\n"c\nd",,2'
    assert with_cells(text, {(2, "note:en"): "eins"}) == text.replace("one, two", "eins")
    assert with_cells(text, {(4, "note:en"): "a, b"}) == text.replace("b,plain", 'b,"a, b"')
    assert with_cells(text, {(5, "note:fr"): "un"}) == (
        'id,note:en,x,note:fr\na,"one, two",1,\n\nb,plain,,\n"c\nd",,2,un'
    )


def test_words_in_a_catalogue():
    text = '# head\n\n#, fuzzy, python-format\n#| msgid "old"\nmsgid "a"\nmsgstr ""\n"x"\n"y"\n'
    assert with_wordings(text, {"a": "z"}) == '# head\n\n#, python-format\nmsgid "a"\nmsgstr "z"\n'
    assert with_wordings(text, {"b": "z"}) == text + '\nmsgid "b"\nmsgstr "z"\n'
    assert without_fuzzy('#, fuzzy\nmsgid "a"\nmsgstr "x"\n', ["a"]) == 'msgid "a"\nmsgstr "x"\n'
