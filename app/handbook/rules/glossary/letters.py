"""The glossary's order: by the alphabet of the language, under its letters."""

import unicodedata
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import TypeVar

from app.kernel.locales import OWN_LETTERS

Entry = TypeVar("Entry")


def letter_of(word: str) -> str:
    """Return the letter a word stands under: Č, Š and Ž are letters of their own, Ä and Ö stand under A and O."""
    first = next((letter for letter in unicodedata.normalize("NFC", word) if letter.isalnum()), "#")
    if first.casefold() in OWN_LETTERS:
        return first.upper()
    return unicodedata.normalize("NFD", first)[0].upper()


def group_by_letter(entries: Iterable[Entry], word: Callable[[Entry], str]) -> list[tuple[str, list[Entry]]]:
    """Return entries that are in order, by letter."""
    return [(letter, list(group)) for letter, group in groupby(entries, key=lambda entry: letter_of(word(entry)))]
