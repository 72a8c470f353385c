"""Check of markup: what a template writes itself, beside its expressions, that a reader needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.problem import Place, Problem
from generator.said import Said
from generator.template_check.files import TemplateFile
from generator.word.typed import typed_template

_WORD = re.compile(r"[^\W\d_][\w'’-]*(?:[ ,][^\W\d_][\w'’-]*)*")
_IMAGE = re.compile(r"<img\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_ALT = re.compile(r"\salt\s*=", re.IGNORECASE)
_HEADING = re.compile(r"<h(?:([1-6])|(\{\{))", re.IGNORECASE)
_COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)


def markup_problems(file: TemplateFile) -> Iterator[Problem]:
    """Yield a Problem for text typed into a template, an image without words, a lost heading."""
    for found in _WORD.finditer(typed_template(file.text)):
        what = Said(
            "“{group}” is typed here; it would be the same in every language.", group=found.group()
        )
        fix = Said('Make it fixed wording: {{{{ _("{group}") }}}}.', group=found.group())
        yield Problem(_place(file, found.start()), "typed-text", what, fix)
    text = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment.group()), file.text)
    for image in _IMAGE.finditer(text):
        if not _ALT.search(image.group()):
            what, fix = (
                Said("this image has no words for those who do not see it."),
                Said('Add alt="…".'),
            )
            yield Problem(_place(file, image.start()), "missing-alt", what, fix)
    last = 0
    for heading in _HEADING.finditer(text):
        level = int(heading.group(1) or 0)
        if last and level > last + 1:
            what = Said(
                "a heading of level {level} follows one of level {last}.", level=level, last=last
            )
            fix = Said("Make it <h{last}>; its size is a matter of style.", last=last + 1)
            yield Problem(_place(file, heading.start()), "heading-order", what, fix)
        last = level


def _place(file: TemplateFile, offset: int) -> Place:
    """Return the place of a character of a template."""
    before = file.text[:offset]
    return Place(file.path, before.count("\n") + 1, offset - before.rfind("\n"))
