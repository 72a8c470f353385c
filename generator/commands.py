"""Commands: what check, build and verify do, each as an account of what it found."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.problem import MachineError, OutputError, Problem, UsageError
from generator.publish.cli import refuse_parts
from generator.said import NOTHING, Said
from generator.tell.account import Account, Table

if TYPE_CHECKING:
    from generator.build import Order


def check(options: argparse.Namespace) -> Account:
    """Check the project; tells what was looked at."""
    from generator.typeset.fonts import make_once
    from generator.work.cache import cache_of, caching

    make_once()
    with caching(cache_of(options.project) if options.cache else None):
        counts, warnings, held = _looked_at(options.project, options.sources)
    looked_at = Said(
        "{observations} observations, {indicators} indicators, {sources} sources, "
        "{editions} editions.",
        **counts,
    )
    lines = [Said("No problems: {looked_at}", looked_at=looked_at)]
    if warnings:
        parts = {"count": len(warnings), "looked_at": looked_at}
        one = Said("No problems, 1 warning: {looked_at}", **parts)
        lines = [Said("No problems, {count} warnings: {looked_at}", **parts)]
        lines = [one] if len(warnings) == 1 else lines
    lines += held
    return Account(
        "check", options.project, warnings, "\n".join(map(str, lines)), facts={"counts": counts}
    )


def _looked_at(
    project: Path, sources: Path | None
) -> tuple[dict[str, int], tuple[Problem, ...], list[Said]]:
    """Return what was counted, the warnings, and what is said of the held copies of sources."""
    from generator.check.kept import COUNTS, keep, kept, looked_at, sound

    before = looked_at(project) if sources is None else None
    if (content := kept(COUNTS, before)) is not None:
        return json.loads(content), (), []
    from generator.check.check import warned

    library = sound(project, sources)
    warnings = tuple(warned(library, project))
    names = ("observations", "indicators", "sources", "editions")
    counts = {name: len(getattr(library, name)) for name in names}
    if sources is None:
        if not warnings:
            keep(COUNTS, project, before, json.dumps(counts).encode())
        return counts, warnings, []
    from generator.check.copies import check_copies

    return counts, warnings, list(check_copies(library, sources)[1].lines())


def build(options: argparse.Namespace) -> Account:
    """Build one edition, or many; tells where they lie."""
    from generator.build import KINDS, Order
    from generator.many import made
    from generator.typeset.fonts import make_once
    from generator.work.crew import cores

    make_once()
    kinds = tuple(kind.strip() for kind in options.only.split(","))
    if unknown := set(kinds) - set(KINDS):
        known = {"unknown": ", ".join(sorted(unknown))}
        raise UsageError(Said("--only knows html, pdf and data, not {unknown}.", **known))
    tags = tuple(options.lang or ())
    if options.single_file and "html" not in kinds:
        raise UsageError(Said("--single-file needs html among --only."))
    refuse_parts(options, set(KINDS))
    order = Order(
        options.project, options.edition, tags, kinds, options.out, options.cache,
        options.single_file, options.draft, options.jobs or cores(), options.final,
        options.lift_embargo,
    )  # fmt: skip
    if options.all or options.projects or options.executor:
        return _many(order, options)
    return made(order)


def _many(order: Order, options: argparse.Namespace) -> Account:
    """Build many editions; tells where they lie."""
    from generator.many import made_many, tasks_of

    if options.out is not None:
        raise UsageError(
            Said("--out is for one edition; many lie in the output/ of their projects.")
        )
    if options.all and options.edition:
        raise UsageError(
            Said("--all makes every edition: leave out {edition}.", edition=options.edition)
        )
    projects = options.projects or [order.project]
    orders = [replace(order, project=project, jobs=0) for project in projects]
    return made_many(tasks_of(orders, every=options.all), order.jobs, options.executor)


def verify(options: argparse.Namespace) -> Account:
    """Verify a finished folder; tells faults, what each file shows, what each checker says."""
    from generator.checkers.checkers import check_all
    from generator.typeset.fonts import make_once
    from generator.verify.verdict import Verdict
    from generator.verify.verify import verify_output

    make_once()
    found = verify_output(options.project, options.output)
    faults = found.faults
    if options.rebuild:
        from generator.verify.rebuild import rebuild_faults

        faults += tuple(rebuild_faults(options.project, found.folder))
    verdict = Verdict(faults, found.coverage, tuple(check_all(found.folder)))
    end, code = NOTHING, 0
    try:
        verdict.end(require_all=options.require_all)
    except (OutputError, MachineError) as error:
        end, code = Said("tisc-snapshot: {what}", what=error.said), error.exit_code
    problems = tuple(verdict.problems(found.folder, options.project))
    tables = (Table(*verdict.figures()), Table(*verdict.checkers()))
    return Account(
        "verify", options.project, problems, verdict.text(), end, code, verdict.facts(), tables
    )
