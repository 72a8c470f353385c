"""Made up: projects of any size in two languages, for the measures of speed and growth.

The islands, their wells and every figure are made up, and their files say so.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.said import speaking
from generator.translate.accept import accept
from generator.translate.edit import write_all
from generator.translate.translate import Project

LANGUAGES = ("en", "zh-CN")
HEAD = ["indicator", "region", "period", "period_basis", "value", "qualifier", "precision",
        "source", "paragraph", "as_published"]  # fmt: skip
NOTICE = "# Made up, to measure how long builds take: no such island, no such figure.\n"


@dataclass(frozen=True)
class Size:
    """How much a project holds."""

    chapters: int = 1
    figures: int = 3
    """Figures of each chapter, one for each part of the island."""
    charts: bool = True
    """Whether a chart of them is drawn in each chapter."""
    paragraphs: int = 1
    reported: int = 1
    """Figures of the reported letter: the title page draws them."""
    languages: tuple[str, ...] = LANGUAGES


def project(folder: Path, number: int = 0, size: Size = Size()) -> Path:
    """Write a project about island `number` into a new folder; returns the folder."""
    for name, content in _files(number, size).items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            path.write_text(content, encoding="utf-8")
        else:
            text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000)
            path.write_text(NOTICE + text, encoding="utf-8")
    _write_rows(folder / "data" / "observations" / "wells.csv", number, size)
    _accept(folder)
    return folder


def _accept(folder: Path) -> None:
    """Let the translations be accepted, as somebody who had read them would."""
    with speaking("en"):
        there = Project(folder)
        for tag in there.tags():
            found = there.translations(tag)
            names = {passage.place.path for passage in found.passages}
            write_all(folder, accept(found, there.library, names, folder)[0])


def _files(number: int, size: Size) -> dict[str, Any]:
    """Return the content of each file of data/, but the rows."""
    chapters = range(1, size.chapters + 1)
    part = {f"XL-{n}": _said(f"{{=Part {n}}}", f"{{=第{n}区}}", size) for n in _parts(size)}
    plain = {"unit": "well", "kind": "stock", "region": "XL", "definition": None}
    indicators = [
        {"id": f"wells_{n}", "name": _said(f"{{=wells of kind {n}}}", f"{{=第{n}类水井}}", size)}
        | plain
        for n in chapters
    ]
    held, here = {"language": "en", "copy": "none"}, "editions/2030"
    texts = {
        f"{here}/text/{name}.{tag}.md": text
        for tag in size.languages for name, text in _texts(tag, size).items()
    }  # fmt: skip
    return {
        "units.yaml": [{"id": "well", "name": _said("wells", "口", size),
                        "written": _said("{n}", "{n}口", size)}],
        "regions.yaml": {"regions": [
            {"id": "XL", "name": _said(*_island(number), size)},
            *({"id": name, "name": label} for name, label in part.items()),
        ]},
        "sources.yaml": [
            {"id": "letter", "name": _said("Letter (made up)", "信函（虚构）", size)} | held,
            {"id": "register", "name": _said("Register (made up)", "登记册（虚构）", size)} | held,
        ],
        "indicators.yaml": indicators,
        f"{here}/edition.yaml": _edition(number, size),
        **({f"{here}/charts.yaml": [_chart(n, size) for n in chapters]} if size.charts else {}),
        **texts,
    }  # fmt: skip


def _parts(size: Size) -> range:
    """Return the numbers of the parts of the island."""
    return range(1, size.figures + 1)


def _said(english: str, chinese: str, size: Size) -> dict[str, str]:
    """Return words in the languages of a project."""
    return {tag: words for tag, words in zip(LANGUAGES, (english, chinese), strict=True)
            if tag in size.languages}  # fmt: skip


def _island(number: int) -> tuple[str, str]:
    """Return the name of an island in two languages."""
    return f"{{=Island {number}}}", f"{{=第{number}岛}}"


def _figures(chapter: int, size: Size) -> list[str]:
    """Return the names of the figures of a chapter."""
    return [f"wells_{chapter}@XL-{n}" for n in _parts(size)]


def _chart(chapter: int, size: Size) -> dict[str, Any]:
    """Return the chart of a chapter."""
    return {
        "id": f"chart-{chapter}", "kind": "bars", "figures": _figures(chapter, size),
        "title": _said("Wells", "水井", size), "subtitle": _said("By part", "按区", size),
    }  # fmt: skip


def _edition(number: int, size: Size) -> dict[str, Any]:
    """Return edition.yaml."""
    first = _figures(1, size)[0]
    chapters = [
        {"id": f"chapter-{n}", "name": _said(f"{{=Kind {n}}}", f"{{=第{n}类}}", size),
         "rows": _figures(n, size), **({"charts": [f"chart-{n}"]} if size.charts else {})}
        for n in range(1, size.chapters + 1)
    ]  # fmt: skip
    return {
        "id": "2030", "slug": f"wells-{number}", "country": "XL", "period": 2030, "as_of": 2031,
        "version": "1", "languages": list(size.languages), "series": _said("Made up", "虚构", size),
        "title": _said(f"Wells of {_island(number)[0]}", f"{_island(number)[1]}的水井", size),
        "subtitle": _said("An island that is made up", "虚构的岛屿", size),
        "citation": _said("Do not cite.", "请勿引用。", size), "reports": "letter",
        "title_page_line": _said("All of it is made up.", "内容均为虚构。", size),
        "key_figure": first, "key_figures": [first], "chapters": chapters,
        "imprint": {
            "publisher": _said("Nobody", "无", size), "contact": _said("Nobody.", "无。", size),
            "licence": _said("{=CC0}", "{=CC0}", size),
            "licence_url": "https://creativecommons.org/publicdomain/zero/1.0/",
            "non_affiliation": _said("It is made up.", "内容虚构。", size),
            "translation": _said("The English wording governs.", "以英文为准。", size),
        },
    }  # fmt: skip


def _texts(tag: str, size: Size) -> dict[str, str]:
    """Return the texts of a language by the part that they stand in."""
    english = tag == "en"
    first = _figures(1, size)[0]
    summary = f"# {{{first}}} wells\n\nPart one has {{{first}}}.\n"
    if not english:
        summary = f"# {{{first}}}水井\n\n其一有{{{first}}}。\n"
    found = {"summary": summary, "notes": "# Notes\n\nNone.\n" if english else "# 说明\n\n无。\n"}
    for n in range(1, size.chapters + 1):
        head = "# The wells\n" if english else "# 水井\n"
        words = "They hold water, and people come to them each morning to fill what they carry. "
        words = words if english else "井中有水，人们每天早晨来此打水。"
        body = "".join(f"\n{words * 4}\n" for _ in range(size.paragraphs))
        found[f"chapter-{n}"] = head + body
    return found


def _write_rows(path: Path, number: int, size: Size) -> None:
    """Write the observations."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(HEAD)
        for chapter in range(1, size.chapters + 1):
            for n in _parts(size):
                value = 1 + (number * 37 + chapter * 11 + n * 53) % 997
                source = "letter" if chapter == 1 and n <= size.reported else "register"
                rows.writerow([f"wells_{chapter}", f"XL-{n}", 2030, "stated", value, "exact", "",
                               source, "", f"{value} wells"])  # fmt: skip
