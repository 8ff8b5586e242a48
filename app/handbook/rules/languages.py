"""The languages of a text: the three of the handbook, and easy language in each.

Easy language is named by the registered variant subtag `simple` (BCP 47), so that a page's `lang` may say it.
"""

from app.kernel.locales import FALLBACKS, LOCALES

SIMPLE = "simple"
LANGUAGES = (*LOCALES, *(f"{locale}-{SIMPLE}" for locale in LOCALES))


def ordinary(language: str) -> str:
    """Return the language itself: `de` for `de` and for `de-simple`."""
    return language.partition("-")[0]


def simple(locale: str) -> str:
    """Return the easy kind of a language: `de-simple` for `de`."""
    return f"{locale}-{SIMPLE}"


def list_fallbacks(language: str) -> tuple[str, ...]:
    """Return the languages to show, best first: easy language falls back to its own language before another."""
    own = ordinary(language)
    return FALLBACKS[own] if language == own else (language, *FALLBACKS[own])
