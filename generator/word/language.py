"""Language: how one language writes numbers, dates and its fixed words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeAlias

from babel.core import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol, get_group_symbol, get_minus_sign_symbol
from pydantic import Field, ValidationError, WithJsonSchema, field_validator, model_validator

from generator.derive.bounds import Qualifier
from generator.problem import Place, Problem, ProblemsError, relative
from generator.read.layers import Layers, layers_of, read_stacked, reading_root
from generator.read.refusals import refusals
from generator.records.records import Record
from generator.records.refused import refused
from generator.records.unit import OTHER
from generator.said import Said
from generator.translate.catalogue import catalogue_path, read_catalogue
from generator.word.tokens import unmarked

ENGLISH = "en"
"""The language in which package and templates word their messages."""


class Scale(Record):
    """A word for a power of ten: million, 万."""

    start: int = Field(alias="from", description="Numbers from here on take it")
    factor: int
    words: Annotated[
        Mapping[str, str], WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object"}]})
    ] = Field(
        alias="word", description="One word, or one for each plural category: {one: …, other: …}"
    )

    @field_validator("words", mode="before")
    @classmethod
    def _one_word(cls, value: Any) -> Any:
        return value if isinstance(value, dict) else {OTHER: value}

    def word(self, category: str) -> str:
        """Return the word that goes with the numbers of a plural category."""
        return self.words.get(category) or self.words[OTHER]


class OtherQualifiers(Record):
    """Words that would qualify a figure, though the figure brings its own word."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class Dates(Record):
    """Unicode date patterns by how much of a date is known."""

    year: str
    month: str
    day: str
    month_short: str
    day_short: str
    end_of_year: str


class Language(Record):
    """The content of locale/<tag>/language.yaml."""

    tag: str = ""
    name: str = Field(description="In the language itself")
    babel: str = Field(description="The locale that Babel knows it by")
    direction: Literal["ltr", "rtl"]
    script: Literal["latin", "han"]
    fonts: str
    air: bool
    tied: str = Field("", description="Characters that stay with the number after them: 第, 图")
    group_from: int
    scales: tuple[Scale, ...]
    qualifiers: Mapping[Qualifier, str]
    other_qualifiers: OtherQualifiers = Field(
        OtherQualifiers(), description="Nobody types these beside a figure"
    )
    number_words: tuple[str, ...]
    dates: Dates
    stops: str
    join: str = Field(description="Between the items of a list")
    clause: str = Field(description="Between the statements of a note")
    quotes: tuple[str, str]

    @field_validator("babel")
    @classmethod
    def _is_known(cls, name: str) -> str:
        try:
            Locale.parse(name)
        except (ValueError, UnknownLocaleError):
            raise refused(
                "unknown-locale",
                Said("Babel knows no locale “{name}”: write pl, pt_BR, zh_Hans_CN.", name=name),
            ) from None
        return name

    @field_validator("qualifiers")
    @classmethod
    def _is_complete(cls, words: Mapping[Qualifier, str]) -> Mapping[Qualifier, str]:
        for qualifier in Qualifier:
            wanted = ["{n}"] + ["{high}"] * (qualifier is Qualifier.between)
            if any(words.get(qualifier, "").count(mark) != 1 for mark in wanted):
                name, marks = str(qualifier), ", ".join(wanted)
                what = Said("“{name}” is worded with {marks}, each once.", name=name, marks=marks)
                raise refused("no-number", what)
        return words

    @model_validator(mode="after")
    def _has_plurals(self) -> Self:
        for words in (scale.words for scale in self.scales):
            if len(words) > 1 and set(words) != self.categories:
                raise refused(
                    "wrong-plural",
                    Said(
                        "a word of `scales` lacks forms. Write one for each of: {all}.",
                        all=", ".join(sorted(self.categories)),
                    ),
                )
        return self

    @cached_property
    def locale(self) -> Locale:
        """Return the locale that knows its plurals, months and marks of numbers."""
        return Locale.parse(self.babel)

    def plural(self, number: Decimal) -> str:
        """Return the plural category of a number, as it is printed."""
        return str(self.locale.plural_form(abs(number)))

    @property
    def categories(self) -> frozenset[str]:
        """Return all plural categories of the language."""
        return frozenset({*self.locale.plural_form.tags, OTHER})

    @property
    def marks(self) -> tuple[str, str, str]:
        """Return what it writes between thousands, before decimals, and before what is negative."""
        known = get_group_symbol, get_decimal_symbol, get_minus_sign_symbol
        group, point, minus = (symbol(self.locale) for symbol in known)
        return group, point, minus

    @property
    def start(self) -> str:
        """Return the side of a page on which a line begins: left or right."""
        return "left" if self.direction == "ltr" else "right"

    @property
    def end(self) -> str:
        """Return the side of a page on which a line ends."""
        return "right" if self.direction == "ltr" else "left"

    @property
    def space(self) -> str:
        """Return what it writes between words and sentences: a space or, as in Chinese, nothing."""
        return " " if self.stops else ""


StandIn: TypeAlias = Callable[[str], str]


class Strings:
    """Fixed wording of one language: the English words are the keys."""

    def __init__(
        self, tag: str, words: Mapping[str, str], path: str, stand_in: StandIn | None = None
    ) -> None:
        """Keep the catalogue; `path` is named when a word is missing, unless a `stand_in` is given.

        That says how the English message stands in for its wording.
        """
        self.tag, self.words, self.path, self.stand_in = tag, words, path, stand_in

    def __call__(self, message: str, **parts: object) -> str:
        """Return the wording of a message, its literals plain and its named parts filled in."""
        if message not in self.words and self.tag == ENGLISH:
            return self._filled(message, parts)
        if message not in self.words and self.stand_in:
            return self._filled(self.stand_in(message), parts)
        if message not in self.words:
            what = Said('"{message}" has no wording in {tag}.', message=message, tag=self.tag)
            raise ProblemsError(
                [Problem(Place(self.path), "missing-string", what, Said("Add it."))]
            )
        return self._filled(self.words[message], parts)

    def _filled(self, words: str, parts: Mapping[str, object]) -> str:
        """Return a wording with its literals plain and its named parts filled in."""
        return unmarked(words).format(**parts) if parts else unmarked(words)


def locale_folder(tag: str, templates: Path, root: Path) -> Path:
    """Return the folder of a language: the one that describes it whole, below all changes to it."""
    described = layers_of(templates, root).every(f"locale/{tag}/language.yaml")
    return described[-1].parent if described else templates / "locale" / tag


def has_language(tag: str, templates: Path, root: Path) -> bool:
    """Tell whether it is described how a language writes numbers."""
    return (locale_folder(tag, templates, root) / "language.yaml").is_file()


def known_languages(layers: Layers) -> set[str]:
    """Return the tags of all languages that are described."""
    found = (path for folder in layers.folders for path in folder.glob("locale/*/language.yaml"))
    return {path.parent.name for path in found}


def language_of(tag: str, templates: Path, root: Path) -> Language:
    """Return how a language is written, from its folder, with what the project changes in it."""
    layers, path = layers_of(templates, root), f"locale/{tag}/language.yaml"
    if layers.find(path) is None:
        known = ", ".join(sorted(known_languages(layers)))
        what = Said('the language "{tag}" has no language.yaml.', tag=tag)
        fix = Said("There are: {known}.", known=known)
        where = Place(relative(templates / path, root))
        raise ProblemsError([Problem(where, "unknown-language", what, fix)])
    located, problems = read_stacked(path, layers)
    if not problems:
        try:
            return Language.model_validate({**located.value, "tag": tag}).placed(located, ())
        except ValidationError as error:
            problems = refusals(error, Language, located, ())
    raise ProblemsError(problems)


def strings_of(tag: str, templates: Path, root: Path) -> Strings:
    """Return the fixed wording of a language; a message without wording counts as missing."""
    base, words = locale_folder(tag, templates, root), dict[str, str]()
    for path in (catalogue_path(base), *reversed(changed_catalogues(tag, templates, root))):
        catalogue, problems = read_catalogue(path, reading_root(path, templates, root))
        if problems:
            raise ProblemsError(problems)
        messages = catalogue.messages.items()
        words |= {name: str(m.string) for name, m in messages if m.string and not m.fuzzy}
    return Strings(tag, words, relative(catalogue_path(base), root))


def changed_catalogues(tag: str, templates: Path, root: Path) -> list[Path]:
    """Return the catalogues that change the wording of a language, the first wins."""
    layers, base = layers_of(templates, root), locale_folder(tag, templates, root)
    name = catalogue_path(Path("locale") / tag).as_posix()
    return [path for path in layers.every(name) if path != catalogue_path(base)]
