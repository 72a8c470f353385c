"""Engine log: what the engine for paper warns of, kept while something runs."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class EngineLog(logging.Handler):
    """Collects what the engine warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.said.append(record.getMessage())


@contextmanager
def engine_warnings() -> Iterator[EngineLog]:
    """Collect the engine's warnings for as long as the block runs."""
    log, logger = EngineLog(), logging.getLogger("weasyprint")
    logger.addHandler(log)
    try:
        yield log
    finally:
        logger.removeHandler(log)
