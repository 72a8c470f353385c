"""Many: editions made by worker processes, each the same as if it were made alone."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock

from generator.build import Order, build
from generator.check.parted import Parted, parted
from generator.problem import MachineError, Problem
from generator.progress import Progress, silent
from generator.publish.cli import said_queries
from generator.publish.publish import MANIFEST, clear
from generator.said import NOTHING, Said, language, speaking
from generator.tell.account import Account, Table
from generator.tell.tell import TOLD, failed
from generator.work.crew import ENDED, end_all, undisturbed, workers
from generator.work.scheduler import died, scheduled

_ONE = Lock()
"""The engine for paper can make one page at a time in a process, whoever runs its threads."""


@dataclass(frozen=True)
class Task:
    """One edition to be made, in whatever process."""

    order: Order
    of_all: bool
    """Whether it is one of all editions of its project: broken ones are left out."""
    run: str
    """The run that it belongs to: what a process keeps of a project holds for that run alone."""
    language: str
    """In which language is told what was found."""

    @property
    def name(self) -> str:
        """Return by what name a user knows it."""
        return "/".join(filter(None, (self.order.project.as_posix(), self.order.edition)))

    @property
    def from_anywhere(self) -> Task:
        """Return the same by the full path of its project, for processes in other folders."""
        return replace(self, order=replace(self.order, project=self.order.project.resolve()))


def tasks_of(orders: Iterable[Order], *, every: bool) -> list[Task]:
    """Return the editions to be made of these orders, or of every edition of their projects."""
    run, found = uuid.uuid4().hex, dict[tuple[Path, str | None], Task]()
    for order in orders:
        for edition in _editions(order) if every else [order.edition]:
            task = Task(replace(order, edition=edition), every, run, language())
            found.setdefault((order.project.resolve(), edition), task)
    return list(found.values())


def _editions(order: Order) -> list[str | None]:
    """Return the editions of a project by their folders; one that cannot be named says why."""
    folders = (order.project / "data" / "editions").glob("*/edition.yaml")
    return [*sorted(path.parent.name for path in folders)] or [None]


def made(order: Order) -> Account:
    """Make one edition; tells where it lies."""
    return _made(order, None)


def _made(order: Order, parts: Parted | None) -> Account:
    """Make one edition, of a project that was taken apart already."""
    library = parts.library_for(order.edition or "") if parts else None
    if library and order.edition in library.planned:
        text = Said("{edition}: not built, it waits for its figures.", edition=order.edition)
        return Account("build", order.project, text=str(text))
    folder = build(order, library)
    files = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    facts = {"output": folder.as_posix(), "files": files}
    lines = [Said("Done: {folder}", folder=folder)]
    lines += said_queries(order.project) if order.final else []
    return Account("build", order.project, text="\n".join(map(str, lines)), facts=facts)


def outcome(task: Task) -> Account:
    """Make one edition, in whatever process; returns what is to be told of it, errors as well."""
    order = task.order
    with _ONE, speaking(task.language), silent():
        try:
            parts = _parted(task.run, order.project, draft=order.draft) if task.of_all else None
            return _made(order, parts)
        except TOLD as error:
            return failed(error, "build", order.project)


@lru_cache(maxsize=1)  # the editions of a project are made one after another
def _parted(_run: str, project: Path, *, draft: bool) -> Parted:
    """Return the sound editions of a project, looked for once in a run."""
    return parted(project, draft=draft)


def made_many(tasks: Sequence[Task], jobs: int, address: str | None = None) -> Account:
    """Make editions by so many worker processes, or by those of a scheduler; tells of all."""
    accounts: dict[int, Account] = {}
    try:
        with Progress(len(tasks)) as progress:
            for number, account in _outcomes(tasks, min(jobs, len(tasks)), address):
                accounts[number] = account
                progress.finished(Said.verbatim(tasks[number].name))
    finally:
        for project in {task.order.project for task in tasks}:
            clear(project / "output")
    return together(tasks, [accounts[number] for number in range(len(tasks))])


def _outcomes(
    tasks: Sequence[Task], jobs: int, address: str | None
) -> Iterator[tuple[int, Account]]:
    """Yield the number and the account of each edition, as they come to an end."""
    if address is not None:
        there = [task.from_anywhere for task in tasks]
        with scheduled(address, [task.order.project for task in there]) as executor:
            yield from ((n, _seen(a)) for n, a in _by(executor, there, died()))
    elif jobs > 1:
        with workers(jobs) as pool:
            yield from _by(pool, tasks, {BrokenProcessPool: ENDED})
    else:
        for number, task in enumerate(tasks):
            yield number, outcome(task)


def _by(
    executor: Executor, tasks: Sequence[Task], died: Mapping[type[BaseException], Said]
) -> Iterator[tuple[int, Account]]:
    """Yield the same from the workers of an executor; those that died made nothing."""
    with undisturbed():
        futures = {executor.submit(outcome, task): number for number, task in enumerate(tasks)}
    for future in as_completed(futures):
        number = futures[future]
        try:
            yield number, future.result()
        except tuple(died) as error:
            end_all()
            what = next(said for kind, said in died.items() if isinstance(error, kind))
            yield number, failed(MachineError(what), "build", tasks[number].order.project)


def _seen(account: Account) -> Account:
    """Return the account of an edition whose folder this machine sees, else that it does not."""
    folder = account.facts.get("output")
    if folder is None or Path(str(folder), MANIFEST).is_file():
        return account
    what = Said("the worker wrote {folder}, which is not to be seen here.", folder=folder)
    return failed(MachineError(what), account.command, account.project)


def together(tasks: Sequence[Task], accounts: Sequence[Account]) -> Account:
    """Return the accounts of many editions as one, its Problems by the paths as the user goes."""
    problems = {
        _from_here(problem, task.order.project)
        for task, account in zip(tasks, accounts, strict=True) for problem in account.problems
    }  # fmt: skip
    text = "\n".join(account.text for account in accounts if account.text)
    facts = {"editions": list(map(_facts, tasks, accounts))}
    rows = tuple((its["name"], its.get("output", its["end"])) for its in facts["editions"])
    table = Table((Said("edition"), Said("result")), rows)
    code = max((account.exit for account in accounts), default=0)
    end = _end(tasks, accounts)
    return Account("build", Path(), tuple(sorted(problems)), text, end, code, facts, (table,))


def _from_here(problem: Problem, project: Path) -> Problem:
    """Return a Problem with its path from the folder of the command, not from its project."""
    path = (project / problem.place.path).as_posix()
    return replace(problem, place=replace(problem.place, path=path))


def _facts(task: Task, account: Account) -> dict[str, object]:
    """Return what programs are told of one edition."""
    told = {"name": task.name, "project": task.order.project.as_posix()}
    return {**told, "exit": account.exit, **account.facts, "end": str(account.end)}


def _end(tasks: Sequence[Task], accounts: Sequence[Account]) -> Said:
    """Return the last lines: what stopped editions, if no Problem, and which were not made."""
    failures = {t.name: a for t, a in zip(tasks, accounts, strict=True) if a.exit}
    if not failures:
        return NOTHING
    stopped: dict[object, list[str]] = {}
    for name, account in failures.items():
        if not account.problems:
            stopped.setdefault(account.end.parts["what"], []).append(name)
    lines = [
        Said("tisc-snapshot: {names}: {what}", names=_some(names), what=what)
        for what, names in stopped.items()
    ]
    parts = {"failed": len(failures), "count": len(tasks), "names": ", ".join(failures)}
    lines.append(Said("{failed} of {count} editions were not made: {names}.", **parts))
    return Said.joined("\n", lines)


def _some(names: Sequence[str]) -> str:
    """Return the first of some names; all of them stand in the last line."""
    return ", ".join(names[:3]) + " …" * (len(names) > 3)
