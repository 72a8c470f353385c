"""Own pages: what a project adds after the chapters, with their lines in the contents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from jinja2 import Environment
from markupsafe import Markup

from generator.compose.report import Entry, Medium, OwnPage, Report
from generator.read.layers import Layers

PAGES = "pages"
"""Where the pages lie that a project adds."""
VOID = ("area", "br", "col", "embed", "hr", "img", "input", "link", "source", "track", "wbr")
_ID = re.compile(r"""\sid=("[^"]*"|'[^']*')""")
_TAG = re.compile(r"""<(/?)([a-zA-Z][\w-]*)(?:"[^"]*"|'[^']*'|[^"'>])*?(/?)>""")


def own_pages(layers: Layers) -> tuple[str, ...]:
    """Return the names of the pages that a project adds, in their order."""
    found = {path.stem for folder in layers.own for path in (folder / PAGES).glob("*.html")}
    return tuple(sorted(found))


def with_own_pages(
    report: Report, names: Iterable[str], environment: Environment, medium: Medium | None = None
) -> Report:
    """Return a report with the pages of these names, each with a line in its contents."""
    asked = replace(report, medium=medium or report.medium)
    pages = tuple(_page(name, asked, environment) for name in names)
    if not pages:
        return report
    after = 1 + len(report.chapters)
    lines = [Entry("", page.plain_headline, page.anchor, Markup()) for page in pages]
    contents = (*report.contents[:after], *lines, *report.contents[after:])
    return replace(report, pages=pages, contents=contents)


def _page(name: str, report: Report, environment: Environment) -> OwnPage:
    """Return one page with what stands in its blocks."""
    page = OwnPage(name, f"page-{name}", Markup.escape(name))
    template = environment.get_template(f"{PAGES}/{name}.html")
    context = template.new_context({"report": report, "page": page})
    # Only while it is filled does the context learn the blocks of all that the page extends.
    whole = "".join(template.root_render_func(context))
    said = {
        block: Markup("".join(context.blocks[block][0](context)).strip())
        for block in ("headline", "lead", "margin", "body") if block in context.blocks
    }  # fmt: skip
    if "body" not in said:  # it extends nothing: all of it stands side by side, with no anchors
        said["body"] = Markup(_ID.sub("", whole))
    blocks = tuple(parts(said.pop("body")))
    return replace(page, blocks=blocks, **said)


def evened(one: Report, other: Report) -> tuple[Report, Report]:
    """Return two reports whose own pages face each other as wholes where elements cannot."""
    pairs = [_evened(*pages) for pages in zip(one.pages, other.pages, strict=True)]
    first, second = (tuple(pair[side] for pair in pairs) for side in (0, 1))
    return replace(one, pages=first), replace(other, pages=second)


def _evened(*pages: OwnPage) -> tuple[OwnPage, ...]:
    """Return a page in two languages, element by element if both have as many of them."""
    if len({len(page.blocks) for page in pages}) == 1:
        return pages
    return tuple(replace(page, blocks=(Markup().join(page.blocks),)) for page in pages)


def parts(html: str) -> Iterator[Markup]:
    """Yield the elements of a piece of HTML, one after another, without those inside them."""
    start = depth = 0
    for tag in _TAG.finditer(html):
        closing, name, closed = tag.groups()
        if closed or name.lower() in VOID:
            continue
        depth += -1 if closing else 1
        if depth == 0:
            yield Markup(html[start : tag.end()].strip())
            start = tag.end()
    if rest := html[start:].strip():
        yield Markup(rest)
