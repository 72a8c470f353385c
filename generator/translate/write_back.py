"""Write back: new words put into the files that they belong to, with few characters changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.problem import Problem, ProblemsError
from generator.read.located import read_text
from generator.records.library import Library
from generator.translate.csv_edit import with_cells
from generator.translate.edit import Edit, applied
from generator.translate.exchange import Change
from generator.translate.paragraph import UNKNOWN, head_with
from generator.translate.passage import fingerprint
from generator.translate.po_edit import with_wordings
from generator.translate.text_passages import Pair, text_pairs
from generator.translate.yaml_edit import with_words


def written(changes: Iterable[Change], library: Library, tag: str, project: Path) -> dict[str, str]:
    """Return the files (path → new content) in which the changes stand."""
    by_file: dict[str, list[Change]] = {}
    for change in changes:
        by_file.setdefault(change.passage.place.path, []).append(change)
    texts = {p.path: p for files in library.editions.values() for p in text_pairs(files, tag)}
    return {
        name: with_paragraphs(texts[name], some) if name in texts else _changed(name, some, project)
        for name, some in by_file.items()
    }


def _changed(name: str, changes: Iterable[Change], project: Path) -> str:
    """Return a YAML, CSV or PO file with its changes."""
    text = read_text(project / name, project)
    if isinstance(text, Problem):
        raise ProblemsError([text])
    words = {change.passage.loc: change.words for change in changes}
    if name.endswith(".csv"):
        return with_cells(text, {(int(loc[0]), str(loc[1])): said for loc, said in words.items()})
    if name.endswith(".po"):
        return with_wordings(text, {str(loc[0]): said for loc, said in words.items()})
    return with_words(text, words)


def with_paragraphs(pair: Pair, changes: Iterable[Change]) -> str:
    """Return a translated text with its changes, and what each paragraph was made from."""
    new = {change.passage.loc[0]: change for change in changes}
    edits, blocks, prints = list[Edit](), list[str](), list[str]()
    number, grown = 0, pair.text is None
    for first, there, made_from in pair.rows:
        change = new.get(number) if first else None
        number += first is not None
        paragraph = there or first
        if paragraph is None or (there is None and change is None):
            continue
        block = paragraph.written(change.words if change else paragraph.words)
        blocks.append(block)
        prints.append(fingerprint(change.original) if change else made_from or UNKNOWN)
        grown = grown or there is None
        if change and there and change.words != there.words:
            edits.append(Edit(there.start, there.end, block))
    content = pair.text.content if pair.text else ""
    content = "\n\n".join(blocks) + "\n" if grown else applied(content, edits)
    return head_with(prints) + content
