"""Weights: which characters a page sets in which weight of the font, by its own style rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.typeset.fonts import STYLES
from generator.typeset.patterns import keep_patterns

REGULAR, BOLD = STYLES
NAMED = {"normal": "400", "bold": "700"}
BOLD_BY_DEFAULT = frozenset(("b", "strong", "th", *(f"h{level}" for level in range(1, 7))))
UNSEEN = frozenset(("head", "title", "desc", "script", "style", "template"))
CONDITIONAL = ("media", "supports", "layer", "container")


def characters_by_weight(page: str) -> dict[int, str]:
    """Return weight → the characters that an HTML page may show in it, each once, sorted.

    Of rules that hold always the strongest counts; a rule that holds at times counts as well.
    """
    import tinyhtml5
    from cssselect2 import ElementWrapper

    keep_patterns()
    tree = tinyhtml5.parse(page, namespace_html_elements=False)
    rules = _Rules("".join(style.text or "" for style in tree.iter("style")))
    seen: dict[int, set[str]] = {weight: set(rules.added) for weight in STYLES}
    first = frozenset((REGULAR,)) if rules.clear else frozenset(STYLES)
    _walk(ElementWrapper.from_html_root(tree), first, rules, seen)
    return {weight: "".join(sorted(characters)) for weight, characters in seen.items()}


def _walk(
    element: Any, inherited: frozenset[int], rules: _Rules, seen: Mapping[int, set[str]]
) -> None:
    """Add the text of an element and of all below it to what is seen in each weight."""
    if element.local_name in UNSEEN:
        return
    weights = rules.weights(element, inherited) if rules.clear else inherited
    tree = element.etree_element
    texts = [tree.text, *(child.tail for child in tree)]
    for weight in weights:
        seen[weight].update(*filter(None, texts))
    for child in element.iter_children():
        _walk(child, weights, rules, seen)


class _Rules:
    """The rules of a style sheet that set a weight, and the text that the sheet adds."""

    def __init__(self, css: str) -> None:
        """Read the rules; `clear` is False where a weight is set in a way not read here."""
        import tinycss2
        from cssselect2 import Matcher, SelectorError, compile_selector_list

        self.always, self.at_times = Matcher(), Matcher()
        self.added, self.clear = "", True
        for rule, conditional in _rules(tinycss2.parse_stylesheet(css, True, True)):
            for item in tinycss2.parse_blocks_contents(rule.content, True, True):
                if item.type != "declaration":  # a rule inside a rule
                    self.clear &= "font-weight" not in item.serialize()
                    continue
                if item.name == "content":
                    self.added += "".join(t.value for t in item.value if t.type == "string")
                if (weight := _weight(item)) is None:
                    continue
                matcher = self.at_times if conditional or item.important else self.always
                try:
                    for selector in compile_selector_list(rule.prelude):
                        matcher.add_selector(selector, weight)
                except SelectorError:
                    self.clear = False

    def weights(self, element: Any, inherited: frozenset[int]) -> frozenset[int]:
        """Return the weights that an element's own text may have; 0 in a rule: the parent's."""
        given = element.etree_element.get("font-weight")  # of a drawing's text
        own = [_nearest(given)] if given else [BOLD] * (element.local_name in BOLD_BY_DEFAULT)
        own += _matched(self.always, element)
        may_be = {*(own[-1:] or [0]), *_matched(self.at_times, element)}
        return frozenset(may_be - {0}) | (inherited if 0 in may_be else frozenset())


def _matched(rules: Any, element: Any) -> list[int]:
    """Return the weights that rules set for an element itself, the strongest last."""
    found = sorted(rules.match(element), key=lambda match: match[:2])
    return [weight for _, _, pseudo, weight in found if pseudo is None]


def _rules(nodes: Any) -> Iterator[tuple[Any, bool]]:
    """Yield each style rule, and whether it holds only on some condition."""
    import tinycss2

    for node in nodes:
        if node.type == "qualified-rule":
            yield node, False
        elif node.type == "at-rule" and node.lower_at_keyword in CONDITIONAL and node.content:
            for rule, _ in _rules(tinycss2.parse_rule_list(node.content, True, True)):
                yield rule, True


def _weight(declaration: Any) -> int | None:
    """Return the weight that a declaration sets, 0 for the parent's, None for none."""
    words = [str(t.value) for t in declaration.value if t.type in ("ident", "number")]
    if declaration.name == "font" and words == ["inherit"]:
        return 0
    if declaration.name != "font-weight" or len(words) != 1:
        return None
    return 0 if words[0] == "inherit" else _nearest(words[0])


def _nearest(weight: str) -> int:
    """Return the weight of the font that a browser takes for a CSS weight."""
    return BOLD if float(NAMED.get(weight, weight)) >= 600 else REGULAR
