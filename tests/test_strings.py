"""Fixed wording: every string that package and templates use has a wording in every language."""

import re
import sys

import pytest
from babel.messages.pofile import read_po

from tests.projects import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
import strings  # type: ignore[import-not-found]

CATALOGUES = sorted(ROOT.glob("templates/locale/*/LC_MESSAGES/messages.po"))
PLACEHOLDER = re.compile(r"\{\w*\}")


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_wording_is_complete_and_nothing_is_left_over(path):
    with path.open("rb") as file:
        words = {str(m.id): str(m.string) for m in read_po(file) if m.id}
    assert sorted(words) == strings.messages()
    assert [message for message, wording in words.items() if not wording] == []
    for message, wording in words.items():
        assert sorted(PLACEHOLDER.findall(message)) == sorted(PLACEHOLDER.findall(wording)), message


def test_there_is_a_catalogue_for_each_language():
    languages = {path.parent.name for path in ROOT.glob("templates/locale/*/language.yaml")}
    assert {path.parts[-3] for path in CATALOGUES} == languages >= {"en", "zh-CN"}
