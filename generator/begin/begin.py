"""Begin: the files of a new project: made-up data, and empty places for what is to differ."""

from __future__ import annotations

from pathlib import Path

from generator.explain.wish import GUIDE
from generator.problem import UsageError
from generator.read.layers import OVERRIDES, templates_of
from generator.said import Said
from generator.schema.cli import led
from generator.schema.schema import schemas
from generator.translate.edit import write_all

SAMPLE = Path(__file__).parents[1] / "sample"
THEME = """\
# Colours and fonts. Only what stands here differs from the default; to undo it, delete the line.
# tisc-snapshot explain colour data   says where a colour comes from, and who else uses it.
#
# colours:
#   light:
#     data: "#0B5D3B"
"""
WORDING = """\
# Fixed wording. Only what stands here differs from the default; to undo it, delete both lines.
# tisc-snapshot explain string Contents   says where a wording comes from, and where it is used.
#
# msgid "Contents"
# msgstr "In this report"
"""
SAID = """\
A new project lies in {folder}: {files} files, all its data made up, and data/schemas/, by which
editors such as VS Code complete and check YAML.
Now: 1. cd {folder}
     2. tisc-snapshot build        makes the report in output/; tisc-snapshot preview shows it
     3. put your own data in place of the sample's, file by file
How to change anything: tisc-snapshot explain wish   (the editors' guide: {guide})"""


def begin(folder: Path) -> Said:
    """Write a new project into a folder that is empty or not there yet; returns what to do next."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(Said("{folder} is not empty; nothing was written.", folder=folder))
    templates = templates_of(folder)
    files = sample() | {
        ".gitignore": b"output/\n",
        "templates/theme.yaml": THEME.encode(),
        "templates/locale/en/LC_MESSAGES/messages.po": WORDING.encode(),
        f"templates/{OVERRIDES}/README.md": (templates / OVERRIDES / "README.md").read_bytes(),
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    write_all(folder, {**schemas(), **led(folder)})
    return Said(SAID, folder=folder, files=len(files), guide=templates / GUIDE)


def sample() -> dict[str, bytes]:
    """Return the files of the made-up country by their names."""
    return {
        path.relative_to(SAMPLE).as_posix(): path.read_bytes()
        for path in sorted(SAMPLE.rglob("*"))
        if path.is_file()
    }
