"""The three languages, texts that hold all of them, and keys for order and search."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from pyuca import Collator
from sqlalchemy.dialects.postgresql import JSONB

LOCALES = ("sl", "de", "en")
LANGUAGE_NAMES = {"sl": "Slovenščina", "de": "Deutsch", "en": "English"}
FALLBACKS = {"sl": ("sl", "en", "de"), "de": ("de", "en", "sl"), "en": ("en", "de", "sl")}
OWN_LETTERS = {"č": ("c", 1), "ć": ("c", 2), "đ": ("d", 1), "š": ("s", 1), "ž": ("z", 1)}
"""Letters of their own in Slovenian: after every word with the named letter, in this order."""
AFTER_ALL_LETTERS = 0xFFF0


class LocalizedText(Mapping[str, str]):
    """A short text in several languages, shown in the reader's or, missing that, in the next in order."""

    def __init__(self, texts: Mapping[str, str | None] | None = None, **by_locale: str | None) -> None:
        given = {**(texts or {}), **by_locale}
        self._texts = {locale: given[locale] or "" for locale in LOCALES if given.get(locale)}

    def __getitem__(self, locale: str) -> str:
        return self._texts[locale]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __repr__(self) -> str:
        return f"LocalizedText({self._texts!r})"

    def __hash__(self) -> int:
        return hash(tuple(self._texts.items()))

    def shown_in(self, locale: str) -> tuple[str, str]:
        """Return the text and the language it is in; an empty text in the asked language if there is none."""
        for candidate in FALLBACKS[locale]:
            if candidate in self._texts:
                return self._texts[candidate], candidate
        return "", locale

    def text(self, locale: str) -> str:
        """Return the text alone, for mail subjects and file names."""
        return self.shown_in(locale)[0]


class Localized(sa.types.TypeDecorator[LocalizedText]):
    """Keep a LocalizedText in one JSONB column."""

    impl = JSONB
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, str] | None, dialect: Any) -> Any:
        return None if value is None else dict(value)

    def process_result_value(self, value: Any, dialect: Any) -> LocalizedText | None:
        return None if value is None else LocalizedText(value)


@cache
def _collator() -> Collator:
    """Return the Unicode collation, tailored so that č ć đ š ž are letters of their own; other scripts come last."""
    collator = Collator(Path(__file__).with_name("letters.txt"))  # the whole table takes 20 MiB and half a second
    for letter, (base, place) in OWN_LETTERS.items():
        _, elements, _ = collator.table.find_prefix([ord(base)])
        decomposed = [ord(part) for part in unicodedata.normalize("NFD", letter)]
        collator.table.add(decomposed, [*elements, [AFTER_ALL_LETTERS + place, 0, 0]])
    return collator


def sort_key(text: str) -> bytes:
    """Return bytes that order names as a Slovenian, German or English reader expects."""
    return b"".join(number.to_bytes(2, "big") for number in _collator().sort_key(text.casefold()))


def search_form(text: str) -> str:
    """Return the words in lower case without diacritics, so that 'skofja loka' finds 'Škofja Loka'."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", letters))
