"""Check of templates: every expression of every branch, taken or not, before any data arrives.

Each page is read with the types of what it will get; what it includes, extends, imports and calls
is read with it. The rules of names and blocks are those of the template engine's own documentation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import nodes

from generator.compose.pages import Chooser, Corrigenda
from generator.compose.report import Report
from generator.face.facing import Facing, PairedStrings
from generator.problem import Problem, did_you_mean
from generator.read.layers import DEFAULT
from generator.said import NOTHING, Said
from generator.template_check.body import Body
from generator.template_check.expressions import Expressions
from generator.template_check.files import TemplateFile
from generator.template_check.scope import Scope
from generator.template_check.types import Macro
from generator.word.language import Strings

PAGES: Mapping[str, Any] = {
    "screen.html": Report, "print.html": Report, "chooser.html": Chooser,
    "corrigenda.html": Corrigenda,
    "facing/screen.html": Facing, "facing/print.html": Facing,
}  # fmt: skip
"""The templates that a build asks for, and what each gets as `report`."""
IN_BLOCK = {"super": Any, "self": Any, "caller": Any, "varargs": Any, "kwargs": Any}


def template_problems(
    files: Mapping[str, TemplateFile], messages: frozenset[str], pages: Mapping[str, Any] = PAGES
) -> list[Problem]:
    """Return what is wrong in the templates; `messages` is the fixed wording that they may use."""
    check = Check(files, messages)
    for name, kind in pages.items():
        if name in files:
            wording = PairedStrings if kind is Facing else Strings
            check.page(files[name], Scope({"_": wording, "report": kind}))
    check.rest()
    return sorted(check.problems)


class Check:
    """Walks through templates; the Problems are collected on the way, each once."""

    def __init__(self, files: Mapping[str, TemplateFile], messages: frozenset[str]) -> None:
        """Begin with nothing read."""
        self.files, self.problems, self.reached = files, set[Problem](), set[str]()
        self.shown, self.lost, self.replaced = set[tuple[str, str]](), set[tuple[str, str]](), False
        self.expressions = Expressions(self.fault, self.call, messages)
        self.stack: list[TemplateFile] = []
        self.modules: dict[tuple[str, str], Scope] = {}
        self.called: set[tuple[str, str, tuple[str, ...]]] = set()

    def fault(self, code: str, node: nodes.Node, word: str, what: Said, fix: Said) -> None:
        """Note a Problem at a word of a node in the file that is being read."""
        place = self.stack[-1].place(node.lineno, word)
        self.problems.add(Problem(place, code, what, fix))

    def rest(self) -> None:
        """Read the macros that nobody called, and note templates and blocks that nobody sees."""
        for file in self.files.values():
            if file.name in self.reached and file.parent:
                self._unseen_blocks(file)
            # Of what lies in the package, or is hidden, nobody here can mend anything.
            own = not (file.name.startswith(DEFAULT) or file.path.startswith(DEFAULT))
            if file.name not in self.reached and own:
                fix = did_you_mean(file.name, self.files.keys() - {file.name})
                what = Said("nothing asks for this template.")
                self.problems.add(Problem(file.place(1), "unread-template", what, fix))
            for macro in file.tree.find_all(nodes.Macro) if own else ():
                if (file.name, macro.name) not in {key[:2] for key in self.called}:
                    names = [argument.name for argument in macro.args]
                    known = self.module(file, {"_": Strings, "report": Any}).names
                    self.body(Macro(file.name, macro, known), dict.fromkeys(names, Any))

    def page(self, file: TemplateFile, scope: Scope) -> None:
        """Read a page, or a template that a page includes, with all that it extends."""
        if file in self.stack:
            what = Said("{name} leads back to itself.", name=file.name)
            self.fault("circular-template", file.tree, "", what, NOTHING)
            return
        chain = self._chain(file)
        blocks: dict[str, list[tuple[TemplateFile, nodes.Block]]] = {}
        for each in chain:
            for name, block in each.blocks.items():
                blocks.setdefault(name, []).append((each, block))
        top = scope.inner()
        for each in chain[:-1]:
            self._child(each, chain, top)
        self.stack.append(chain[-1])
        Body(self, top, blocks).statements(chain[-1].tree.body, top)
        self.stack.pop()

    def _chain(self, file: TemplateFile) -> list[TemplateFile]:
        """Return a template and those that it extends, one after another."""
        chain = [file]
        self.reached.add(file.name)
        while name := chain[-1].parent:
            extends = chain[-1].tree.find(nodes.Extends)
            parent = self.named(name, extends or file.tree, chain[-1])
            if parent in chain:
                what = Said("{name} extends itself.", name=chain[-1].name)
                fix = Said('Write: {{% extends "{name}" %}}.', name=DEFAULT + name)
                place = chain[-1].place(extends.lineno if extends else 1, name)
                self.problems.add(Problem(place, "circular-template", what, fix))
                parent = self.files.get(DEFAULT + name)  # the one that was meant
            if parent is None or parent in chain:
                break
            chain.append(parent)
        return chain

    def named(self, name: str, node: nodes.Node, asker: TemplateFile) -> TemplateFile | None:
        """Return the template of a name; there being none is a Problem of the one who asks."""
        file = self.files.get(name) or self.files.get(name.removeprefix(DEFAULT))
        if file is None:
            place = asker.place(node.lineno, name)
            what = Said("there is no template “{name}”.", name=name)
            self.problems.add(Problem(place, "unknown-template", what,
                                      did_you_mean(name, self.files)))  # fmt: skip
        else:
            self.reached.add(file.name)
        return file

    def _child(self, child: TemplateFile, chain: list[TemplateFile], top: Scope) -> None:
        """Read what a template that extends another says outside its blocks: names, no text."""
        self.stack.append(child)
        above = chain[chain.index(child) + 1 :]
        known = {name for each in above for name in each.blocks}
        for node in child.tree.body:
            if isinstance(node, nodes.Block):
                if node.name not in known:
                    self._lost_block(node, known)
            elif isinstance(node, nodes.Output):
                self._dropped(node)
            elif not isinstance(node, nodes.Extends):
                Body(self, top, {}).statement(node, top)
        self.stack.pop()

    def _lost_block(self, block: nodes.Block, known: Iterable[str]) -> None:
        """Note a block that nothing shows, and where it would be shown."""
        others = [f.name for f in self.files.values() if block.name in f.blocks]
        elsewhere = [name for name in others if name != self.stack[-1].name]
        what = Said("no block “{name}” is shown here.", name=block.name)
        fix = did_you_mean(block.name, known)
        if not fix and elsewhere:
            fix = Said("It is a block of {elsewhere}: extend that file.", elsewhere=elsewhere[0])
        self.fault("unknown-block", block, block.name, what, fix)
        self.lost.add((self.stack[-1].name, block.name))

    def _unseen_blocks(self, file: TemplateFile) -> None:
        """Note the blocks of an override whose place went with a block around it."""
        for name, block in file.blocks.items():
            if (file.name, name) not in self.shown | self.lost:
                what = Said(
                    "the block “{name}” is not shown: another block around it was replaced.",
                    name=name,
                )
                fix = Said("Put it into that block, or write {{{{ super() }}}} there.")
                place = file.place(block.lineno, name)
                self.problems.add(Problem(place, "unread-block", what, fix))

    def _dropped(self, node: nodes.Output) -> None:
        """Note what stands outside the blocks of a template that extends another."""
        for part in node.nodes:
            if not (isinstance(part, nodes.TemplateData) and not part.data.strip()):
                what = Said("this stands outside the blocks, so nobody will see it.")
                self.fault("dropped-text", part, "", what, Said("Put it into a block."))
                return

    def module(self, file: TemplateFile, known: Mapping[str, Any]) -> Scope:
        """Return the names that a file of macros gives to those who import from it."""
        key = (file.name, str(known.get("report")))
        if key not in self.modules:
            scope = self.modules[key] = Scope(dict(known))
            self.stack.append(file)
            Body(self, scope, {}).statements(file.tree.body, scope)
            self.stack.pop()
        return self.modules[key]

    def call(self, macro: Macro, node: nodes.Call, scope: Scope) -> Any:
        """Read a macro with the types that it is called with; returns text."""
        called, names = macro.node.name, [argument.name for argument in macro.node.args]
        given = dict(zip(names, node.args, strict=False))
        given |= {pair.key: pair.value for pair in node.kwargs}
        must = names[: len(names) - len(macro.node.defaults)]
        for name in [n for n in must if n not in given]:
            self._wrong(
                node, macro, Said("“{macro}” lacks “{name}”.", macro=called, name=name), names
            )
        for name in [n for n in given if n not in names]:
            self._wrong(
                node, macro, Said("“{macro}” has no “{name}”.", macro=called, name=name), names
            )
        if len(node.args) > len(names):
            many = {"macro": called, "names": len(names), "given": len(node.args)}
            what = Said("“{macro}” takes {names} things, not {given}.", **many)
            self._wrong(node, macro, what, names)
        kinds = {name: self.expressions.of(value, scope) for name, value in given.items()}
        defaults = zip(names[len(must) :], macro.node.defaults, strict=True)
        for name, default in defaults:
            kinds.setdefault(name, self.expressions.of(default, scope))
        self.body(macro, {name: kinds.get(name, Any) for name in names})
        return str

    def _wrong(self, node: nodes.Call, macro: Macro, what: Said, names: list[str]) -> None:
        """Note a macro that is called wrongly."""
        fix = Said("It is {name}({names}).", name=macro.node.name, names=", ".join(names))
        self.fault("wrong-arguments", node, macro.node.name, what, fix)

    def body(self, macro: Macro, kinds: Mapping[str, Any]) -> None:
        """Read the body of a macro once for each set of types."""
        key = (macro.template, macro.node.name, tuple(map(str, kinds.values())))
        if key in self.called:
            return
        self.called.add(key)
        file = self.files[macro.template]
        scope = Scope({**macro.names, **IN_BLOCK, **kinds})
        self.stack.append(file)
        Body(self, scope, {}).statements(macro.node.body, scope)
        self.stack.pop()
