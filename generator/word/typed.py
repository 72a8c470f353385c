"""Typed: what somebody typed for a reader; all else hidden, so that each place stays the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HIDDEN = "\ufffc"
"""Stands for a character that nobody reads: neither a letter nor a space."""
_TOKEN = re.compile(r"\{[^{}]*\}")
_MARKS = re.compile(r"\]\([^)\s]*\)|(?m:^[ >]*[0-9]{1,2}[.)] )")
"""In Markdown: the target of a link, the mark of a numbered list."""
_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_UNREAD = re.compile(r"<!--.*?-->|<(style|script)\b.*?</\1\s*>|&#?\w+;", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[a-z/!](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_SPOKEN = re.compile(r"""\s(?:alt|title|aria-label|data-bookmark)=(["'])(.*?)\1""", re.DOTALL)
"""Attributes that a reader meets."""
_MESSAGE = re.compile(
    r'(?<!^msgid ""\n)^msgstr(?:\[\d+\])?((?:\s*"(?:[^"\\\n]|\\.)*")+)', re.MULTILINE
)
"""A wording of a PO file; that of the empty message is the head of the file."""
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
_ESCAPE = re.compile(r"\\.")


def typed_label(words: str) -> str:
    """Return a label without its tokens."""
    return _TOKEN.sub(_hide, words)


def typed_markdown(text: str) -> str:
    """Return a Markdown text without its tokens and marks."""
    return _MARKS.sub(_hide, typed_label(text))


def typed_template(template: str) -> str:
    """Return the literal text of a template, with the attributes that a reader meets."""
    for pattern in (_JINJA, _UNREAD):
        template = pattern.sub(_hide, template)
    return _TAG.sub(lambda tag: _only(tag.group(), _SPOKEN, 2), template)


def typed_catalogue(catalogue: str) -> str:
    """Return the wordings of a PO file without their placeholders."""
    wordings = _only(catalogue, _MESSAGE, 1)
    return typed_label(_ESCAPE.sub(_hide, _only(wordings, _STRING, 1)))


def typed_wordings(catalogue: str) -> Iterator[tuple[int, str]]:
    """Yield each line of each wording of a PO file without placeholders, and its offset."""
    for message in _MESSAGE.finditer(catalogue):
        for line in _STRING.finditer(catalogue, *message.span(1)):
            yield line.start(1), typed_label(_ESCAPE.sub(_unescaped, line[1]))


def _unescaped(escape: re.Match[str]) -> str:
    """Return an escaped quotation mark as such, and any other escape hidden."""
    return '"' + _HIDDEN if escape[0] == '\\"' else _hide(escape)


def _hide(match: re.Match[str]) -> str:
    """Return what matched with every character but line ends hidden."""
    return _hidden(match.group())


def _hidden(text: str) -> str:
    return re.sub(r"[^\n]", _HIDDEN, text)


def _only(text: str, pattern: re.Pattern[str], group: int) -> str:
    """Return the text with all hidden but a group of each match of a pattern."""
    out, end = "", 0
    for match in pattern.finditer(text):
        start, stop = match.span(group)
        out, end = out + _hidden(text[end:start]) + text[start:stop], stop
    return out + _hidden(text[end:])
