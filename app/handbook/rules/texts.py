"""What a text is worth: its hash, its state against its source, and the time it takes to read."""

import hashlib
import re
import unicodedata
from enum import StrEnum

LETTERS_A_MINUTE = 1200
"""About 200 words of a text one wants to understand; German and Slovenian words are longer than English ones."""


class TextState(StrEnum):
    """State of a block's text in one language."""

    CURRENT = "current"
    STALE = "stale"
    MISSING = "missing"


def normalise(body: str) -> str:
    """Return the text as it is stored: composed letters, plain line ends, no blanks at the ends of lines."""
    lines = unicodedata.normalize("NFC", body).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n")


def hash_of(body: str) -> str:
    """Return the hash that tells whether a text has changed; blanks at the ends of lines do not count."""
    return hashlib.sha256(normalise(body).encode()).hexdigest()


def decide_state(source_hash_then: str | None, source_hash_now: str | None) -> TextState:
    """Decide the state of a text from its source's hash when it was written, and now.

    `source_hash_then` is None where there is no text, `source_hash_now` where the source has none.
    """
    if source_hash_then is None:
        return TextState.MISSING
    if source_hash_now is None or source_hash_then == source_hash_now:
        return TextState.CURRENT
    return TextState.STALE


def minutes_to_read(letters: int) -> int:
    """Return whole minutes, at least one."""
    return max(1, -(-letters // LETTERS_A_MINUTE))
