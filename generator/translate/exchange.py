"""Exchange: everything that is translated as one PO file, and such a file back as changes."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from generator.problem import Place, Problem
from generator.records.edition import Edition
from generator.said import Said
from generator.translate.passage import Passage, fingerprint, unlike

HEAD = """\
# {title}: everything that is translated, from data, texts and fixed wording.
# Leave {{…}} as they are: figures and dates are filled in. Take the mark “fuzzy” from an entry that
# you have looked over.
msgid ""
msgstr ""
"Project-Id-Version: {slug}-{id} {version}\\n"
"Report-Msgid-Bugs-To: \\n"
"POT-Creation-Date: {date} 00:00+0000\\n"
"PO-Revision-Date: {date} 00:00+0000\\n"
"Last-Translator: \\n"
"Language-Team: \\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


@dataclass(frozen=True)
class Change:
    """New words for a passage, and the original that they were made from."""

    passage: Passage
    words: str
    original: str


def exported(passages: Iterable[Passage], edition: Edition, tag: str) -> str:
    """Return the PO file of all passages of a language; what is not sure is fuzzy.

    Each entry has the passage's key as its context, and its place and kind as comments.
    """
    found = list(passages)
    count = Counter(passage.key for passage in found)
    catalogue = Catalog(charset="utf-8")
    for passage in found:
        if count[passage.key] == 1:
            before = passage.before if passage.state == "stale" else ""
            message = catalogue.add(
                passage.original.strip(), passage.words.strip(), context=passage.key,
                locations=[(passage.source.path, passage.source.line)],
                auto_comments=[passage.about], previous_id=[before] if before else [],
                flags=[] if passage.state in ("done", "missing") else ["fuzzy"],
            )  # fmt: skip
            # Ours are neither: {=two} and {loans:word} are no names of Python's.
            message.flags -= {"python-format", "python-brace-format"}
    text = io.BytesIO()
    write_po(text, catalogue, omit_header=True, include_previous=True, width=100)
    head = HEAD.format(
        title=edition.title[edition.languages[0]], slug=edition.slug, id=edition.id,
        version=edition.version, date=edition.as_of.first, language=tag.replace("-", "_"),
    )  # fmt: skip
    return head + text.getvalue().decode().lstrip()


def changes(
    messages: Iterable[Message], path: str, passages: Mapping[str, Passage]
) -> tuple[list[Change], list[str], list[Problem]]:
    """Return what a PO file changes, the contexts that no passage has, and what is wrong in it.

    Entries that are empty or fuzzy change nothing.
    """
    found, lost, problems = list[Change](), list[str](), list[Problem]()
    for message in messages:
        words, original = str(message.string or "").strip(), str(message.id)
        if not message.id or not words or message.fuzzy:
            continue
        passage = passages.get(message.context or "")
        if passage is None:
            lost.append(message.context or original)
            continue
        place = Place(path, message.lineno or 1)
        problems += _problems(place, original, words)
        if _is_new(passage, words, original):
            found.append(Change(passage, words, original))
    return found, lost, problems


def _is_new(passage: Passage, words: str, original: str) -> bool:
    """Tell whether an entry says anything that is not there already."""
    return words != passage.words.strip() or fingerprint(original) != passage.made_from


def _problems(place: Place, original: str, words: str) -> Iterator[Problem]:
    """Yield what is wrong with the words of one entry."""
    if differs := unlike(original, words):
        yield Problem(
            place,
            "unlike-translation",
            Said("{differs}.", differs=differs),
            Said("Say the same figures."),
        )
    if "\n\n" in words or ("\n" in words and "\n" not in original.strip()):
        what = Said("the translation has more lines than the original.")
        yield Problem(place, "unlike-translation", what, Said("Write one line for one line."))
