"""Check of style rules: each that an editor adds can hit something, and says what paper can do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2

from generator.problem import Place, Problem, did_you_mean, relative
from generator.read.layers import Layers
from generator.read.located import read_text
from generator.said import NOTHING, Said
from generator.typeset.engine_log import engine_warnings

OWN = "css/own.css"
"""The style sheet that an editor writes."""
_EXPRESSION = re.compile(r"\{[#%{].*?[#%}]\}", re.DOTALL)
_CLASSES = re.compile(r'class="([^"]*)"')
_SELECTED = re.compile(r"\.([A-Za-z][\w-]*)")
_VARIABLE = re.compile(r"(?<![\w-])--[\w-]+")
_SAID = re.compile(
    r"(?:Error: (?P<error>.*)|\w+ `(?P<name>[^:`]+):.*`) at (?P<line>\d+):(?P<column>\d+)"
    r"(?:, (?P<why>.*))?\.", re.DOTALL,
)  # fmt: skip
"""What the engine says of a declaration."""


def style_problems(layers: Layers) -> Iterator[Problem]:
    """Yield the Problems of the rules that a project adds."""
    for folder in layers.own:
        path = folder / OWN
        text = read_text(path, layers.root) if path.is_file() else ""
        if isinstance(text, str) and text:
            sheet = _EXPRESSION.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
            known = _known(layers)
            rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
            yield from _rules(rules, relative(path, layers.root), *known)


def _known(layers: Layers) -> tuple[set[str], set[str]]:
    """Return the classes that pages have, and the variables that style sheets may use."""
    classes, variables = set[str](), set[str]()
    for folder in layers.folders:
        for name, path in layers.files(folder):
            if path.suffix not in (".html", ".css") or name == OWN:
                continue
            text = path.read_text(encoding="utf-8", errors="replace")
            variables |= set(_VARIABLE.findall(text))
            groups = (_SELECTED if path.suffix == ".css" else _CLASSES).findall(text)
            classes |= {word for group in groups for word in re.findall(r"[A-Za-z][\w-]*", group)}
    return classes, variables


def _rules(
    rules: Iterable[Any], path: str, classes: set[str], variables: set[str], *, paper: bool = True
) -> Iterator[Problem]:
    """Yield the Problems of rules; what stands in @media is tried for its names only."""
    for rule in rules:
        if rule.type == "error":
            place = Place(path, rule.source_line, rule.source_column)
            what = Said("this is not CSS: {why}.", why=rule.message)
            fix = Said("A rule looks so: .lead{{font-weight:700}}.")
            yield Problem(place, "bad-css", what, fix)
        elif rule.type == "at-rule" and rule.content is not None:
            if rule.lower_at_keyword == "media":
                inner = tinycss2.parse_rule_list(
                    rule.content, skip_comments=True, skip_whitespace=True
                )
                yield from _rules(inner, path, classes, variables, paper=False)
        elif rule.type == "qualified-rule":
            yield from _selector(rule.prelude, path, classes)
            yield from _variables(rule.content, path, variables)
            yield from _declarations(rule, path) if paper else ()


def _selector(tokens: Iterable[Any], path: str, classes: set[str]) -> Iterator[Problem]:
    """Yield a Problem for each class that no page has."""
    before: Any = None
    for token in tokens:
        if token.type == "ident" and before == "." and token.value not in classes:
            place = Place(path, token.source_line, token.source_column)
            what = Said("no page has anything of the class “{name}”, so the rule hits nothing.",
                        name=token.value)  # fmt: skip
            yield Problem(place, "unknown-class", what, did_you_mean(token.value, classes))
        yield from _selector(getattr(token, "arguments", None) or (), path, classes)
        before = token


def _variables(tokens: Iterable[Any], path: str, known: set[str]) -> Iterator[Problem]:
    """Yield a Problem for each variable that nobody sets."""
    for token in tokens:
        if token.type == "function" and token.lower_name == "var":
            for part in token.arguments:
                if part.type == "ident" and part.value not in known:
                    place = Place(path, part.source_line, part.source_column)
                    what = Said("there is no colour or size “{name}”.", name=part.value)
                    yield Problem(place, "unknown-variable", what, did_you_mean(part.value, known))
        else:
            yield from _variables(getattr(token, "arguments", None) or (), path, known)


def _declarations(rule: Any, path: str) -> Iterator[Problem]:
    """Yield a Problem for each declaration that paper does not know."""
    from weasyprint.css.properties import INITIAL_VALUES  # late: it takes a second
    from weasyprint.css.validation import preprocess_declarations

    with engine_warnings() as log:
        list(preprocess_declarations("", tinycss2.parse_blocks_contents(rule.content)))
    known = [name.replace("_", "-") for name in INITIAL_VALUES]
    for said in log.said:
        found = _SAID.fullmatch(said)
        if found is None:
            continue
        place = Place(path, int(found["line"]), int(found["column"]))
        name, why = found["name"], found["why"] or found["error"]
        what = Said("this is not CSS: {why}.", why=why)
        if name:
            what = Said("paper does not take “{name}” so: {why}.", name=name, why=why)
        fix = did_you_mean(name, known) if name and name not in known else NOTHING
        fix = fix or Said("What only screens know stands in @media screen{{…}}.")
        yield Problem(place, "bad-css", what, fix)
