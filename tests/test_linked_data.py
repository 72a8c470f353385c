"""What the page tells programs: linked data, meta data, citations, downloads, the social card."""

import json
import re
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import tinyhtml5
from PIL import Image

from tests.projects import LEAST, MADE_UP, PAGES, copy_of, run

VOCABULARY = json.loads(Path(__file__).with_name("schema_org.json").read_text(encoding="utf-8"))
# What search engines ask of a data set (developers.google.com, “Dataset structured data”).
WANTED = {
    "Dataset": {"name", "description", "creator", "license", "inLanguage", "version",
                "datePublished", "temporalCoverage", "spatialCoverage", "variableMeasured",
                "distribution", "isBasedOn", "isAccessibleForFree"},
    "Report": {"name", "description", "publisher", "license", "inLanguage", "datePublished"},
}  # fmt: skip
LITERALS = {
    "Text": lambda value: isinstance(value, str) and value.strip(),
    "Boolean": lambda value: isinstance(value, bool),
    "Date": lambda value: (
        isinstance(value, str) and bool(re.fullmatch(r"\d{4}(-\d\d){0,2}", value))
    ),
    "URL": lambda value: isinstance(value, str) and bool(re.match(r"https?://|\.\./|#", value)),
}


@pytest.fixture(params=PAGES, ids="-".join)
def page(request, built) -> Path:
    """Return the finished page of an edition in one language."""
    name, tag = request.param
    return Path(built(name) / tag / "index.html")


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """Return the output of a made-up edition that says where it will stand on the web."""
    folder: Path = tmp_path_factory.mktemp("published")
    project = copy_of(MADE_UP, folder / "project")
    edition = next(project.glob("data/editions/*/edition.yaml"))
    text = edition.read_text(encoding="utf-8")
    edition.write_text(text + "url: https://stats.example/2031\n", encoding="utf-8")
    done = run("--project", project, "build", "--only", "html", "--out", folder / "out")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "out"


def tree(path: Path) -> Any:
    """Return a page as a tree."""
    return tinyhtml5.parse(path.read_text(encoding="utf-8"), namespace_html_elements=False)


def nodes_of(path: Path) -> list[dict[str, Any]]:
    """Return the nodes of a page's linked data."""
    scripts = [s for s in tree(path).iter("script") if s.get("type") == "application/ld+json"]
    assert len(scripts) == 1
    graph = json.loads(scripts[0].text)
    assert graph["@context"] == "https://schema.org"
    found: list[dict[str, Any]] = graph["@graph"]
    return found


def kinds(name: str) -> set[str]:
    """Return a type with all that it is."""
    above = VOCABULARY["types"].get(name, {"is": []})["is"]
    return {name}.union(*map(kinds, above))


def faults(node: dict[str, Any], ids: set[str]) -> list[str]:
    """Return what in a node schema.org does not know, or would have in another type."""
    name = node["@type"]
    known: dict[str, list[str]] = {}
    for kind in kinds(name):
        known |= VOCABULARY["types"].get(kind, {"properties": {}})["properties"]
    found = [] if name in VOCABULARY["types"] else [f"no type {name}"]
    for key, value in node.items():
        if key.startswith("@"):
            continue
        if key not in known:
            found.append(f"{name} has no {key}")
            continue
        for item in value if isinstance(value, list) else [value]:
            found += wrong(item, f"{name}.{key}", set(known[key]), ids)
    return found


def wrong(item: Any, place: str, types: set[str], ids: set[str]) -> list[str]:
    """Return what is wrong with one value, which should be of one of these types."""
    if not isinstance(item, dict):
        right = any(name in types and ok(item) for name, ok in LITERALS.items())
        return [] if right else [f"{place} = {item!r}"]
    if set(item) == {"@id"}:
        return [] if item["@id"] in ids else [f"{item['@id']} leads nowhere"]
    misplaced = [] if kinds(item["@type"]) & types else [f"{place} is a {item['@type']}"]
    return faults(item, ids) + misplaced


def test_linked_data_is_what_schema_org_describes(page):
    nodes = nodes_of(page)
    ids = {node["@id"] for node in nodes}
    assert {node["@type"] for node in nodes} == {"Report", "Dataset"}
    for node in nodes:
        assert faults(node, ids) == []
        assert WANTED[node["@type"]] - set(node) == set()
        assert 50 <= len(node["description"]) <= 5000
        date.fromisoformat((node["datePublished"] + "-01-01")[:10])
        assert node["inLanguage"] == tree(page).get("lang")


def test_the_check_of_linked_data_can_fail(page):
    node = nodes_of(page)[1]
    for change in ({"datum": "x"}, {"license": "mine"}, {"isPartOf": {"@id": "#gone"}},
                   {"creator": {"@type": "Country", "name": "X"}}, {"version": True}):  # fmt: skip
        assert len(faults({**node, **change}, {"#report"})) == 1


def test_files_that_linked_data_names_are_there(page):
    for node in nodes_of(page):
        for entry in node.get("distribution", []) + node.get("encoding", []):
            assert (page.parent / entry["contentUrl"]).is_file()


def test_absolute_addresses_only_where_the_edition_declares_one(page, published):
    for path, base in ((page, ""), *((published / t / "index.html", "https://stats.example/2031/")
                                     for t in ("en", "zh-CN"))):  # fmt: skip
        tag = tree(path).get("lang")
        metas = {m.get("property"): m.get("content") for m in tree(path).iter("meta")}
        links = {link.get("rel"): link.get("href") for link in tree(path).iter("link")}
        assert metas["og:title"]
        assert metas["og:locale"] == tag.replace("-", "_")
        assert metas.get("og:url") == links.get("canonical") == (f"{base}{tag}/" if base else None)
        assert metas.get("og:image") == (f"{base}{tag}/card.png" if base else None)
        assert nodes_of(path)[0].get("image") == metas.get("og:image")
        assert faults(nodes_of(path)[0], {f"{base}{tag}/#data" if base else "#data"}) == []


def test_the_social_card_is_a_picture_of_the_title(page):
    with Image.open(page.parent / "card.png") as card:
        assert card.size == (1200, 630)
        assert card.format == "PNG"
        colours = card.convert("RGB").getcolors(1 << 24) or []
        texts = [count for count, colour in colours if colour == (255, 255, 255)]
    assert max(texts, default=0) > 5000  # the title in white
    assert (page.parent / "card.png").stat().st_size < 200_000


def test_the_social_card_has_the_same_bytes_each_time(tmp_path):
    cards = []
    for name in ("one", "two"):
        done = run("--project", LEAST, "build", "--only", "html", "--out", tmp_path / name)
        assert done.returncode == 0, done.stdout
        cards.append((tmp_path / name / "en" / "card.png").read_bytes())
    assert cards[0] == cards[1]
    assert Image.open(BytesIO(cards[0])).getbbox() is not None


def test_citations_lie_beside_the_page_and_say_the_same(page):
    lists = {pre.get("id"): pre.text for pre in tree(page).iter("pre")}
    assert set(lists) == {"bibtex", "ris"}
    for link in (a for a in tree(page).iter("a") if "/cite/" in a.get("href", "")):
        content = (page.parent / link.get("href")).read_bytes().decode()
        shown = lists["ris" if link.get("href").endswith(".ris") else "bibtex"]
        assert content.replace("\r\n", "\n") == shown
        assert link.get("download") is not None
    assert re.fullmatch(r"@techreport\{[a-z0-9-]+,\n(  \w+ += .+,?\n)+\}\n", lists["bibtex"])
    assert lists["bibtex"].count("{") == lists["bibtex"].count("}")
    assert re.fullmatch(r"TY  - RPRT\n([A-Z][A-Z0-9]  - .+\n)+ER  - \n", lists["ris"])


def test_what_tex_takes_for_a_command_is_escaped():
    from generator.render.citation import _escaped

    assert _escaped(r"R&D 5% {a_b} \x~") == r"R\&D 5\% \{a\_b\} \textbackslash{}x\textasciitilde{}"
