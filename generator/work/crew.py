"""Crew: the worker processes of a build, and what they make while it goes on."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from multiprocessing import forkserver
from typing import TypeAlias

from generator.problem import MachineError
from generator.said import Said
from generator.work.cache import Parts, active

Later: TypeAlias = Callable[[], bytes]
"""What is being made: to be called once, when it is needed."""
_CREW: ContextVar[_Crew | None] = ContextVar("crew", default=None)
LOADED = "generator.typeset.typeset", "weasyprint"
"""What is loaded before workers are copied; nothing of it starts a thread or opens a font."""
_SHORT = 60
"""Characters of the folder for temporary files: an address of a socket has 104 at most."""
ENDED = Said("a worker process ended too early, perhaps for want of memory. Try: --jobs 1")
_SELDOM = 100_000, 50, 100
"""A page for paper is millions of objects that all live until it is set: to look through them for
garbage as often as Python does costs a quarter of the time, and finds none."""
_OLD, _TURNS = 2, 3
"""The generation of objects that nothing young is in; after so many turns it is looked through."""
_LEFT = list[bool]()
"""Whether a page has left garbage in this process."""


def cores() -> int:
    """Return how many processes can run at once here."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def begin(*, worker: bool = True) -> None:
    """Set up a process that builds; a worker ends with the main process, whatever ends that."""
    gc.set_threshold(*_SELDOM)
    if worker:
        threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Wait for the end of the main process: a worker would wait for its next order for ever."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def tidy() -> None:
    """Free what the last page left: things that know each other, and nobody them.

    A worker does so before its next page, not after its last. What is older than the page is looked
    at in every fourth turn, or after a page so large that parts of it count as old.
    """
    if _LEFT:
        _LEFT.clear()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # the engine leaves a file open
            gc.collect(_OLD if gc.get_count()[_OLD] > _TURNS else _OLD - 1)


def leave() -> None:
    """Note that a page left something to be tidied up."""
    _LEFT.append(True)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Start processes inside: a Ctrl-C is for the main process alone, even while they begin."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_all() -> None:
    """End the worker processes at once: SIGTERM, as the pool sends it, seldom left one alive."""
    for process in multiprocessing.active_children():
        process.kill()


def start() -> str:
    """Return how workers are started: as copies, or anew where that cannot be.

    What copies them has a path as its address, which must be short; macOS does not bear copies.
    """
    short = len(os.fsencode(tempfile.gettempdir())) <= _SHORT
    return "forkserver" if short and sys.platform != "darwin" else "spawn"


@contextmanager
def workers(jobs: int) -> Iterator[Executor]:
    """Give so many worker processes, started when there is work; none is left at the end.

    They are copies of a process that was started anew and does nothing but to load the engine for
    paper, once for all: not of this one, whose threads (Vega's) would be missing in a copy.
    """
    forkserver.set_forkserver_preload([*LOADED])
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context(start()), begin)
    try:
        yield pool
    except BaseException as error:
        end_all()
        if isinstance(error, BrokenProcessPool):
            raise MachineError(ENDED) from error
        raise
    finally:
        pool.shutdown(cancel_futures=True)


@dataclass(frozen=True)
class _Crew:
    """Worker processes, and whether they work while this process does."""

    pool: Executor
    at_once: bool

    def submit(self, make: Callable[..., bytes], *given: object) -> Future[bytes]:
        """Give them something to make."""
        with undisturbed():
            return self.pool.submit(make, *given)


@contextmanager
def crew(jobs: int) -> Iterator[None]:
    """Let so many worker processes make what is asked for inside; with none, this process does.

    One worker keeps what it needs of memory apart, and works only while this process waits.
    """
    if jobs < 1:
        yield
        return
    with workers(jobs) as pool:
        cache = active()
        if jobs > 1 and (cache is None or cache.made):  # it is no build of what was built before
            with undisturbed():
                if start() == "forkserver":  # it loads while this process still reads and draws
                    forkserver.ensure_running()
        token = _CREW.set(_Crew(pool, jobs > 1))
        try:
            yield
        finally:
            _CREW.reset(token)


def made_later(
    kind: str, parts: Parts, name: str, make: Callable[..., bytes], *given: object
) -> Later:
    """Return what will be made of these parts: kept from before, by a worker, or when called.

    `make` is a function of a module that depends on nothing but what is `given` to it.
    """
    cache, team = active(), _CREW.get()
    kept = cache.kept(kind, parts, name) if cache else None
    if kept is not None:
        return lambda: kept
    future = team.submit(make, *given) if team and team.at_once else None

    def result() -> bytes:
        if team:
            content = (future or team.submit(make, *given)).result()
        else:
            content = make(*given)
            tidy()
        if cache:
            cache.keep(kind, parts, content, name)
        return content

    return result
