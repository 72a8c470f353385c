"""Named: things by the ids that an edition gives them, found by their full names, too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

T = TypeVar("T")


class Named(dict[str, T]):
    """Figures by id. A figure of the edition's own period is found by its date, too.

    So a query may name `loans@2031`, whichever edition shows it.
    """

    def __init__(self, items: Mapping[str, T], aliases: Mapping[str, str]) -> None:
        """Keep the items; `aliases` are other names, and the ids that they stand for."""
        super().__init__(items)
        self.aliases = {name: known for name, known in aliases.items() if name not in items}

    def __missing__(self, name: str) -> T:
        """Return what another name stands for."""
        return self[self.aliases[name]]

    def __contains__(self, name: object) -> bool:
        """Tell whether something has this id or name."""
        return super().__contains__(name) or name in self.aliases

    def get(self, name: str, default: Any = None) -> Any:
        """Return what has this id or name, or the default."""
        return super().get(self.aliases.get(name, name), default)
