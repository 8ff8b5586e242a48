"""Words as the search compares them: small letters, no diacritics, `ae oe ue` as `a o u`."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

WORD = re.compile(r"[^\W_]+")
WRITTEN_OUT = re.compile(r"(?<![aeiouq])([aou])e")
"""How umlauts are typed without the key; not in `neue` and `bauen`, where the e is a letter of its own."""
MOST_TERMS = 8
LONGEST_QUERY = 200
MOST_FOLDED = 10_000
"""Words a process keeps folded, about 2 MiB: most words of a text stand in many others."""
STOP_WORDS = frozenset(
    word
    for line in Path(__file__).with_name("stop_words.txt").read_text("utf-8").splitlines()
    for word in line.split()
    if not line.startswith("#")
)


@lru_cache(maxsize=MOST_FOLDED)
def fold(word: str) -> str:
    """Return a word as it is compared: `Größe` and `groesse` are `grosse`, `Škofja` is `skofja`."""
    plain = unicodedata.normalize("NFKD", word.casefold().replace("đ", "d"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return WRITTEN_OUT.sub(r"\1", letters)


def list_words(text: str) -> list[str]:
    """Return the words of a text as they are written."""
    return WORD.findall(unicodedata.normalize("NFC", text))


def read_query(text: str) -> tuple[str, ...]:
    """Return the terms that somebody looks for, folded; words like `the` count only where there is nothing else."""
    words = [fold(word) for word in list_words(text[:LONGEST_QUERY])]
    telling = [word for word in words if word not in STOP_WORDS and (len(word) > 1 or word.isdigit())]
    return tuple(dict.fromkeys(telling or words))[:MOST_TERMS]
