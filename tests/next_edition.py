"""A made-up edition after the shipped one, for tests of differences: nothing in it is true.

Every value, its source and its words are invented here; the source says so in its own name.
"""

import re
import shutil
from pathlib import Path

import yaml

from tests.projects import LEAST, ROOT, accept_all, copy_of

SOURCE = """
- id: made-up
  name: {en: "Made up for a test, no published text", zh-CN: 为测试而编造，并非已发布文本}
  language: en
  copy: none
"""
HEAD = (
    "indicator,region,period,period_basis,value,qualifier,precision,source,paragraph,as_published\n"
)
ROWS = """\
cn_institutions,,2024,stated,117,exact,,made-up,,
cn_provinces,,2024,stated,31,exact,,made-up,,
cn_requests,,2024,stated,210000,over,,made-up,,
cn_reports,,2024,stated,20417,exact,,made-up,,
cn_sector,,2024,stated,640,stated,,made-up,,
cn_network,,2024,stated,3000,over,,made-up,,
cn_transactions,,2024,stated,11000,nearly,,made-up,,
cn_visits,,2024,stated,450000000,about,,made-up,,
cn_awareness,,2024,stated,3100,over,,made-up,,
cn_training,,2024,stated,4100,exact,,made-up,,
cn_participants,,2024,stated,990000,over,,made-up,,
cn_cases,,2024-04,stated,11,exact,,made-up,,
cn_clinics,,2024,stated,12,exact,,made-up,,
"""
INDICATOR = """
- id: cn_clinics
  name: {en: clinics held on IP questions, zh-CN: 知识产权门诊}
  unit: event
  kind: flow
  region: CN
  definition:
"""
REVISED = [
    ('20000,over,,cnipa-2024-07-31,2,"more than 20,000 IP search and analysis reports"',
     "20164,exact,,made-up,,"),
    ("inferred,101,stated,,cnipa-2022-07-13,,the 101 TISCs in China",
     "inferred,104,stated,,made-up,,"),
]  # fmt: skip
"""Figures of earlier years that the made-up source gives otherwise."""
PUBLISHED = """\
id,indicator,region,period,value,qualifier,unit
cn_reports,cn_reports,CN,2023,20000,over,report
cn_institutions@2022-07-13,cn_institutions,CN,2022-07-13,101,stated,institution
cn_requests,cn_requests,CN,2023,195000,over,request
"""
"""What edition 2023 was published with, of some figures."""
NOTES = """\
thresholds: {stock: 2, flow: 3}
notes:
  - {edition: 2023, change: revision, on: cn_reports, expect: exact 20164 report, by: source,
     reason: "Made up: the source now gives the full count.", date: 2025-02-03}
  - {edition: 2023, change: revision, on: cn_institutions@2022-07-13, by: source,
     expect: stated 104 institution, reason: "Made up: three were counted late.", date: 2025-02-03}
  - {edition: 2024, change: dropped, on: cn_exchange, by: editor, date: 2025-02-03,
     reason: "Made up: the source no longer gives it."}
  - {edition: 2024, change: dropped, on: hexi_area, by: editor, date: 2025-02-03,
     reason: "Made up: its case is not told again."}
"""
"""The signed notes without which nobody can build the edition."""
SENTENCES = [
    ("services", "en", "The sectors that were analyzed are not named.",
     "The sectors that were analyzed are named in an annex."),
    ("services", "zh-CN", "所分析的产业，来源未载明。", "所分析的产业，载于附件。"),
    ("network", "en", None, "This sentence is new, and made up."),
    ("network", "zh-CN", None, "此句为新增，系编造。"),
]  # fmt: skip
"""(part, language, what stood there or None, what stands there now)."""
WORLD = re.compile(r"\b(world_(?:tiscs|countries|inquiries))(@2024)?(?![\w@])")
BEFORE = {"world_tiscs": "2023-12-31", "world_countries": "2023-12-31", "world_inquiries": "2023"}


def next_edition(folder: Path) -> Path:
    """Return a copy of the shipped project with a made-up edition 2024 in it, and 2023 revised."""
    project = copy_of(ROOT, folder)
    data = project / "data"
    _add(data / "sources.yaml", SOURCE)
    _add(data / "indicators.yaml", INDICATOR)
    (data / "observations/9-made-up.csv").write_text(HEAD + ROWS, encoding="utf-8")
    rows = data / "observations"
    _swap(rows / "3-services.csv", *REVISED[0])
    _swap(rows / "2-network.csv", *REVISED[1])
    _queries(data / "queries.yaml")
    old, new = data / "editions/2023", data / "editions/2024"
    for path in sorted(path for path in old.rglob("*") if path.is_file()):
        target = new / path.relative_to(old)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    _change(new)
    (old / "published.csv").write_text(PUBLISHED, encoding="utf-8")
    (data / "changes.yaml").write_text(NOTES, encoding="utf-8")
    return accept_all(project)


def two_editions(
    folder: Path, *, breaks: bool = False, value: int = 7, thresholds: str = "stock: 2"
) -> Path:
    """Return the least project with an edition of the next year, and thresholds."""
    project = copy_of(LEAST, folder)
    rows = project / "data/observations/wells.csv"
    lines = rows.read_text(encoding="utf-8").replace("as_published\n", "as_published,break\n")
    lines = lines.replace("three wells\n", "three wells,\n")
    lines += f"wells,,2031,stated,{value},exact,,letter,,,{'yes' if breaks else ''}\n"
    rows.write_text(lines, encoding="utf-8")
    editions = project / "data/editions"
    shutil.copytree(editions / "2030", editions / "2031")
    edition = editions / "2031/edition.yaml"
    text = edition.read_text(encoding="utf-8").replace("2031", "2032").replace("2030", "2031")
    edition.write_text(text, encoding="utf-8")
    content = f"thresholds: {{{thresholds}}}\n"
    (project / "data/changes.yaml").write_text(content, encoding="utf-8")
    return project


def _add(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def _swap(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def _queries(path: Path) -> None:
    """Let a query name the figures of two editions by their words: each edition has other ids."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\{world_inquiries(@2024)?\}", "{=2.2 million}", text)
    path.write_text(text, encoding="utf-8")


def _change(new: Path) -> None:
    """Make the copied edition one of its own."""
    for path in [*new.glob("*.yaml"), *new.glob("text/*.md")]:
        text = WORLD.sub(_named, path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
    edition = yaml.safe_load((new / "edition.yaml").read_text(encoding="utf-8"))
    edition |= {"id": "2024", "period": 2024, "as_of": "2027-11-20", "reports": "made-up"}
    chapters = {chapter["id"]: chapter for chapter in edition["chapters"]}
    del chapters["exchange"]
    chapters["awareness"]["cards"].append("cn_clinics")
    chapters["cases"]["cases"] = ["list-2023", "tianjin"]
    edition["chapters"] = list(chapters.values())
    for name in ("cn_exchange", "case_area", "case_value"):
        _swap(new / "findings.yaml", f"      - {name}\n", "")
    for path in new.glob("text/exchange.*.md"):
        path.unlink()
    for part, tag, old, now in SENTENCES:
        path = new / f"text/{part}.{tag}.md"
        if old is None:
            _add(path, f"\n{now}\n")
        else:
            _swap(path, old, now)
    (new / "edition.yaml").write_text(yaml.safe_dump(edition, allow_unicode=True), encoding="utf-8")


def _named(match: re.Match[str]) -> str:
    """Return what the other edition calls one of the world's figures."""
    name, late = match[1], match[2]
    return name if late else f"{name}@{BEFORE[name]}"
