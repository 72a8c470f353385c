"""What the program says: every sentence has its words in every language, with the same parts."""

import pickle
import re
import subprocess
import sys
from copy import deepcopy
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from generator.cli import main
from generator.said import Said, catalogue, languages, own_language, speaking
from tests.projects import LEAST, MADE_UP, ROOT, copy_of

sys.path.insert(0, str(ROOT / "scripts"))
import messages  # type: ignore[import-not-found]

CATALOGUES = sorted(ROOT.glob("generator/messages/*.po"))
PERCENT = re.compile(r"%(?:\(\w+\))?[sr]")


def parts(text: str) -> list[str]:
    """Return the names of a sentence's parts, sorted."""
    named = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    return sorted([*named, *PERCENT.findall(text)])


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_catalogue_is_complete_and_nothing_is_left_over(path):
    with path.open("rb") as file:
        words = {str(m.id): str(m.string) for m in read_po(file) if m.id}
    assert sorted(words) == messages.messages(), "run: make strings"
    assert [message for message, wording in words.items() if not wording] == []
    for message, wording in words.items():
        assert parts(message) == parts(wording), message


def test_there_is_a_catalogue_for_chinese():
    assert languages() == ("en", "zh-CN")


def test_a_sentence_is_english_to_programs_and_printed_in_what_is_spoken():
    inner = Said("a picture")
    said = Said("a text cannot hold {unfit}.", unfit=inner)
    assert said == "a text cannot hold a picture."
    assert str(said) == f"{said}" == "a text cannot hold a picture."
    with speaking("zh-CN"):
        assert said == said.english == "a text cannot hold a picture."
        assert str(said) == f"{said}" == "正文不能含有图片。"
        assert f"{Said('a picture'):>4}" == "  图片"
    assert str(said) == "a text cannot hold a picture."


def test_a_sentence_can_be_copied_and_sent():
    said = Said('there is no {kind} "{name}".', kind=Said("unit"), name="{x}")
    for copy in (pickle.loads(pickle.dumps(said)), deepcopy(said)):
        assert copy == said
        with speaking("zh-CN"):
            assert str(copy) == "没有单位“{x}”。"


def test_words_of_others_are_said_as_they_are():
    with speaking("zh-CN"):
        assert str(Said.verbatim("a {brace} and 100%")) == "a {brace} and 100%"
        assert str(Said.joined("; ", [Said("a picture"), "x"])) == "图片; x"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"), ({"LANG": "zh_CN.UTF-8"}, "zh-CN"), ({"LANG": "zh_TW.UTF-8"}, "zh-CN"),
        ({"LANG": "C.UTF-8"}, "en"), ({"LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "en_US"}, "zh-CN"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
    ],
)  # fmt: skip
def test_the_language_is_that_of_the_environment(environment, language, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert own_language() == language


def test_the_option_goes_before_the_environment(monkeypatch, capsys):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert main(["--project", str(LEAST), "check"]) == 0
    assert capsys.readouterr().out.startswith("没有问题：")
    assert main(["--project", str(LEAST), "check", "--messages", "en"]) == 0
    assert capsys.readouterr().out.startswith("No problems: ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--help"], "查找错误，不绘图"), (["check", "--help"], "用法："),
        (["chekc"], "无效的选择：'chekc'"), (["check", "--lang"], "无法识别的参数：--lang"),
        (["--messages"], "需要一个参数"), (["--messages", "fr"], "无效的选择：'fr'"),
    ],
)  # fmt: skip
def test_help_and_wrong_usage_are_told_in_chinese(words, said, monkeypatch, capsys):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == (0 if "--help" in words else 2)
    printed = capsys.readouterr()
    assert said in printed.out + printed.err


def test_what_a_code_means_is_told_in_both_languages(capsys):
    assert main(["explain", "code", "unknown-region"]) == 0
    assert capsys.readouterr().out == (
        "unknown-region: A region is named that regions.yaml does not have.\n"
    )
    assert main(["explain", "code", "unknown-region", "--messages", "zh-CN"]) == 0
    assert capsys.readouterr().out == "unknown-region: 引用了 regions.yaml 中没有的地区。\n"
    assert main(["explain", "code", "unknown-regoin"]) == 2
    assert 'Did you mean "unknown-region"?' in capsys.readouterr().err
    assert main(["explain", "one", "two"]) == 2


def test_nothing_is_printed_but_sentences_and_data():
    """A plain string that is printed would be English in every language."""
    plain = re.compile(r"\bprint\(\s*f?[\"'][^\"']*[A-Za-z]{3}")
    for path in sorted((ROOT / "generator").rglob("*.py")):
        assert not plain.search(re.sub(r"\{[^}]*\}", "", path.read_text("utf-8"))), path


def test_the_list_of_codes_is_as_it_would_be_written():
    done = subprocess.run([sys.executable, "scripts/codes.py", "--check"], cwd=ROOT)
    assert done.returncode == 0, "run: make codes"


def test_english_needs_no_catalogue():
    assert catalogue("en") == {}


COMMANDS = [
    ["check"], ["build", "--only", "html,data", "--lang", "zh-CN"], ["verify"],
    ["explain", "loans"], ["explain", "hall_cost"], ["explain", "template", "chapter.html"],
    ["explain", "string", "Contents"], ["explain", "colour", "data"],
    ["explain", "code", "bad-period"], ["translate", "status"], ["data", "new", "2032"],
    ["diff", "2031", "2031", "--format", "github"],
]  # fmt: skip
NOT_OURS = re.compile(r"“[^”]*”|\[en\].*|^ +en .*|\{%.*?%\}|msg(id|str) .*|tisc-snapshot [\w /.-]+")
"""What stands in data and templates, and what a user types."""


def test_no_command_leaves_english_in_chinese(tmp_path, capfd, monkeypatch):
    """Three English words in a row are a sentence of ours that has no Chinese."""
    monkeypatch.setattr("generator.checkers.checkers.check_all", lambda _: [])
    project = copy_of(MADE_UP, tmp_path / "project")
    for words in COMMANDS:
        assert main(["--project", str(project), "--messages", "zh-CN", *words]) == 0, words
        printed = capfd.readouterr()
        text = (printed.out + printed.err).replace(str(tmp_path), "")
        assert re.search("[\u4e00-\u9fff]", text), words
        ours = "\n".join(NOT_OURS.sub("", line) for line in text.splitlines())
        assert re.findall(r"(?:\b[A-Za-z]+ ){2}[a-z]+\b", ours) == [], words
        if words[0] == "explain" and words[1] != "code":
            heads = re.findall(r"^  (\S+(?: \S+)?)  ", text, re.MULTILINE)
            left = [head for head in heads if re.fullmatch("[a-z ]+", head)]
            assert set(left) <= {"en", "light", "dark", "data"}, words
