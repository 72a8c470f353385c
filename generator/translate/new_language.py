"""New language: the files that its translator needs, filled from CLDR where that knows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from babel.core import Locale, UnknownLocaleError

from generator.problem import UsageError
from generator.records.unit import OTHER
from generator.said import Said
from generator.schema.schema import modeline
from generator.translate.catalogue import catalogue_path
from generator.translate.edit import Edit, applied
from generator.translate.wording_passages import Wording
from generator.word.language import ENGLISH, locale_folder

HAN = ("zh", "ja", "yue")
"""Languages that write no spaces between words."""
SMALLEST, LARGEST = 4, 12
"""Powers of ten that may have a word for scaling: 万, million."""
CATALOGUE_HEAD = """\
# Fixed wording of the report. The English words are the keys.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {tag}\\n"
"""
NUMERALS = """\
# What states a number in this language, as in data/numerals.en.yaml.
words: []       # words or characters that state a quantity
ordinary: []    # words in which such a word states none
names: []       # fixed names that hold digits or such words
"""


def locale_of(tag: str) -> Locale:
    """Return what CLDR knows of a language."""
    try:
        return Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        raise UsageError(
            Said('no language is called "{tag}". Write fr, pt-BR, sr-Latn …', tag=tag)
        ) from None


def new_language(tag: str, wording: Wording) -> dict[str, str]:
    """Return the files (path → content) of a new language: how it writes, and its empty wording."""
    locale = locale_of(tag)
    folder = wording.root / "templates" / "locale" / tag
    english = locale_folder(ENGLISH, wording.templates, wording.root) / "language.yaml"
    words = yaml.safe_load(english.read_text(encoding="utf-8"))["qualifiers"]
    empty = "".join(f'\nmsgid {_po(message)}\nmsgstr ""\n' for message in wording.messages())
    described, numerals = _name(folder / "language.yaml", wording.root), f"data/numerals.{tag}.yaml"
    return {
        described: modeline(described) + language_file(locale, words),
        _name(catalogue_path(folder), wording.root): CATALOGUE_HEAD.format(tag=tag) + empty,
        numerals: modeline(numerals) + NUMERALS,
    }


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _po(message: str) -> str:
    return json.dumps(message, ensure_ascii=False)


def language_file(locale: Locale, qualifiers: dict[str, str]) -> str:
    """Return the language.yaml of a locale; its qualifiers are English until translated."""
    han = locale.language in HAN
    name = str(locale.get_display_name(locale))
    plain: dict[str, Any] = {
        "name": name[:1].upper() + name[1:], "babel": str(locale),
        "direction": locale.text_direction, "script": "han" if han else "latin",
        "fonts": "default", "air": locale.language == "zh", "group_from": 1000,
    }  # fmt: skip
    lines = [
        "# How this language writes numbers and dates, from CLDR. Look it over: locale/en explains",
        "# each key. The qualifiers are English until they are translated.",
        *(f"{key}: {_yaml(value)}" for key, value in plain.items()),
        "scales:", *(f"  - {_yaml(scale)}" for scale in _scales(locale)),
        "qualifiers:", *(f"  {key}: {_yaml(words)}" for key, words in qualifiers.items()),
        "number_words: []",
        "dates:", *(f"  {key}: {_yaml(pattern)}" for key, pattern in _dates(locale).items()),
        f"stops: {_yaml('' if han else '.')}",
        f"join: {_yaml(_between(locale))}",
        f"clause: {_yaml('；' if han else '; ')}",
        'quotes: ["“", "”"]',
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _yaml(value: Any) -> str:
    """Return a value as YAML on one line: JSON, but for what is plainer without quotes."""
    return json.dumps(value, ensure_ascii=False)


def _dates(locale: Locale) -> dict[str, str]:
    """Return the date patterns; the last day of a year is a day like others."""
    skeletons, formats = locale.datetime_skeletons, locale.date_formats
    found = {
        "year": skeletons["y"], "month": skeletons["yMMMM"], "day": formats["long"],
        "month_short": skeletons["yMMM"], "day_short": formats["medium"],
        "end_of_year": formats["long"],
    }  # fmt: skip
    return {key: str(pattern.pattern) for key, pattern in found.items()}


def _between(locale: Locale) -> str:
    """Return what stands between the items of a list."""
    pattern = str(locale.list_patterns["standard"]["middle"])
    return pattern.replace("{0}", "").replace("{1}", "")


def _scales(locale: Locale) -> list[dict[str, Any]]:
    """Return the words for powers of ten from 万 or million on, the largest first."""
    formats = locale.compact_decimal_formats
    known = formats.get("long") or formats.get("short")
    found: dict[int, dict[str, Any]] = {}
    for power in range(SMALLEST, LARGEST + 1):
        name = str(10**power)
        if not known or name not in known[OTHER]:
            continue
        digits = known[OTHER][name].pattern.count("0")
        factor = 10 ** (power - digits + 1)
        words = {
            category: known.get(category, known[OTHER]).get(name, known[OTHER][name]).pattern
            for category in sorted({*locale.plural_form.tags, OTHER})
        }
        words = {key: pattern.replace("0", "").replace("'", "") for key, pattern in words.items()}
        if factor >= 10**SMALLEST and digits and words[OTHER].strip():
            word = words[OTHER] if len(set(words.values())) == 1 else words
            found.setdefault(factor, {"from": factor, "factor": factor, "word": word})
    return [found[factor] for factor in sorted(found, reverse=True)]


def with_language(text: str, tag: str) -> str:
    """Return an edition.yaml whose list of languages has one more."""
    root: Any = yaml.compose(text, Loader=yaml.CSafeLoader)
    listed = next(value for key, value in root.value if key.value == "languages")
    last = listed.value[-1]
    more = f", {tag}" if listed.flow_style else f"\n{' ' * listed.start_mark.column}- {tag}"
    return applied(text, [Edit(last.end_mark.index, last.end_mark.index, more)])
