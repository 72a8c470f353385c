"""The reference for editors is as the package would write it, and the guide names what there is."""

import re
import subprocess
import sys

from tests.projects import ROOT

GUIDE = (ROOT / "templates/README.md").read_text(encoding="utf-8")
WISHES = (
    "Change the cover", "Change a word", "Recolour", "Another font", "Change one chapter only",
    "Add a chart", "Add a chapter", "Add a page of your own", "Add next year", "Another language",
    "Another country",
)  # fmt: skip


def test_the_reference_is_as_it_would_be_written():
    done = subprocess.run([sys.executable, "scripts/reference.py", "--check"], cwd=ROOT)
    assert done.returncode == 0, "run: make reference"


def test_the_guide_has_each_wish_with_file_sight_undo_and_slip():
    parts = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", GUIDE, re.MULTILINE | re.DOTALL))
    for wish in WISHES:
        for said in ("    ", "Undo:", "If you slip:"):
            assert said in parts[wish], (wish, said)
        assert "See:" in parts[wish] or "tisc-snapshot" in parts[wish], wish


def test_codes_that_the_guide_names_are_known():
    known = {path.name for path in (ROOT / "tests/mistakes").iterdir()}
    for code in re.findall(r"error\[([a-z-]+)\]", GUIDE):
        assert code in known, code
