"""The terms of a block beside its translation, and the agreed words that the translation does not have."""

import uuid

from flask import flash

from app.handbook.models import BlockKind
from app.handbook.queries import get_chapter, get_manuscript, list_spoken_terms
from app.handbook.rules import editing
from app.handbook.rules.glossary.agreed import AgreedTerm, BlockTexts, list_agreed
from app.handbook.rules.languages import ordinary
from app.handbook.rules.manuscript import ManuscriptBlock
from app.handbook.views.shown_desk import number_blocks
from app.kernel.i18n import gettext as _


def show_agreed(
    programme_id: uuid.UUID, block: ManuscriptBlock, language: str, *, typed: str | None = None
) -> list[AgreedTerm]:
    """Return the terms of a block's source; `typed` is a translation that is not saved yet."""
    source = block.source_of(language)
    saved = block.bodies.get(language, "")
    translation = saved if typed is None or block.kind is BlockKind.FIGURE else typed
    terms = list_spoken_terms(programme_id, {ordinary(source), ordinary(language)})
    return list_agreed(BlockTexts(block.kind, source, block.bodies.get(source, ""), language, translation), terms)


def tell_missed_words(chapter_id: uuid.UUID, block_id: uuid.UUID, language: str) -> None:
    """Say which agreed words a translation that was just saved does not have; it stays saved."""
    chapter, manuscript = get_chapter(chapter_id), get_manuscript(chapter_id)
    block = editing.get_block(manuscript, block_id)
    missed = [term for term in show_agreed(chapter.programme_id, block, language) if term.is_missed]
    if missed:
        words = ", ".join(f"{term.target.word} ({term.source.word})" for term in missed if term.target)
        number = number_blocks(manuscript, chapter.number)[block_id]
        sentence = _(
            "Block %(number)s is saved. It does not use these agreed words: %(words)s.", number=number, words=words
        )
        flash(sentence, "information")
