"""A pseudo-language: a project whose every English word is made strange and two fifths longer.

It is complete, so whatever stands in a finished page in plain Latin letters was left behind
somewhere in the package. Its letters are those that the pinned font has; its plural forms, months
and number marks are Russian, unlike English and Chinese.
"""

import csv
import re
import shutil
from collections.abc import Callable
from math import ceil
from pathlib import Path
from typing import Any

import yaml
from babel.core import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from fontTools import subset
from fontTools.ttLib import TTFont

from generator.read.located import read_yaml
from generator.typeset.fonts import font_files
from tests.projects import ROOT

LEFT_TO_RIGHT, RIGHT_TO_LEFT = "en-XA", "en-XB"
PSEUDO = {"2023-long": ("2023", LEFT_TO_RIGHT), "quillonia-mirrored": ("quillonia", RIGHT_TO_LEFT)}
"""The projects that tests build in a pseudo-language: of which project, in which."""
LOCALE = "ru"
OWN_FAMILY, OWN_FILE, OWN_LETTER, OWN_WIDTH = "Quillon Sans", "fonts/quillon.ttf", "ř", 1.1
_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áßçδéφγнîйκλмñöρφяστûνωχýζÁΒÇΔÉΦΓНÎЙΚΛМÑÖΡΦЯΣТÛΥΩΧÝΖ",
)
LONGER, LEAST = 1.4, 4
"""A word of so many letters grows by so much."""
_KEPT = r"\{(?!=)[^{}]*\}|\]\([^)]*\)|https?://\S+"
"""Tokens and placeholders, targets of links."""


def pseudo(text: str, names: tuple[str, ...] = ()) -> str:
    """Return a text in the pseudo-language; tokens and fixed names stay."""
    kept = "|".join([_KEPT, *(rf"\b{re.escape(n)}" for n in sorted(names, key=len, reverse=True))])
    out, end = "", 0
    for match in re.finditer(kept, text):
        out += re.sub(r"[A-Za-z]+", _word, text[end : match.start()]) + match[0]
        end = match.end()
    return out + re.sub(r"[A-Za-z]+", _word, text[end:])


def _word(match: re.Match[str]) -> str:
    """Return one word in strange letters, longer where it is not short."""
    word = match[0]
    more = ceil(len(word) * LONGER) - len(word) if len(word) >= LEAST else 0
    return word.translate(_LETTERS) + ("éö" * more)[:more]


def pseudo_project(project: Path, target: Path, tag: str) -> Path:
    """Make the project anew in `target`, in the pseudo-language alone; returns it."""
    shutil.copytree(ROOT / "templates", target / "templates")
    shutil.copytree(project / "data", target / "data")
    numerals = project / "data" / "numerals.en.yaml"
    names = tuple(read_yaml(numerals, project)[0].value["names"]) if numerals.is_file() else ()

    def say(text: str) -> str:
        said = pseudo(text, names)
        return said.replace("я", OWN_LETTER) if tag == RIGHT_TO_LEFT else said

    for path in sorted((target / "data").rglob("*.yaml")):
        value = read_yaml(path, target)[0].value
        parts = path.name.split(".")
        if parts[0] in ("numerals", "translations"):
            path.unlink()
            if parts[:2] != ["numerals", "en"]:
                continue
            value = {key: [w if key == "names" else say(w) for w in value[key]] for key in value}
            path = path.with_name(f"numerals.{tag}.yaml")
        _dump(_translated(value, tag, say), path)
    for path in sorted((target / "data").rglob("*.md")):
        _text(path, tag, say)
    for path in sorted((target / "data").rglob("*.csv")):
        _table(path, tag, say)
    _locale(target / "templates" / "locale", tag, say)
    if tag == RIGHT_TO_LEFT:
        path = target / "templates" / "theme.yaml"
        own = f"{{family: {OWN_FAMILY}, regular: {OWN_FILE}}}"
        path.write_text(path.read_text("utf-8") + f"\n  own: {own}\n", "utf-8")
        own_font(target / "templates" / OWN_FILE)
    return target


def own_font(path: Path) -> None:
    """Write a font of the letters of the pseudo-language, a tenth wider, and with one of its own.

    The pinned font lacks that letter: where it is shown, the font is in use.
    """
    options = subset.Options(drop_tables=["vhea", "vmtx", "GSUB", "GPOS"], name_IDs=[1, 2, 4, 6])
    with TTFont(font_files()[400], recalcTimestamp=False) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x391, 0x450)])
        cutter.subset(font)
        for table in font["cmap"].tables:
            table.cmap[ord(OWN_LETTER)] = table.cmap[ord("æ")]  # which stands nowhere
        widths = font["hmtx"].metrics
        for name, (advance, bearing) in list(widths.items()):
            widths[name] = (round(advance * OWN_WIDTH), bearing)
        for number, text in ((1, OWN_FAMILY), (4, OWN_FAMILY), (6, OWN_FAMILY.replace(" ", ""))):
            font["name"].setName(text, number, 3, 1, 0x409)
        path.parent.mkdir()
        font.save(path)


def _translated(value: Any, tag: str, say: Callable[[str], str]) -> Any:
    """Return data with each label in the pseudo-language alone."""
    if isinstance(value, list):
        return [_translated(item, tag, say) for item in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("en"), str | dict):
        return {tag: _forms(value["en"], say)}
    done = {key: _translated(item, tag, say) for key, item in value.items()}
    if "en" in done.get("both_ends", done.get("languages", ())):
        done["languages" if "languages" in done else "both_ends"] = [tag]
    elif "both_ends" in done:
        done["both_ends"] = [tag]
    return done


def _forms(words: str | dict[str, str], say: Callable[[str], str]) -> Any:
    """Return words beside a number in every plural form of the locale, each a little different."""
    text = words if isinstance(words, str) else words["other"]
    noun = text.replace("{n}", "").strip(" %")
    if "{n}" not in text or not noun:
        return say(text)
    ends = {name: "αεηιωυ"[i] for i, name in enumerate(sorted(CATEGORIES))}
    return {name: say(text).rstrip() + ends[name] for name in sorted(CATEGORIES)}


CATEGORIES = {*Locale.parse(LOCALE).plural_form.tags, "other"}


def _text(path: Path, tag: str, say: Callable[[str], str]) -> None:
    """Put a text in the pseudo-language in place of an English one; others go."""
    part, language = path.name.removesuffix(".md").rsplit(".", 1)
    if language == "en":
        path.with_name(f"{part}.{tag}.md").write_text(say(path.read_text("utf-8")), "utf-8")
    path.unlink()


def _table(path: Path, tag: str, say: Callable[[str], str]) -> None:
    """Rewrite a table of observations: its notes in the pseudo-language."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    head = rows[0]
    keep = [i for i, name in enumerate(head) if not name.startswith("note:") or name == "note:en"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(f"note:{tag}" if head[i] == "note:en" else head[i] for i in keep)
        for row in rows[1:]:
            writer.writerow(say(row[i]) if head[i] == "note:en" else row[i] for i in keep)


def _locale(folder: Path, tag: str, say: Callable[[str], str]) -> None:
    """Add how the pseudo-language is written, and its fixed wording."""
    english = read_yaml(folder / "en" / "language.yaml", folder.parent)[0].value
    mirrored = tag == RIGHT_TO_LEFT
    made = {
        "name": say(english["name"]), "babel": LOCALE, "script": "latin",
        "direction": "rtl" if mirrored else "ltr", "fonts": "own" if mirrored else "default",
        "air": False, "group_from": english["group_from"],
        "scales": [
            scale | {"word": {
                name: " " + say(scale["word"].strip()) + "αεηιωυ"[i]
                for i, name in enumerate(sorted(CATEGORIES))
            }}
            for scale in english["scales"]
        ],
        "qualifiers": {key: say(words) for key, words in english["qualifiers"].items()},
        "number_words": [say(word) for word in english["number_words"]],
        "dates": {
            key: re.sub(r"'[^']*'", lambda match: say(match[0]), words)
            for key, words in english["dates"].items()
        },
        "stops": english["stops"], "join": english["join"], "clause": english["clause"],
        "quotes": english["quotes"],
    }  # fmt: skip
    wording = folder / tag / "LC_MESSAGES"
    wording.mkdir(parents=True)
    _dump(made, folder / tag / "language.yaml")
    with (folder / "en" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        words = {str(m.id): say(str(m.string)) for m in read_po(file) if m.id}
    catalogue = Catalog(charset="utf-8")
    for message, text in words.items():
        catalogue.add(message, text)
    with (wording / "messages.po").open("wb") as out:
        write_po(out, catalogue, omit_header=True, width=0)


def _dump(value: Any, path: Path) -> None:
    """Write data as YAML."""
    path.write_text(
        yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000), "utf-8"
    )
