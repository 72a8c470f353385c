"""Memory: which originals the translations into one language were made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import yaml
from pydantic import Field

from generator.records.records import Record
from generator.translate.passage import Passage

NAME = "translations.{}.yaml"
"""Its file in data/, by language."""
HEAD = """\
# yaml-language-server: $schema=schemas/translations.json
# What each translation into {} was made from. `tisc-snapshot translate` writes this file; in a
# merge, keep both sides, or accept the translations again.
"""


class Memory(Record):
    """The content of data/translations.<language>.yaml."""

    originals: Mapping[str, str] = Field(description="Words by key of the passage")


def memory_with(
    memory: Mapping[str, str], passages: Iterable[Passage], accepted: Iterable[Passage],
    planned: Iterable[str] = (),
) -> dict[str, str]:  # fmt: skip
    """Return a memory in which some passages are accepted, without those that are gone.

    What is remembered of editions that are planned only stays.
    """
    known = {passage.key for passage in passages}
    later = tuple(f"editions/{edition}/" for edition in planned)
    kept = {key: words for key, words in memory.items() if key in known or key.startswith(later)}
    return kept | {passage.key: passage.original for passage in accepted}


def memory_file(tag: str, memory: Mapping[str, str]) -> str:
    """Return the content of a memory's file: a line for each passage, so that merges are easy."""
    lines = yaml.safe_dump(
        dict(memory), allow_unicode=True, default_flow_style=False, width=float("inf")
    )
    return HEAD.format(tag) + (lines if memory else "{}\n")
