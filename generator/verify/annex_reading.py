"""Reading of the data annex: each cell of each finished file is held against the data."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

from generator.annex.annex import annex, csv_cell, datasets_of
from generator.annex.dataset import Cell, Dataset
from generator.annex.rights import rights_of
from generator.annex.worksheet import worksheets
from generator.build import Source
from generator.said import Said
from generator.verify.annex_cells import BOOKS, Grid, cell_text, grids
from generator.verify.annex_figure import figure_fault, is_traced
from generator.verify.reading import Coverage, Fault

FIGURES = ("findings", "tests")
"""The tables whose rows are figures."""
Table = tuple[tuple[str, ...], ...]


def read_annex(output: Path, source: Source) -> tuple[list[Fault], list[Coverage]]:
    """Return the faults of the annex of an output folder, and how many figures agree."""
    settings = source.settings
    datasets = {dataset.name: dataset for dataset in datasets_of(settings)}
    books = {
        sheet.name: _table(sheet.head, sheet.rows)
        for sheet in worksheets(datasets.values(), settings, rights_of(settings))
    }
    names = {name: dataset.names for name, dataset in datasets.items()}
    faults, coverage = list[Fault](), list[Coverage]()
    for name, content in annex(settings).items():
        path = output / name
        if not path.is_file():
            continue  # the checksums tell
        wanted = books if path.suffix in BOOKS else _one(path, datasets)
        found = list[Fault]()
        if wanted:
            found, covered = _file(path, name, wanted, source, names)
            coverage += covered
        if not found and path.suffix not in BOOKS and path.read_bytes() != content:
            found.append(Fault(name, Said("this is not what the data give")))
        faults += found
    return faults, coverage


def _one(path: Path, datasets: Mapping[str, Dataset]) -> dict[str, Table]:
    """Return the only table of a CSV or JSON file; nothing for a file without one."""
    dataset = datasets.get(path.stem)
    if dataset is None or path.parent.name != "data" or path.suffix not in (".csv", ".json"):
        return {}
    if path.suffix == ".csv":
        rows = (tuple(map(csv_cell, row)) for row in dataset.rows)
        return {dataset.name: (dataset.names, *rows)}
    return {dataset.name: _table(dataset.names if dataset.rows else (), dataset.rows)}


def _table(head: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> Table:
    """Return head and rows as texts."""
    return (head, *(tuple(map(cell_text, row)) for row in rows))


def _file(
    path: Path,
    name: str,
    wanted: Mapping[str, Table],
    source: Source,
    names: Mapping[str, tuple[str, ...]],
) -> tuple[list[Fault], list[Coverage]]:
    """Return the faults of one file with tables, and how many of its figures agree."""
    try:
        read = list(grids(path, name))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, csv.Error) as error:
        return [Fault(name, Said("it cannot be read: {error}", error=error))], []
    if [grid.sheet for grid in read] != list(wanted):
        return [Fault(name, Said("its sheets should be {wanted}", wanted=", ".join(wanted)))], []
    faults, shown, traced, right = list[Fault](), 0, 0, 0
    for grid in read:
        wrong = dict(_differences(grid.rows, wanted[grid.sheet]))
        if grid.sheet in FIGURES:
            figures = list(_figures(grid, source, names[grid.sheet]))
            for row, (what, is_known) in enumerate(figures, 1):
                if what:
                    wrong.setdefault((row, 0), what)
                traced += is_known
            shown += len(figures)
            right += len(figures) - len({row for row, _ in wrong if row})
        faults += [Fault(grid.address(*place), what) for place, what in wrong.items()]
    return faults, [Coverage(name, shown, traced, right)] if shown else []


def _differences(rows: Table, wanted: Table) -> Iterator[tuple[tuple[int, int], Said]]:
    """Yield ((row, column), what is wrong) of each cell that is not as the data say."""
    for number, (row, right) in enumerate(zip_longest(rows, wanted, fillvalue=())):
        for column, (cell, said) in enumerate(zip_longest(row, right, fillvalue="")):
            if cell != said:
                yield (number, column), Said("“{cell}” should say “{said}”", cell=cell, said=said)
    if len(rows) != len(wanted):
        what = Said("{rows} rows instead of {wanted}", rows=len(rows), wanted=len(wanted))
        yield (min(len(rows), len(wanted)), 0), what


def _figures(grid: Grid, source: Source, names: tuple[str, ...]) -> Iterator[tuple[Said, bool]]:
    """Yield what is wrong with the figure of each row, and whether it leads to its grounds."""
    for row in grid.rows[1:]:
        cells = dict(zip(names, row, strict=False))
        yield figure_fault(cells, source), is_traced(cells, source)
