"""Terms of a glossary with valid defaults."""

from app.handbook.actions import add_terms, refresh_glossary
from app.handbook.models import GlossaryTerm
from app.handbook.rules.glossary.terms import TermDraft, TermText
from app.handbook.rules.search.inflections import Inflections, gather_forms


def make_term(programme, chapter: int | None = None, actor_id=None, **words: str) -> GlossaryTerm:
    """Make a term from its words by language, `cona; poslovna cona` for more than one; each has a definition."""
    texts = {}
    for locale, line in words.items():
        word, *others = line.split("; ")
        texts[locale] = TermText(word, tuple(others), f"What {word} is.")
    return add_terms(programme.id, [TermDraft(texts, chapter)], actor_id=actor_id)[0]


def refresh(programme, lemmas: dict[str, str] | None = None) -> None:
    """Do what the worker does, with a dictionary of a few words instead of a whole one."""
    dictionary = lemmas or {}

    def read(_language: str, words) -> Inflections:
        return gather_forms({word: dictionary.get(word, word) for word in words}, dictionary)

    refresh_glossary(programme.id, read=read)
