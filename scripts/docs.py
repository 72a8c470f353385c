"""Makes output/docs from the Markdown of this repository; no network is asked.

README.md becomes index.html; each other page, and each file that a page links to, keeps its place.
"""

from __future__ import annotations

import html
import re
import shutil
import sys
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urldefrag

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parent.parent
FIRST = ["README.md", "CHANGELOG.md", "LICENSES/README.md"]
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
PAGE = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; font: 17px/1.55 system-ui, sans-serif; }}
body {{ max-width: 46rem; margin: 0 auto; padding: 1rem; overflow-wrap: break-word; }}
nav ul {{ display: flex; flex-wrap: wrap; gap: .2rem 1rem; padding: 0; list-style: none; }}
table {{ display: block; overflow-x: auto; border-collapse: collapse; }}
th, td {{ border-bottom: 1px solid #8888; padding: .3rem .6rem; }}
th, td {{ text-align: start; vertical-align: top; }}
pre {{ overflow-x: auto; padding: .8rem; background: #8882; }}
code {{ font-size: .9em; }}
img {{ max-width: 100%; }}
</style>
<nav aria-label="Pages"><ul>
{nav}
</ul></nav>
<main>
{main}
</main>
</html>
"""


def sources() -> list[str]:
    """Return the pages of Markdown, by their path in the repository."""
    return [*FIRST, *sorted(p.relative_to(ROOT).as_posix() for p in ROOT.glob("docs/*.md"))]


def target(source: str) -> str:
    """Return where a page lies below output/docs."""
    return "index.html" if source == "README.md" else source.removesuffix("md") + "html"


def anchor(heading: str, taken: set[str]) -> str:
    """Return the anchor of a heading, as hosts of code make it; a second one gets a number."""
    base = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
    name, number = base, 0
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add(name)
    return name


def relative(there: str, here: str) -> str:
    """Return a path below output/docs as it is seen from a page."""
    up = "../" * here.count("/")
    return f"{up}{there}"


def parsed(source: str) -> list[Token]:
    """Return a page with anchors at its headings."""
    tokens, taken = MARKDOWN.parse((ROOT / source).read_text(encoding="utf-8")), set[str]()
    for token, inside in pairwise(tokens):
        if token.type == "heading_open":
            token.attrSet("id", anchor(plain(inside), taken))
    return tokens


def plain(token: Token) -> str:
    """Return the words of a line without marks."""
    return "".join(child.content for child in token.children or ())


def linked(source: str, tokens: list[Token]) -> set[str]:
    """Point each link into the repository at its page or file; returns the files to copy."""
    files, pages = set[str](), set(sources())
    for child in (child for token in tokens for child in token.children or ()):
        name = "href" if child.type == "link_open" else "src" if child.type == "image" else ""
        address, fragment = urldefrag(str(child.attrGet(name) or "")) if name else ("", "")
        if not address or re.match("[a-z]+:", address):
            continue
        path = (ROOT / source).parent.joinpath(unquote(address)).resolve()
        there = path.relative_to(ROOT).as_posix()
        if there not in pages:
            files.add(there)
        goal = target(there) if there in pages else there
        child.attrSet(name, relative(goal, target(source)) + (f"#{fragment}" if fragment else ""))
    return files


def title(source: str, tokens: list[Token]) -> str:
    """Return the first heading of a page."""
    heads = (b for a, b in pairwise(tokens) if a.type == "heading_open")
    return plain(next(heads, Token("inline", "", 0))) or source


def entry(address: str, name: str) -> str:
    """Return one line of the list of pages."""
    return f'<li><a href="{html.escape(address)}">{html.escape(name)}</a></li>'


def build(folder: Path) -> None:
    """Write all pages and what they link to."""
    pages = {source: parsed(source) for source in sources()}
    shutil.rmtree(folder, ignore_errors=True)
    for source, tokens in pages.items():
        here = target(source)
        entries = [
            entry(relative(target(other), here), title(other, of)) for other, of in pages.items()
        ]
        files = linked(source, tokens)
        main = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
        path = folder / here
        path.parent.mkdir(parents=True, exist_ok=True)
        text = PAGE.format(
            title=html.escape(title(source, tokens)), nav="\n".join(entries), main=main
        )
        path.write_text(text, encoding="utf-8")
        for name in sorted(files):
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, folder / name)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "output" / "docs")
