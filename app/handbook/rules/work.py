"""The work that is left on a text in a language: what is missing or stale, in the order of the handbook."""

import uuid
from collections import Counter

from app.handbook.rules.manuscript import Manuscript, ManuscriptBlock
from app.handbook.rules.texts import TextState
from app.kernel.locales import LOCALES


def list_work(manuscript: Manuscript, language: str) -> list[ManuscriptBlock]:
    """Return the blocks whose text in the language is missing or stale; easy language only where it was begun."""
    return [block for block in manuscript.iter_blocks() if block.state(language) is not TextState.CURRENT]


def find_next_work(manuscript: Manuscript, language: str, *, after_id: uuid.UUID | None) -> ManuscriptBlock | None:
    """Return the next block to work on after another, from the beginning again at the end; None if nothing is left."""
    blocks = list(manuscript.iter_blocks())
    ids = [block.id for block in blocks]
    start = ids.index(after_id) + 1 if after_id in ids else 0
    turned = blocks[start:] + blocks[:start]
    return next((block for block in turned if block.state(language) is not TextState.CURRENT), None)


def count_states(manuscript: Manuscript, language: str) -> dict[TextState, int]:
    """Count the chapter's texts in a language by state, 0 included."""
    found = Counter(block.state(language) for block in manuscript.iter_blocks())
    return {state: found[state] for state in TextState}


def count_progress(manuscript: Manuscript) -> dict[str, dict[str, int]]:
    """Count the chapter's blocks by language and state, as the desk lists them."""
    return {
        locale: {state.value: count for state, count in count_states(manuscript, locale).items()} for locale in LOCALES
    }
