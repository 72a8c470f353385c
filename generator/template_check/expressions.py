"""Template expressions: the type of each, and what is wrong in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from inspect import signature
from typing import Any

from jinja2 import nodes
from jinja2.filters import FILTERS
from jinja2.tests import TESTS

from generator.face.facing import PairedStrings
from generator.problem import did_you_mean
from generator.said import NOTHING, Said
from generator.template_check.scope import Scope, fails, holds, written
from generator.template_check.types import (
    Macro,
    attribute,
    element,
    fields,
    is_text,
    item,
    list_of,
    may_be_absent,
    named,
    present,
)

Report = Callable[[str, nodes.Node, str, Said, Said], None]
"""Reports: the code, the node, the word in it, what is wrong, and what to do."""

SIZED = ("length", "count")
LISTS = (
    *("first", "last", "join", "list", "sort", "reverse", "unique", "batch", "slice", "map"),
    *("select", "reject", "selectattr", "rejectattr", "groupby", "sum", "min", "max"),
)
GIVES_TEXT = (
    *("join", "e", "escape", "forceescape", "upper", "lower", "capitalize", "title", "trim"),
    *("replace", "striptags", "urlencode", "tojson", "string", "format", "indent", "safe"),
)
OF_FILTER = dict.fromkeys(GIVES_TEXT, str) | {"length": int, "count": int, "int": int}
_PART = re.compile(r"\{([a-z_]+)\}")


class Expressions:
    """Infers types; `call` says what calling a macro gives, `messages` is the fixed wording."""

    def __init__(
        self,
        fault: Report,
        call: Callable[[Macro, nodes.Call, Scope], Any],
        messages: frozenset[str],
    ) -> None:
        """Keep whom to report to."""
        self.fault, self.call, self.messages = fault, call, messages

    def of(self, node: nodes.Node, scope: Scope) -> Any:
        """Return the type of an expression; what is wrong in it is reported."""
        if isinstance(node, nodes.Const):
            return node.value.__class__
        kinds: Mapping[type[nodes.Node], Callable[[Any, Scope], Any]] = {
            nodes.Name: self._name,
            nodes.Getattr: self._field,
            nodes.Getitem: self._item,
            nodes.Call: self._call,
            nodes.Filter: self._filter,
            nodes.CondExpr: self._choice,
            nodes.And: self._and,
            nodes.Or: self._or,
            nodes.Test: self._test,
            nodes.List: self._list,
            nodes.Concat: self._text,
            **dict.fromkeys((nodes.Add, nodes.Sub, nodes.Mul, nodes.Div), self._sum),
        }
        read: Callable[[Any, Scope], Any] = kinds.get(node.__class__, self._other)
        return read(node, scope)

    def _other(self, node: nodes.Node, scope: Scope) -> Any:
        """Look into the parts of an expression whose own type does not matter."""
        for part in node.iter_child_nodes():
            self.of(part, scope)
        return bool if isinstance(node, nodes.Not | nodes.Compare) else Any

    def _sum(self, node: nodes.BinExpr, scope: Scope) -> Any:
        """Look into arithmetic: numbers are added to numbers, words are not."""
        for part in (node.left, node.right):
            kind = self.of(part, scope)
            if kind not in (Any, int, float):
                what = Said("“{sign}” takes numbers, and this is {named}.", sign=node.operator,
                            named=named(kind))  # fmt: skip
                fix = Said("Words are put together by ~.") if is_text(kind) else NOTHING
                self.fault("not-a-number", part, written(part).rpartition(".")[2], what, fix)
        return Any

    def _text(self, node: nodes.Node, scope: Scope) -> Any:
        self._other(node, scope)
        return str

    def _name(self, node: nodes.Name, scope: Scope) -> Any:
        if node.name in scope.names:
            return scope.narrowed(node, scope.names[node.name])
        what = Said("there is no “{name}” here.", name=node.name)
        self.fault("unknown-name", node, node.name, what, did_you_mean(node.name, scope.names))
        return Any

    def _field(self, node: nodes.Getattr, scope: Scope) -> Any:
        owner = self.of(node.node, scope)
        if may_be_absent(owner):
            what = Said("“{part}” may be absent.", part=written(node.node) or "this")
            fix = Said("Ask first: {{% if {written} %}}.", written=written(node.node))
            self.fault("may-be-absent", node, node.attr, what, fix)
            owner = present(owner)
        kind = attribute(owner, node.attr)
        if kind is None:
            what = Said("{named} has no field “{attr}”.", named=named(owner), attr=node.attr)
            known = fields(owner)
            fix = did_you_mean(node.attr, known) or Said(
                "It has: {known}.", known=", ".join(known) or "–"
            )
            self.fault("unknown-field", node, node.attr, what, fix)
            return Any
        return scope.narrowed(node, kind)

    def _item(self, node: nodes.Getitem, scope: Scope) -> Any:
        owner = self.of(node.node, scope)
        self.of(node.arg, scope)
        index = node.arg.value if isinstance(node.arg, nodes.Const) else None
        kind = Any if owner is Any else item(present(owner), index)
        if kind is None:
            what = Said("{named} has no item {index!r}.", named=named(owner), index=index)
            self.fault("unknown-field", node, written(node.node).rpartition(".")[2], what, NOTHING)
            return Any
        return kind

    def _call(self, node: nodes.Call, scope: Scope) -> Any:
        name = written(node.node)
        if name == "_":
            kind = self._wording(node, scope)
            return Any if scope.names[name] is PairedStrings else kind
        target = self.of(node.node, scope)
        if isinstance(target, Macro):
            return self.call(target, node, scope)
        for part in (*node.args, *(pair.value for pair in node.kwargs)):
            self.of(part, scope)
        return target  # of a mapping's method, this is what calling it gives

    def _wording(self, node: nodes.Call, scope: Scope) -> Any:
        """Check a fixed wording: that it is known, and gets the parts that it has."""
        for pair in node.kwargs:
            self.of(pair.value, scope)
        message = node.args[0] if node.args else None
        if not isinstance(message, nodes.Const) or not isinstance(message.value, str):
            what = Said('fixed wording is written out: _("…").')
            self.fault("no-wording", node, "_", what, NOTHING)
            return str
        if self.messages and message.value not in self.messages:
            what = Said("“{value}” is no fixed wording of this project.", value=message.value)
            fix = did_you_mean(message.value, self.messages) or Said(
                "Add it to the messages.po files."
            )
            self.fault("unknown-string", node, "_", what, fix)
        wanted, given = set(_PART.findall(message.value)), {pair.key for pair in node.kwargs}
        for part in sorted(wanted ^ given):
            names = {"value": message.value, "part": part}
            lacks = Said("“{value}” lacks the part “{part}”.", **names)
            has_not = Said("“{value}” does not have the part “{part}”.", **names)
            fix = Said("Its parts: {wanted}.", wanted=", ".join(sorted(wanted)))
            self.fault("wrong-parts", node, "_", lacks if part in wanted else has_not, fix)
        return str

    def _filter(self, node: nodes.Filter, scope: Scope) -> Any:
        kind = self.of(node.node, scope) if node.node else str
        for part in (*node.args, *(pair.value for pair in node.kwargs)):
            self.of(part, scope)
        what = Said("there is no filter “{name}”.", name=node.name)
        self._offered(node, what, FILTERS)
        self._fits(node)
        if node.name == "attr":
            fix = Said("Write the field itself: thing.field.")
            self.fault("wrong-filter", node, node.name, Said("“attr” hides what it asks for."), fix)
        if node.name in LISTS + SIZED and kind is not Any:
            fits = element(present(kind)) is not None
            if not fits or (is_text(kind) and node.name not in SIZED):
                what = Said(
                    "“{name}” takes a list, and this is {named}.", name=node.name, named=named(kind)
                )
                self.fault("wrong-filter", node, node.name, what, NOTHING)
        if node.name in ("first", "last"):
            return element(present(kind)) or Any
        if node.name in ("list", "sort", "reverse", "unique"):
            return kind
        return OF_FILTER.get(node.name, Any)

    def _fits(self, node: nodes.Filter) -> None:
        """Report a filter that is given more or fewer things than it takes, or others."""
        offered = FILTERS.get(node.name, lambda *_, **__: None)
        taken, before = signature(offered), 1 + hasattr(offered, "jinja_pass_arg")
        try:  # first come what the engine gives, and the value that is filtered
            taken.bind(
                *[None] * before, *node.args, **{str(pair.key): None for pair in node.kwargs}
            )
        except TypeError:
            names = ", ".join(list(taken.parameters)[before:])
            what = Said("“{name}” does not take this.", name=node.name)
            fix = Said("It is {name}({names}).", name=node.name, names=names)
            self.fault("wrong-arguments", node, node.name, what, fix)

    def _offered(
        self, node: nodes.Filter | nodes.Test, what: Said, known: Mapping[str, object]
    ) -> None:
        """Report a filter or test that the template engine does not have."""
        if node.name not in known:
            self.fault("unknown-name", node, node.name, what, did_you_mean(node.name, known))

    def _choice(self, node: nodes.CondExpr, scope: Scope) -> Any:
        self.of(node.test, scope)
        one = self.of(node.expr1, scope.inner(*holds(node.test)))
        if node.expr2 is None:
            return one
        other = self.of(node.expr2, scope.inner(*fails(node.test)))
        return one if one == other else str if is_text(one) and is_text(other) else Any

    def _and(self, node: nodes.And, scope: Scope) -> Any:
        self.of(node.left, scope)
        self.of(node.right, scope.inner(*holds(node.left)))
        return Any

    def _or(self, node: nodes.Or, scope: Scope) -> Any:
        left = self.of(node.left, scope)
        right = self.of(node.right, scope.inner(*fails(node.left)))
        return present(left) if present(left) == right else Any

    def _test(self, node: nodes.Test, scope: Scope) -> Any:
        what = Said("there is no test “is {name}”.", name=node.name)
        self._offered(node, what, TESTS)
        if not (node.name in ("defined", "undefined") and isinstance(node.node, nodes.Name)):
            self.of(node.node, scope)
        for part in node.args or ():
            self.of(part, scope)
        return bool

    def _list(self, node: nodes.List, scope: Scope) -> Any:
        kinds = {self.of(part, scope) for part in node.items}
        return list_of(kinds.pop() if len(kinds) == 1 else Any)
