"""Wish: what an editor wants, as the editors' guide sorts it: file, lines, sight, undo, slip."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from generator.problem import UsageError, did_you_mean
from generator.said import Said

GUIDE, REFERENCE = "README.md", "reference.md"
"""Where the guide and its tables lie among the default templates."""
LIST = """\
{wishes}
One of them: tisc-snapshot explain wish {first}
The whole guide: {guide}
Names of blocks, fields, strings, colours, chart parts: {reference}"""


def wishes(templates: Path) -> dict[str, str]:
    """Return what the guide says of each wish, by its heading."""
    text = (templates / GUIDE).read_text(encoding="utf-8")
    parts = re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return {head: body.strip("\n") for head, body in parts}


def wish(name: str, templates: Path, form: str = "text") -> str:
    """Return what the guide says of one wish, or which wishes there are, as "text" or "json"."""
    known = wishes(templates)
    found = [head for head in known if name.casefold() in head.casefold()]
    exact = [head for head in found if head.casefold() == name.casefold()]
    if not found:
        what = Said('the guide has no wish "{name}".', name=name)
        fix = did_you_mean(name, known) or Said("All: tisc-snapshot explain wish")
        raise UsageError(Said("{what} {fix}", what=what, fix=fix))
    chosen = exact or found
    if form == "json":
        said = {head: known[head] for head in chosen}
        return json.dumps({"wish": name, "found": said}, ensure_ascii=False, indent=1)
    return f"{chosen[0]}\n\n{known[chosen[0]]}" if len(chosen) == 1 else _listed(chosen, templates)


def _listed(heads: list[str], templates: Path) -> str:
    """Return the headings of wishes, and how to read one of them."""
    parts: Mapping[str, object] = {
        "wishes": "\n".join(f"  {head}" for head in heads), "first": heads[0].lower(),
        "guide": templates / GUIDE, "reference": templates / REFERENCE,
    }  # fmt: skip
    return str(Said(LIST, **parts))
