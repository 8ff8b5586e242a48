"""Words of another language: a message of one catalogue must not stand on a page of another."""

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

TRANSLATIONS = Path(__file__).resolve().parents[2] / "translations"
SHORTEST = 12
"""Shorter messages are too often parts of other words or names."""


@cache
def messages_of(locale: str) -> dict[str, str]:
    """Return message → text in a language; English is the source itself."""
    with (TRANSLATIONS / ("de" if locale == "en" else locale) / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file)
    plain = [message for message in catalogue if isinstance(message.id, str) and message.id]
    return {message.id: message.id if locale == "en" else str(message.string) for message in plain}


@cache
def foreign_texts(locale: str) -> dict[str, str]:
    """Return texts that stand in the other two languages only, with their language."""
    own = set(messages_of(locale).values())
    found: dict[str, str] = {}
    for other in {"sl", "de", "en"} - {locale}:
        for text in messages_of(other).values():
            if len(text) >= SHORTEST and " " in text and "%(" not in text and text not in own:
                found[text] = other
    return found


def find_foreign_words(locale: str, text: str) -> list[str]:
    """Return the texts of other languages that stand in a page's text."""
    return [f"{words!r} ({other})" for words, other in foreign_texts(locale).items() if words in text]
