"""Prose: Markdown and labels with tokens become safe HTML in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from generator.compose.views import Prose, SourceMark
from generator.derive.finding import Finding
from generator.problem import Problem, ProblemsError
from generator.records.edition import Edition
from generator.records.period import Period
from generator.records.records import Label
from generator.said import Said
from generator.translate.stand_in import END, ORIGINAL, is_marked, marked, without_marks
from generator.word.language import Language
from generator.word.tokens import Token, split
from generator.word.wording import period_words, phrase

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_BREAK = re.compile(r"\s*\|\s*")


_INNER = re.compile(r"(<(?:p|li)>)(?!\s*<(?:p|ul|ol|li)>)(.*?)(</(?:p|li)>)", re.DOTALL)
"""A paragraph or an item of a list without paragraphs."""
HEADLINE_EM = 12.6
"""Widest line of a headline at its normal size, in em of the main column (125 mm at 27 pt)."""


def width_in_em(line: str) -> float:
    """Return the rough width of a line in em: a Han character is one, a Latin letter half."""
    widths = (1 if char > "\u2e7f" else 0.22 if char == " " else 0.52 for char in line.strip())
    return sum(widths)


def parts_of(content: str) -> tuple[str, list[str], list[str]]:
    """Return the headline, the paragraphs and the notes for the margin of a Markdown text."""
    first, _, rest = content.strip().partition("\n")
    blocks = [block.strip() for block in re.split(r"\n\s*\n", rest) if block.strip()]
    body = [block for block in blocks if not block.startswith(">")]
    aside = [re.sub(r"(?m)^>\s?", "", block) for block in blocks if block.startswith(">")]
    return first.removeprefix("# "), body, aside


@dataclass(frozen=True)
class Writer:
    """Writes words of one language with their figures filled in."""

    edition: Edition
    findings: Mapping[str, Finding]
    language: Language
    marks: Mapping[str, SourceMark]
    """The mark of each source by its id."""
    tongues: Mapping[str, str]
    """The language of each source by its id."""
    used: dict[str, None]
    """Ids of the figures that were written, in the order of their first use."""
    cited: dict[str, None]
    """Ids of the sources that prose names."""
    original: Writer | None = None
    """Of a draft: the writer of the language that stands in for what is not translated."""

    def label(self, label: Label | None) -> Markup:
        """Return a label as HTML: figures marked but not linked, `|` as a line break."""
        return Markup() if label is None else self.inline(label[self.language.tag], link=False)

    def text(self, label: Label | None) -> str:
        """Return a label as plain text."""
        return "" if label is None else self.plain(label[self.language.tag])

    def inline(self, words: str, *, link: bool = True) -> Markup:
        """Return one line of words as HTML; `|` is a break set by hand."""
        if self.original and is_marked(words):
            inner = self.original.inline(without_marks(words), link=link)
            return Markup(marked(str(inner)))
        space = f'{self.language.space}<br class="hand">'
        return self._filled(_BREAK.sub(space, str(escape(words))), link=link)

    def plain(self, words: str) -> str:
        """Return one line of words as text without markup."""
        if self.original and is_marked(words):
            return marked(self.original.plain(without_marks(words)))
        spaced = _BREAK.sub(self.language.space, words)
        out = ""
        for piece in split(spaced):
            out += piece if isinstance(piece, str) else self._words(piece, out)
        return out

    def prose(self, content: str) -> Prose:
        """Return the parts of a Markdown text: `# ` headline, lead, body, `> ` margin notes."""
        headline, body, aside = parts_of(content)
        lines = [self.plain(line) for line in headline.split("|")]
        return Prose(
            self.inline(headline, link=False), self.plain(headline),
            self._html(body[:1]), self._columns(body[1:]),
            self._html(aside), "long" if max(map(width_in_em, lines)) > HEADLINE_EM else "normal",
            tuple(self._html([block]) for block in body[1:]),
            tuple(self._html([block]) for block in aside),
        )  # fmt: skip

    def _columns(self, blocks: list[str]) -> tuple[Markup, ...]:
        """Return paragraphs in two columns of about the same length; a single one stays alone."""
        if len(blocks) < 2:
            return tuple(self._html([block]) for block in blocks)
        sizes = [len(block) for block in blocks]
        cut = min(range(1, len(blocks)), key=lambda n: abs(sum(sizes[:n]) - sum(sizes[n:])))
        return self._html(blocks[:cut]), self._html(blocks[cut:])

    def _html(self, blocks: list[str]) -> Markup:
        """Return Markdown paragraphs as HTML; an original among them is marked."""
        if self.original and any(map(is_marked, blocks)) and len(blocks) > 1:
            return Markup("").join(self._html([block]) for block in blocks)
        if self.original and any(map(is_marked, blocks)):
            html = self.original._html([without_marks(block) for block in blocks])
            return Markup(_INNER.sub(rf"\1{ORIGINAL}\2{END}\3", str(html)))
        return self._filled(_MARKDOWN.render("\n\n".join(blocks)), link=True)

    def _filled(self, html: str, *, link: bool) -> Markup:
        """Return HTML in which each token became its figure, date or literal."""
        out = ""
        for piece in split(html):
            # As plain text: adding Markup to it would escape the HTML that stands before.
            out += piece if isinstance(piece, str) else str(self._markup(piece, out, link=link))
        return Markup(out)

    def _markup(self, token: Token, before: str, *, link: bool) -> str:
        """Return one token as HTML, given the HTML that stands before it."""
        words = escape(unescape(self._words(token, before)))  # of HTML, so escaped already
        if token.kind == "quote":
            span = Markup('<span class="quote" data-source="{}"{}>{}</span>')
            return span.format(token.name, self._spoken_in(token.name), words)
        if token.kind == "source":
            mark = self.marks[token.variant]
            spoken = escape(mark.spoken)
            return f'<a class="mark" href="#{mark.anchor}" aria-label="{spoken}">{words}</a>'
        if token.kind == "literal" and re.search("[ /]", token.name):
            return f'<span class="nb">{words}</span>'
        if token.kind == "literal" or token.variant == "version":
            return str(words)
        if token.kind == "edition":
            period = self.edition.as_of if token.variant == "asof" else self.edition.period
            return self.date(period, words)
        finding = self.finding(token.name)
        if token.variant == "date" and finding.period:
            return self.date(finding.period, words)
        inner = Markup('<a href="#note-{}">{}</a>').format(finding.id, words) if link else words
        return self.figure(finding, inner, part="value" if token.variant == "digits" else "")

    def _spoken_in(self, source: str) -> Markup:
        """Return the `lang` attribute of a source's words, where it is not that of the text."""
        tag = self.tongues.get(source, self.language.tag)
        return Markup() if tag == self.language.tag else Markup(' lang="{}"').format(tag)

    def figure(self, finding: Finding, words: str, *, part: str = "") -> Markup:
        """Return a figure's words, marked up; `part`: they are only its value or an end."""
        value = phrase(finding, self.language).value
        mark = Markup(' data-part="{}"').format(part) if part else ""
        return Markup('<data value="{}" data-finding="{}" data-qualifier="{}"{}>{}</data>').format(
            value, finding.id, finding.qualifier, mark, words
        )

    def date(self, period: Period, words: str) -> Markup:
        """Return a period in words, with its ISO 8601 form for programs."""
        return Markup('<time datetime="{}">{}</time>').format(period, words)

    def _words(self, token: Token, before: str) -> str:
        """Return a token's words; a figure that begins a sentence takes a capital."""
        if token.kind == "literal":
            return token.name
        if token.kind == "quote":
            self.cited.setdefault(token.name)
            return token.variant.join(self.language.quotes)
        if token.kind == "source":
            self.cited.setdefault(token.variant)
            return self.marks[token.variant].text
        if token.kind == "edition":
            return {
                "period": period_words(self.edition.period, self.language),
                "year": str(self.edition.period.year),
                "asof": period_words(self.edition.as_of, self.language),
                "version": self.edition.version,
            }[token.variant]
        finding = self.finding(token.name)
        if token.variant == "date":
            return period_words(finding.period, self.language) if finding.period else ""
        said = phrase(finding, self.language, token.variant)
        return said.capital if self._begins(before) else said.text

    def _begins(self, before: str) -> bool:
        """Tell whether a sentence begins after this HTML."""
        text = re.sub(r"<[^>]*>", "", before).rstrip()
        if not text or before.endswith(("<p>", "<br />")):
            return True
        return bool(self.language.stops) and text.endswith(tuple(self.language.stops))

    def finding(self, name: str) -> Finding:
        """Return a finding that may be printed, else raise the Problem."""
        finding = self.findings[name]
        if finding.withheld and finding.derivation:
            what = Said(
                '"{name}" cannot be printed: {withheld}.', name=name, withheld=finding.withheld
            )
            place = finding.derivation.place("id")
            raise ProblemsError([Problem(place, "withheld-figure", what, Said("Leave it out."))])
        self.used.setdefault(finding.id)
        return finding
