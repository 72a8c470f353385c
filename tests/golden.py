"""Goldens: small texts beside the test cases, written anew by `pytest --update`, and only then."""

from pathlib import Path

import pytest


class Golden:
    """Compares a text with the one that is kept in a file."""

    def __init__(self, update: bool) -> None:
        self.update = update

    def __call__(self, path: Path, text: str) -> None:
        """Fail where the text is not the one in the file; with --update, write it instead."""
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        if not path.is_file():
            pytest.fail(f"{path} is missing: run pytest --update, and read what it writes")
        # Lists, so that pytest shows the lines that differ.
        assert text.split("\n") == path.read_text(encoding="utf-8").split("\n"), path.name
