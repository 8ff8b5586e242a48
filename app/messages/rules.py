"""What is decided about mails to a group: in which language each person reads."""

from collections.abc import Iterable

from app.kernel.errors import RuleBroken
from app.kernel.i18n import gettext
from app.kernel.locales import LOCALES, LocalizedText


class NobodyToWriteTo(RuleBroken):
    """The list is empty."""

    def explain(self) -> str:
        return gettext("There is nobody in this list to write to.")


def languages_needed(locales: Iterable[str]) -> tuple[str, ...]:
    """Return the languages that the recipients read, in the usual order."""
    found = set(locales)
    return tuple(locale for locale in LOCALES if locale in found)


def languages_missing(text: LocalizedText, locales: Iterable[str]) -> tuple[str, ...]:
    """Return the languages that recipients read but the text is not written in."""
    return tuple(locale for locale in languages_needed(locales) if locale not in text)
