"""Fields: how numbers, ids, web addresses and countries are written in data."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from generator.records.refused import refused
from generator.said import Said


def plain_number(text: Any) -> Any:
    """Return a number written plainly; say clearly what is wrong with any other form."""
    if isinstance(text, bool) or text is None:
        raise refused("bad-number", Said("a number is expected here."))
    text = str(text).strip()
    if text and not text.isascii():
        raise refused(
            "full-width-digits", Said("“{text}” is not written in plain digits (0-9).", text=text)
        )
    if re.search(r"\d[,' ]\d", text):
        plain = re.sub("[,' ]", "", text)
        raise refused(
            "grouped-digits",
            Said("“{text}” has grouped digits; write {plain}.", text=text, plain=plain),
        )
    # Fifteen digits are more than anybody counts, and few enough for exact arithmetic.
    if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,9})?", text):
        raise refused("bad-number", Said("“{text}” is not a number.", text=text[:40]))
    return text


def _fraction(text: Any) -> Any:
    """Return (numerator, denominator) of "2000/3" or "15", both above zero."""
    parts = [part.strip() for part in str(text).split("/")]
    numbers = [part for part in parts if re.fullmatch(r"[0-9]{1,15}(\.[0-9]{1,9})?", part)]
    if len(parts) > 2 or numbers != parts or not all(map(Decimal, numbers)):
        raise refused("bad-fraction", Said("write a factor above zero, as 15 or 2000/3."))
    return tuple(Decimal(part) for part in (*numbers, "1")[:2])


def _identifier(text: Any) -> Any:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]*", str(text)):
        raise refused(
            "bad-id", Said("“{text}” is not an id (letters, digits, - _ .).", text=str(text))
        )
    return str(text)


def _web_address(text: Any) -> Any:
    if text is not None and not re.fullmatch(r"https?://[^\s/]+\.[^\s]+", str(text)):
        raise refused("bad-url", Said("“{text}” is not a web address.", text=str(text)))
    return text


def _country_code(text: Any) -> Any:
    if text is not None and not re.fullmatch("[A-Z]{2}", str(text)):
        raise refused(
            "bad-country",
            Said("“{text}” is not an ISO 3166-1 code of two letters.", text=str(text)),
        )
    return text


def _moment(text: Any) -> Any:
    """Return a moment in UTC, written as YYYY-MM-DDThh:mmZ."""
    if text is None or isinstance(text, datetime):
        return text
    form = r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z"
    try:
        if not re.fullmatch(form, str(text), re.ASCII):
            raise ValueError
        return datetime.fromisoformat(str(text))
    except ValueError:
        what = Said("“{text}” is no time in UTC: write YYYY-MM-DDThh:mmZ.", text=str(text)[:40])
        raise refused("bad-moment", what) from None


def _version(text: Any) -> Any:
    if not re.fullmatch(r"[0-9][0-9A-Za-z.-]*", str(text)):
        raise refused(
            "bad-version",
            Said(
                "“{text}” is no version: it begins with a digit; letters, . and - may follow.",
                text=str(text)[:40],
            ),
        )
    return str(text)


def _written(pattern: str, *types: str) -> WithJsonSchema:
    """Return what a JSON Schema says of values that are written so."""
    return WithJsonSchema({"type": ["string", *types], "pattern": pattern})


Number = Annotated[
    Decimal, BeforeValidator(plain_number),
    _written(r"^-?[0-9]{1,15}(\.[0-9]{1,9})?$", "number"),
]  # fmt: skip
Factor = Annotated[
    tuple[Decimal, Decimal], BeforeValidator(_fraction),
    _written(r"^[0-9.]+( */ *[0-9.]+)?$", "number"),
]  # fmt: skip
Id = Annotated[
    str, BeforeValidator(_identifier), _written("^[A-Za-z0-9][A-Za-z0-9_.-]*$", "number")
]
Url = Annotated[
    str | None, BeforeValidator(_web_address), _written(r"^https?://[^\s/]+\.[^\s]+$", "null")
]
WebAddress = Annotated[str, BeforeValidator(_web_address), _written(r"^https?://[^\s/]+\.[^\s]+$")]
Moment = Annotated[
    datetime | None, BeforeValidator(_moment), PlainSerializer(str),
    _written(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?Z$", "null"),
]  # fmt: skip
Version = Annotated[str, BeforeValidator(_version), _written("^[0-9][0-9A-Za-z.-]*$", "number")]
"""It names a folder on a site, where no language and no table may have the same name."""
Country = Annotated[str, BeforeValidator(_country_code), _written("^[A-Z]{2}$")]


def written_label(words: dict[str, Any]) -> dict[str, Any]:
    """Return what a JSON Schema says of a label whose words in one language are so."""
    return {
        "type": "object", "minProperties": 1, "additionalProperties": words,
        "description": "The same words in each language",
        "properties": {"editors": {"type": "array", "items": {"type": "string"}, "description":
                                   "Languages in which the words are the editors' translation"}},
        "propertyNames": {"pattern": "^(editors|[a-z]{2,3}(-[A-Za-z0-9]+)*)$"},
    }  # fmt: skip
