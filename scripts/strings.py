"""Collects the fixed wording of package and templates into each language's messages.po.

What is new stands there empty (English: as it is), what is no longer used is dropped, and every
wording that was there stays.
"""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from generator.translate.wording_passages import Wording

ROOT = Path(__file__).parent.parent
HEAD = """\
# Fixed wording of the report. The English words are the keys.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {tag}\\n"

"""


def messages() -> list[str]:
    """Return every message that package and templates use, sorted."""
    return Wording(ROOT / "templates", ROOT).messages()


def update(path: Path, wanted: list[str]) -> int:
    """Rewrite one messages.po; return how many wordings are missing."""
    tag = path.parent.parent.name
    with path.open("rb") as file:
        old = {str(m.id): str(m.string) for m in read_po(file) if m.id}
    catalogue = Catalog(charset="utf-8")
    for message in wanted:
        catalogue.add(message, old.get(message) or (message if tag == "en" else ""))
    text = io.BytesIO()
    write_po(text, catalogue, no_location=True, omit_header=True, width=0, sort_output=True)
    path.write_text(HEAD.format(tag=tag) + text.getvalue().decode().lstrip(), encoding="utf-8")
    return sum(not (old.get(m) or tag == "en") for m in wanted)


if __name__ == "__main__":
    wanted = messages()
    for path in sorted(ROOT.glob("templates/locale/*/LC_MESSAGES/messages.po")):
        print(f"{path.relative_to(ROOT)}: {len(wanted)} strings, {update(path, wanted)} missing")
