"""Layers: the folders in which a template, word, colour or chart is sought; the first one wins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.problem import Place, Problem, relative
from generator.read.located import Loc, Located, read_yaml
from generator.said import Said

OVERRIDES = "overrides"
INSTALLED = "_templates"
"""Where the default templates lie in an installed package."""
DEFAULT = "default:"
"""Before the name of a template: the one that an override hides."""


@dataclass(frozen=True)
class Layers:
    """An editor's own folders, the first wins, and below them the default, which is whole."""

    own: tuple[Path, ...]
    default: Path
    root: Path

    @property
    def folders(self) -> tuple[Path, ...]:
        """Return all folders, the first wins."""
        return (*self.own, self.default)

    def every(self, name: str) -> list[Path]:
        """Return each file of this name; the first hides the others, or changes parts of them."""
        return [path for folder in self.folders if (path := folder / name).is_file()]

    def find(self, name: str) -> Path | None:
        """Return the file that a name stands for, or None."""
        return next(iter(self.every(name)), None)

    def holding(self, name: str) -> Path:
        """Return the first folder that has a file of this name, else the default one."""
        return next((folder for folder in self.folders if (folder / name).is_file()), self.default)

    def files(self, folder: Path) -> Iterator[tuple[str, Path]]:
        """Yield the files of one of the folders by name; no layer holds the files of another."""
        others = [other for other in self.folders if other != folder]
        if folder == self.default:
            others.append(folder / OVERRIDES)
        for path in sorted(folder.rglob("*")):
            inside = any(path.is_relative_to(o) for o in others if o.is_relative_to(folder))
            if path.is_file() and not inside:
                yield path.relative_to(folder).as_posix(), path


def templates_of(project: Path) -> Path:
    """Return the default templates: the project's, where it has a whole set, or the package's."""
    own = project / "templates"
    return own if any(own.glob("*.html")) else package_templates()


def package_templates() -> Path:
    """Return the templates of this package; in a checkout they lie beside it."""
    package = Path(__file__).parents[1]
    inside = package / INSTALLED
    return inside if inside.is_dir() else package.parent / "templates"


def layers_of(templates: Path, root: Path) -> Layers:
    """Return where a project's files are sought before those of its default templates."""
    own = root / "templates"
    whole = own.resolve() == templates.resolve()
    found = [own / OVERRIDES] if whole else [own / OVERRIDES, own]
    return Layers(tuple(folder for folder in found if folder.is_dir()), templates, root)


def reading_root(path: Path, templates: Path, root: Path) -> Path:
    """Return the folder that a file must not lead out of: the project, or that of its templates."""
    return root if path.is_relative_to(root) else templates.parent


def own_folder(root: Path) -> Path | None:
    """Return the folder with all that a project has of templates, words and colours."""
    folder = root / "templates"
    return folder if folder.is_dir() else None


@dataclass(frozen=True)
class Stacked(Located):
    """A value put together from files, with the place of each key in the file that supplies it."""

    layers: tuple[Located, ...] = ()

    def place(self, loc: Loc = (), *, key: bool = False) -> Place:
        """Return the place of the value (or key) at `loc`, or of the nearest thing around it."""
        for end in range(len(loc), 0, -1):
            for layer in self.layers:
                if loc[:end] in layer.values:
                    return layer.place(loc[:end], key=key and end == len(loc))
        return self.layers[-1].place()


def read_stacked(name: str, layers: Layers, *, whole: str = "") -> tuple[Located, list[Problem]]:
    """Return a YAML file with the keys that upper layers change; nothing where there is no file.

    Each entry below the key `whole` is taken as a whole from one file.
    """
    found, problems = list[Located](), list[Problem]()
    for path in layers.every(name):
        located, wrong = read_yaml(path, reading_root(path, layers.default, layers.root))
        found.append(located)
        problems += wrong or _no_map(located)
    if problems or not found:
        return Located(relative(layers.default / name, layers.root), None), problems
    if len(found) == 1:
        return found[0], []
    value: Any = {}
    for each in reversed(found):
        value = _changed(value, each.value or {}, whole)
    return Stacked(found[0].path, value, layers=tuple(found)), []


def _no_map(located: Located) -> list[Problem]:
    """Return the Problem of a file that is a list or a word; an empty one changes nothing."""
    if located.value is None or isinstance(located.value, dict):
        return []
    what = Said("keys with values are expected here (“name: …”).")
    return [Problem(located.place(), "not-a-map", what)]


def _changed(below: Mapping[str, Any], over: Mapping[str, Any], whole: str) -> dict[str, Any]:
    """Return a map with what another one changes in it, key by key."""
    changed = dict(below)
    for key, value in over.items():
        before = changed.get(key)
        if not isinstance(before, dict) or not isinstance(value, dict):
            changed[key] = value
        else:
            changed[key] = before | value if key == whole else _changed(before, value, whole)
    return changed
