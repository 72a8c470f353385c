"""Draft: a library in which the original stands in for what is not translated well."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from pydantic import BaseModel

from generator.compose.setting import Setting
from generator.derive.derive import derive
from generator.records.library import EditionFiles, Library, Text
from generator.records.records import Label
from generator.records.unit import Counted
from generator.translate.label_passages import item_key, keyed
from generator.translate.stand_in import ENGLISH_WORDING, marked
from generator.translate.text_passages import Pair, text_key, text_pairs
from generator.translate.translations import languages_of, translations
from generator.translate.wording_passages import PREFIX, Wording
from generator.word.language import Language, StandIn, Strings, language_of, strings_of

Change = Callable[[str, Label], Label]


def draft_setting(
    library: Library, edition: str, language: Language, wording: Wording, *, marks: bool
) -> Setting:
    """Return what the parts of one language's report share in a draft; `marks`: for a page."""
    tag, own, todo = language.tag, library, set[str]()
    for other in languages_of(library):  # a page may name a thing in another language, too
        found = translations(library, wording, other)
        keys = {passage.key for passage in found.passages if passage.state != "done"}
        own = drafted(own, other, keys, marked if marks and other == tag else str)
        todo = keys if other == tag else todo
    files = own.editions[edition]
    known = strings_of(tag, wording.templates, wording.root)
    words = {message: said for message, said in known.words.items() if PREFIX + message not in todo}
    stand_in = partial(marked, mark=ENGLISH_WORDING) if marks else str
    return Setting(
        own, files, derive(files, own), language, Strings(tag, words, known.path, stand_in),
        language_of(library.original, wording.templates, wording.root),
    )  # fmt: skip


def drafted(library: Library, tag: str, todo: Collection[str], mark: StandIn) -> Library:
    """Return a library in which the labels and paragraphs of these keys have their originals."""
    change = _change(todo, library.original, tag, mark)
    new = {id(record): _redone(record, key, change) for key, record in keyed(library)}

    def each(records: Mapping[str, Any]) -> dict[str, Any]:
        return {name: new[id(record)] for name, record in records.items()}

    editions = {
        name: replace(
            files, edition=new[id(files.edition)], charts=each(files.charts),
            cases=each(files.cases), derived=each(files.derived),
            texts={**files.texts, **_texts(files, tag, todo, mark)},
        )
        for name, files in library.editions.items()
    }  # fmt: skip
    return replace(
        library, units=each(library.units), indicators=each(library.indicators),
        sources=each(library.sources), regions=each(library.regions), groups=each(library.groups),
        queries=each(library.queries), terms=each(library.terms), rules=each(library.rules),
        corrections=each(library.corrections), editions=editions,
        observations=tuple(new[id(row)] for row in library.observations),
        seconds=tuple(new[id(row)] for row in library.seconds),
    )  # fmt: skip


def _change(todo: Collection[str], first: str, tag: str, mark: StandIn) -> Change:
    """Return what puts the original into a label; beside a number it stands without marks."""

    def change(key: str, label: Label) -> Label:
        counted = isinstance(label, Counted)
        if key not in todo and not (counted and any(k.startswith(f"{key}/") for k in todo)):
            return label
        words = label.texts.get(first, "")
        update: dict[str, Any] = {"texts": {**label.texts, tag: mark(words)}}
        if isinstance(label, Counted):
            plurals = {name: forms for name, forms in label.plurals.items() if name != tag}
            update = {"texts": {**label.texts, tag: words}, "plurals": plurals}
        return label.model_copy(update=update)

    return change


def _redone(value: Any, key: str, change: Change) -> Any:
    """Return a value in which each label went through a change."""
    if isinstance(value, Label):
        return change(key, value)
    if isinstance(value, BaseModel):
        names = type(value).model_fields
        new = {name: _redone(getattr(value, name), f"{key}/{name}", change) for name in names}
        other = {name: item for name, item in new.items() if item is not getattr(value, name)}
        return value.model_copy(update=other) if other else value
    if isinstance(value, tuple):
        items = [
            _redone(item, f"{key}/{item_key(item, i)}", change) for i, item in enumerate(value)
        ]
        same = all(item is old for item, old in zip(items, value, strict=True))
        return value if same else tuple(items)
    return value


def _texts(
    files: EditionFiles, tag: str, todo: Collection[str], mark: StandIn
) -> dict[tuple[str, str], Text]:
    """Return the texts of a language with the original of each paragraph that is not done."""
    return {
        (pair.part, tag): Text(pair.path, _content(pair, text_key(files, pair.part), todo, mark))
        for pair in text_pairs(files, tag)
    }


def _content(pair: Pair, key: str, todo: Collection[str], mark: StandIn) -> str:
    """Return one text, in the order of its original."""
    blocks, number = list[str](), 0
    for first, there, _ in pair.rows:
        if first is None:
            continue
        number += 1
        if there is None or f"{key}/{number}" in todo:
            blocks.append(first.written(mark(first.words)))
        else:
            blocks.append(there.written(there.words))
    return "\n\n".join(blocks) + "\n"
