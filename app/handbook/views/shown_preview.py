"""A text that is being written, as readers would see it; nothing is saved."""

from flask import request

from app.handbook.models import BlockKind, Chapter
from app.handbook.rules import editing
from app.handbook.rules.manuscript import Manuscript, ManuscriptBlock
from app.handbook.rules.shown import SectionText, ShownBlock
from app.handbook.rules.shown_text import PageBlock, show_parts
from app.handbook.rules.texts import TextState, normalise
from app.kernel.clock import now


def is_preview_asked() -> bool:
    """Tell whether the form was sent to be looked at, and not to be saved."""
    return "preview" in request.form


def show_preview(
    chapter: Chapter, manuscript: Manuscript, block: ManuscriptBlock, *, language: str, body: str
) -> PageBlock:
    """Return a block of the manuscript with another text, numbered in its place."""
    section_index, index = editing.find_place(manuscript, block.id)
    earlier, section = manuscript.sections[:section_index], manuscript.sections[section_index]
    kinds = [one.kind for before in earlier for one in before.blocks]
    blocks = [_shown(before, language, _any_body(before, language)) for before in section.blocks[:index]]
    blocks.append(_shown(block, language, normalise(body)))
    text = SectionText(blocks, kinds.count(BlockKind.TABLE), kinds.count(BlockKind.FIGURE))
    return show_parts(chapter, section_index + 1, text, asked=language)[-1].blocks[-1]


def _any_body(block: ManuscriptBlock, language: str) -> str:
    return block.bodies.get(language) or next(iter(block.bodies.values()), "")


def _shown(block: ManuscriptBlock, language: str, body: str) -> ShownBlock:
    return ShownBlock(
        id=block.id,
        kind=block.kind,
        label=block.label,
        body=body,
        locale=language,
        state=TextState.CURRENT,
        source_locale=language,
        source_changed_at=now(),
    )
