"""Our own checks of finished HTML: links, headings, alternative texts, contrast, size, JSON-LD."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import tinyhtml5

from generator.render.contrast import GRAPHICS, MARKS, TEXT, WORDS, ratio

ADDRESS = re.compile(
    r"https?://[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?([/?#][!-;=?-\[\]_a-z~]*)?", re.IGNORECASE
)
"""A web address, well formed: a host with a dot, and no character that must be escaped."""
LIGHT, HEAVY, HAN = 200_000, 400_000, 2_000
"""Bytes of a first view over the wire; the larger holds where a page has so many Han letters."""
WANTED = {
    "Report": {"name", "description", "publisher", "license", "inLanguage", "datePublished"},
    "Dataset": {"name", "description", "creator", "license", "variableMeasured", "distribution"},
}
"""What a search engine asks of the nodes of linked data."""
Said = Mapping[str, Sequence[str]]


def links(output: Path, files: Sequence[str]) -> Said:
    """Return links that lead nowhere, addresses that are none, and anchors that are there twice."""
    return {name: list(_links(output, name)) for name in files}


def headings(output: Path, files: Sequence[str]) -> Said:
    """Return headings that leave a level out, and pages without one of the first level."""
    return {
        name: list(skipped([int(e.tag[1]) for e in _page(output / name) if _is_heading(e)]))
        for name in files
    }


def skipped(levels: Sequence[int]) -> Iterator[str]:
    """Yield what is wrong with the levels of headings in their order."""
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of the first level"
    for above, level in pairwise(levels):
        if level > above + 1:
            yield f"a heading of level {level} stands under one of level {above}"


def alternatives(output: Path, files: Sequence[str]) -> Said:
    """Return pictures that say nothing to who cannot see them."""
    return {name: list(_mute(_page(output / name))) for name in files}


def contrast(output: Path, files: Sequence[str]) -> Said:
    """Return colours of a page's own style that WCAG AA finds too faint, light and dark."""
    return {name: list(_faint((output / name).read_text(encoding="utf-8"))) for name in files}


def first_view(output: Path, files: Sequence[str]) -> Said:
    """Return pages that send too many bytes before they can be read, fonts included."""
    return {name: list(_heavy(output / name)) for name in files}


def linked_data(output: Path, files: Sequence[str]) -> Said:
    """Return what is missing in the JSON-LD of a page that programs are told about."""
    unbuilt = set() if (output / "data").is_dir() else {"distribution"}
    return {name: list(_told(_page(output / name), unbuilt)) for name in files}


@lru_cache(maxsize=16)
def _page(path: Path) -> list[Any]:
    """Return the elements of a page in their order."""
    text = path.read_text(encoding="utf-8")
    return [e for e in tinyhtml5.parse(text, namespace_html_elements=False).iter() if _named(e)]


def _named(element: Any) -> bool:
    return isinstance(element.tag, str)


def _is_heading(element: Any) -> bool:
    return bool(re.fullmatch("h[1-6]", element.tag))


@lru_cache(maxsize=16)
def _anchors(path: Path) -> Counter[str]:
    """Return how often each anchor is in a page."""
    return Counter(e.get("id") for e in _page(path) if e.get("id"))


def _links(output: Path, name: str) -> Iterator[str]:
    here = output / name
    yield from (f"#{anchor} is there {n} times" for anchor, n in _anchors(here).items() if n > 1)
    for element in _page(here):
        target = element.get("href") or element.get("src")
        if target and not target.startswith("data:"):
            yield from _target(here, target)


def _target(page: Path, target: str) -> Iterator[str]:
    """Yield why a link of a page leads nowhere."""
    parts = urlsplit(target)
    if parts.scheme:
        if not (ADDRESS.fullmatch(target) or re.fullmatch(r"mailto:[^\s@]+@[^\s@]+", target)):
            yield f"“{target}” is no web address"
        return
    goal = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if not goal.exists():
        yield f"{target}: there is no such file"
    elif goal.suffix == ".html" and unquote(parts.fragment) not in {"", *_anchors(goal)}:
        yield f"{target}: there is no such anchor"


def _mute(page: Sequence[Any]) -> Iterator[str]:
    """Yield each picture without words."""
    for element in page:
        tag = element.tag.rpartition("}")[2]
        if tag == "img" and element.get("alt") is None:
            yield f"a picture has no alternative text: {element.get('src', '')[:60]}"
        elif tag == "svg" and element.get("aria-hidden") != "true":
            title = next((e for e in element if str(e.tag).endswith("title")), None)
            if not (element.get("aria-label") or (title is not None and title.text)):
                yield f"a drawing has no name: {element.get('id', 'without id')}"


def _faint(html: str) -> Iterator[str]:
    """Yield each pair of colours that is too faint."""
    blocks = re.findall(
        r"(@media[^{]*dark\)\{\s*)?:root\{(--paper:#\w{6};[^}]*--ink:[^}]*)\}", html
    )
    for dark, block in blocks:
        colours = dict(re.findall(r"--([\w-]+):(#[0-9A-Fa-f]{6})", block))
        pairs = [(role, TEXT) for role in WORDS] + [(role, GRAPHICS) for role in MARKS]
        for role, least in pairs:
            for ground in ("paper", "panel"):
                found = ratio(colours[role.replace("_", "-")], colours[ground])
                if found < least:
                    mode = "dark" if dark else "light"
                    yield f"{mode}: {role} on {ground} is {found:.2f}, and should be {least}"


def _heavy(path: Path) -> Iterator[str]:
    if path.name != "index.html":
        return  # one file that holds everything is no first view
    html = path.read_bytes()
    fonts = set(re.findall(rb'url\("?(fonts/[^")]+)', html))
    sent = len(gzip.compress(html, 9, mtime=0))
    sent += sum((path.parent / font.decode()).stat().st_size for font in fonts)
    limit = HEAVY if len(re.findall("[\u4e00-\u9fff]", html.decode())) > HAN else LIGHT
    if sent > limit:
        yield f"{sent} bytes are sent for the first view, and {limit} are the most"


def _told(page: Sequence[Any], unbuilt: set[str]) -> Iterator[str]:
    """Yield what a program is not told."""
    texts = [e.text or "" for e in page if e.get("type") == "application/ld+json"]
    if not texts and any(e.get("property") == "og:title" for e in page):
        yield "the page has no JSON-LD"
    for text in texts:
        try:
            nodes = json.loads(text)["@graph"]
        except (ValueError, KeyError, TypeError):
            yield "the JSON-LD cannot be read"
            continue
        for kind, wanted in WANTED.items():
            found = [node for node in nodes if node.get("@type") == kind]
            lacking = (
                wanted - unbuilt - {key for node in found for key, value in node.items() if value}
            )
            yield from (f"{kind} has no {key}" for key in sorted(lacking))
