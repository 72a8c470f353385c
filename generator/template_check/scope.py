"""Template scope: the names that a template knows at one spot, and what was asked about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes

from generator.template_check.types import may_be_absent, present


@dataclass
class Scope:
    """Names with their types; `sure` holds the fields that a condition has found to be there."""

    names: dict[str, Any] = field(default_factory=dict)
    sure: frozenset[str] = frozenset()

    def inner(self, *sure: str) -> Scope:
        """Return a scope inside this one: what is set there is not known outside."""
        return Scope(dict(self.names), self.sure | set(sure))

    def narrowed(self, node: nodes.Expr, kind: Any) -> Any:
        """Return the type of an expression, without None where a condition has ruled that out."""
        return present(kind) if may_be_absent(kind) and written(node) in self.sure else kind


def written(node: nodes.Node) -> str:
    """Return an expression as it is written, when it is a name with fields: report.chart."""
    if isinstance(node, nodes.Name):
        return str(node.name)
    if isinstance(node, nodes.Getattr):
        before = written(node.node)
        return f"{before}.{node.attr}" if before else ""
    return ""


def holds(test: nodes.Node) -> Iterator[str]:
    """Yield what must be there when a condition is true."""
    if isinstance(test, nodes.And):
        yield from holds(test.left)
        yield from holds(test.right)
    elif isinstance(test, nodes.Test) and test.name in ("defined", "iterable", "mapping"):
        yield written(test.node)
    elif isinstance(test, nodes.Compare):
        yield written(test.expr)
    elif name := written(test):
        yield name


def fails(test: nodes.Node) -> Iterator[str]:
    """Yield what must be there when a condition is not true."""
    if isinstance(test, nodes.Not):
        yield from holds(test.node)
    elif isinstance(test, nodes.Or):
        yield from fails(test.left)
        yield from fails(test.right)
    elif isinstance(test, nodes.Test) and test.name in ("none", "undefined"):
        yield written(test.node)
