"""Template body: what the statements of a template do to its names, one after another."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from jinja2 import nodes

from generator.problem import did_you_mean
from generator.said import NOTHING, Said
from generator.template_check.files import TemplateFile
from generator.template_check.scope import Scope, fails, holds
from generator.template_check.types import (
    Loop,
    Macro,
    Module,
    element,
    fields,
    named,
    pieces,
    present,
)

if TYPE_CHECKING:
    from generator.template_check.templates import Check

Blocks = Mapping[str, Sequence[tuple[TemplateFile, nodes.Block]]]
"""The blocks of a page by name, that of the template which extends all others first."""


class Body:
    """Reads statements; `top` is what a block knows that is not scoped."""

    def __init__(self, check: Check, top: Scope, blocks: Blocks) -> None:
        """Keep the page that the statements belong to."""
        self.check, self.top, self.blocks = check, top, blocks
        self.of = check.expressions.of

    def statements(self, body: Iterable[nodes.Node], scope: Scope) -> None:
        """Read statements in their order."""
        for node in body:
            self.statement(node, scope)

    def statement(self, node: nodes.Node, scope: Scope) -> None:
        """Read one statement."""
        known: Mapping[type, Callable[[Any, Scope], None]] = {
            nodes.Output: self._output,
            nodes.If: self._if,
            nodes.For: self._for,
            nodes.With: self._with,
            nodes.Assign: self._assign,
            nodes.AssignBlock: self._assign_block,
            nodes.Block: self._block,
            nodes.Include: self._include,
            nodes.FromImport: self._from,
            nodes.Import: self._import,
            nodes.Macro: self._macro,
            nodes.CallBlock: self._call_block,
            nodes.FilterBlock: self._filter_block,
        }
        if type(node) in known:
            known[type(node)](node, scope)
        elif not isinstance(node, nodes.Extends):
            self.of(node, scope)

    def _output(self, node: nodes.Output, scope: Scope) -> None:
        for part in node.nodes:
            if isinstance(part, nodes.TemplateData):
                continue
            kind = self.of(part, scope)
            if isinstance(kind, Macro) or fields(kind):
                what = Said("this prints {named} as it is, not words.", named=named(kind))
                self.check.fault("prints-object", part, "", what, Said("Print one of its fields."))

    def _if(self, node: nodes.If, scope: Scope) -> None:
        self.of(node.test, scope)
        # What is set in a branch is known after it, as the engine has it.
        inner = scope.inner(*holds(node.test))
        self.statements(node.body, inner)
        otherwise = scope.inner(*fails(node.test))
        for branch in node.elif_:
            self.statement(branch, otherwise)
        self.statements(node.else_, otherwise)
        scope.names |= {name: kind for name, kind in inner.names.items() if name not in scope.names}

    def _for(self, node: nodes.For, scope: Scope) -> None:
        kind = self.of(node.iter, scope)
        given = Any if kind is Any else element(present(kind))
        if given is None:
            what = Said("this is {named}, not a list.", named=named(kind))
            self.check.fault("not-a-list", node, "", what, NOTHING)
            given = Any
        inner = scope.inner()
        inner.names["loop"] = Loop
        self._set(node.target, given, inner)
        if node.test:
            self.of(node.test, inner)
            inner = inner.inner(*holds(node.test))
        self.statements(node.body, inner)
        self.statements(node.else_, scope)

    def _set(self, target: nodes.Node, kind: Any, scope: Scope) -> None:
        """Give a name its type, or each name of a pair its own."""
        if isinstance(target, nodes.Name):
            scope.names[target.name] = kind
            scope.sure = frozenset(p for p in scope.sure if p.partition(".")[0] != target.name)
        elif isinstance(target, nodes.Tuple):
            kinds = pieces(kind, len(target.items))
            if kinds is None:
                what = Said(
                    "{named} does not come apart into {items} names.",
                    named=named(kind),
                    items=len(target.items),
                )
                self.check.fault("wrong-count-names", target, "", what, NOTHING)
            for part, inner in zip(target.items, kinds or [Any] * len(target.items), strict=True):
                self._set(part, inner, scope)

    def _with(self, node: nodes.With, scope: Scope) -> None:
        inner = scope.inner()
        for target, value in zip(node.targets, node.values, strict=True):
            self._set(target, self.of(value, scope), inner)
        self.statements(node.body, inner)

    def _assign(self, node: nodes.Assign, scope: Scope) -> None:
        self._set(node.target, self.of(node.node, scope), scope)

    def _assign_block(self, node: nodes.AssignBlock, scope: Scope) -> None:
        self.statements(node.body, scope.inner())
        self._set(node.target, str, scope)

    def _block(self, node: nodes.Block, scope: Scope) -> None:
        """Read what stands at a block: its own body, and each that takes its place.

        What was replaced without `super()` is read too, but what it holds is shown nowhere.
        """
        outer = scope if node.scoped else self.top
        before = self.check.replaced
        for file, block in self.blocks.get(node.name, ()):
            inner = Scope({"super": Any, "self": Any, **outer.names}, scope.sure)
            if not self.check.replaced:
                self.check.shown.add((file.name, node.name))
            self.check.stack.append(file)
            self.statements(block.body, inner)
            self.check.stack.pop()
            self.check.replaced = self.check.replaced or not _asks_super(block)
        self.check.replaced = before

    def _include(self, node: nodes.Include, scope: Scope) -> None:
        asker = self.check.stack[-1]
        wanted = node.template
        listed = wanted.items if isinstance(wanted, nodes.List | nodes.Tuple) else [wanted]
        found = False
        for each in listed:
            for name in self._names(each, scope):
                file = self.check.files.get(name)
                found = found or file is not None
                if file is not None:
                    inner = scope if node.with_context else Scope({"_": scope.names["_"]})
                    self.check.page(file, inner.inner())
        if not found and not node.ignore_missing:
            last = listed[-1]
            name = str(last.value) if isinstance(last, nodes.Const) else "…"
            self.check.named(name, node, asker)

    def _names(self, wanted: nodes.Expr, scope: Scope) -> list[str]:
        """Return the names that an include may mean: an expression in a name may be any word."""
        if isinstance(wanted, nodes.Const):
            return [str(wanted.value)]
        self.of(wanted, scope)
        parts = wanted.nodes if isinstance(wanted, nodes.Concat) else [wanted]
        pattern = "".join(str(p.value) if isinstance(p, nodes.Const) else "*" for p in parts)
        return fnmatch.filter(self.check.files, pattern)

    def _from(self, node: nodes.FromImport, scope: Scope) -> None:
        module = self._module(node, scope)
        for entry in node.names:
            name, alias = entry if isinstance(entry, tuple) else (entry, entry)
            kind = module.names.get(name, None) if module else Any
            if kind is None and module:
                what = Said("there is no “{name}” in that file.", name=name)
                self.check.fault("unknown-name", node, name, what, did_you_mean(name, module.names))
            scope.names[alias] = kind or Any

    def _import(self, node: nodes.Import, scope: Scope) -> None:
        module = self._module(node, scope)
        scope.names[node.target] = Module(module.names) if module else Any

    def _module(self, node: nodes.FromImport | nodes.Import, scope: Scope) -> Scope | None:
        """Return the names of a file; its macros know those of this one only `with context`."""
        name = node.template.value if isinstance(node.template, nodes.Const) else ""
        file = self.check.named(str(name), node, self.check.stack[-1])
        known = scope.names if node.with_context else {"_": scope.names["_"]}
        return self.check.module(file, known) if file else None

    def _macro(self, node: nodes.Macro, scope: Scope) -> None:
        scope.names[node.name] = Macro(self.check.stack[-1].name, node, scope.names)

    def _call_block(self, node: nodes.CallBlock, scope: Scope) -> None:
        self.of(node.call, scope)
        inner = scope.inner()
        for argument in node.args:
            inner.names[argument.name] = Any
        self.statements(node.body, inner)

    def _filter_block(self, node: nodes.FilterBlock, scope: Scope) -> None:
        self.of(node.filter, scope)
        self.statements(node.body, scope.inner())


def _asks_super(block: nodes.Block) -> bool:
    """Tell whether a block shows what it replaces: {{ super() }}."""
    calls = (call.node for call in block.find_all(nodes.Call))
    return any(isinstance(called, nodes.Name) and called.name == "super" for called in calls)
