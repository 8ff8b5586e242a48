"""Add, move, split, merge and remove blocks; where a block stands never makes a text stale."""

import uuid
from collections.abc import Mapping
from dataclasses import replace

from app.handbook.models import BlockKind
from app.handbook.rules.editing.places import find_place, get_block, get_section, put, put_section
from app.handbook.rules.languages import LANGUAGES
from app.handbook.rules.manuscript import Manuscript, ManuscriptBlock, Text
from app.handbook.rules.pieces import join_pieces, list_pieces
from app.handbook.rules.refusals import BlocksDiffer, FiguresStayApart, NothingToMergeWith, NothingToSplit
from app.handbook.rules.texts import TextState, hash_of


def add(
    manuscript: Manuscript,
    block: ManuscriptBlock,
    *,
    section_id: uuid.UUID,
    after_id: uuid.UUID | None = None,
) -> Manuscript:
    """Put a block into a section, after another or first."""
    section = get_section(manuscript, section_id)
    ids = [one.id for one in section.blocks]
    index = ids.index(after_id) + 1 if after_id in ids else 0
    return put_section(manuscript, replace(section, blocks=(*section.blocks[:index], block, *section.blocks[index:])))


def move(
    manuscript: Manuscript, block_id: uuid.UUID, *, section_id: uuid.UUID, after_id: uuid.UUID | None
) -> Manuscript:
    """Move a block to another place, in its section or another, after a block or first."""
    block = get_block(manuscript, block_id)
    return add(remove(manuscript, block_id), block, section_id=section_id, after_id=after_id)


def move_by(manuscript: Manuscript, block_id: uuid.UUID, steps: int) -> Manuscript:
    """Move a block up (-1) or down (+1); at the end of its section into the neighbouring one."""
    section_index, index = find_place(manuscript, block_id)
    blocks = [block.id for block in manuscript.sections[section_index].blocks]
    if 0 <= index + steps < len(blocks):
        others = [one for one in blocks if one != block_id]
        target = index + steps
        after = others[target - 1] if target > 0 else None
        return move(manuscript, block_id, section_id=manuscript.sections[section_index].id, after_id=after)
    if not 0 <= section_index + steps < len(manuscript.sections):
        return manuscript
    neighbour = manuscript.sections[section_index + steps]
    last = neighbour.blocks[-1].id if steps < 0 and neighbour.blocks else None
    return move(manuscript, block_id, section_id=neighbour.id, after_id=last)


def remove(manuscript: Manuscript, block_id: uuid.UUID) -> Manuscript:
    """Take a block with all its texts out."""
    section_index, index = find_place(manuscript, block_id)
    section = manuscript.sections[section_index]
    return put_section(manuscript, replace(section, blocks=section.blocks[:index] + section.blocks[index + 1 :]))


def split(manuscript: Manuscript, block_id: uuid.UUID, *, new_id: uuid.UUID, after: int) -> Manuscript:
    """Cut a block in two after a number of its source's pieces (paragraphs, entries of a list).

    Texts with as many pieces as the source are cut alike and keep their state. The others stay whole with the first
    half: they are stale now, for their source has become shorter, and the second half misses them.
    """
    block = get_block(manuscript, block_id)
    pieces = {key: list_pieces(block.kind, text.body) for key, text in block.texts.items()}
    count = len(pieces.get(block.source_locale, ()))
    if not 0 < after < count:
        raise NothingToSplit
    cut = {key for key, found in pieces.items() if len(found) == count}
    current = {key for key in cut if block.source_of(key) in cut and block.state(key) is TextState.CURRENT}
    first = {key: join_pieces(block.kind, found[:after] if key in cut else found) for key, found in pieces.items()}
    second = {key: join_pieces(block.kind, pieces[key][after:]) for key in cut}
    section = manuscript.sections[find_place(manuscript, block_id)[0]]
    return add(
        put(manuscript, _remade(block, first, current)),
        replace(_remade(block, second, current), id=new_id),
        section_id=section.id,
        after_id=block_id,
    )


def merge(manuscript: Manuscript, block_id: uuid.UUID) -> Manuscript:
    """Join a block with the one after it; the first keeps its identity.

    A text is current afterwards if both were; where one half missed it, it is stale.
    """
    section_index, index = find_place(manuscript, block_id)
    blocks = manuscript.sections[section_index].blocks
    if index + 1 == len(blocks):
        raise NothingToMergeWith
    first, second = blocks[index], blocks[index + 1]
    if (first.kind, first.label, first.source_locale) != (second.kind, second.label, second.source_locale):
        raise BlocksDiffer
    if first.kind is BlockKind.FIGURE:
        raise FiguresStayApart
    bodies = {
        language: join_pieces(
            first.kind,
            [piece for half in (first, second) for piece in list_pieces(first.kind, half.bodies.get(language, ""))],
        )
        for language in LANGUAGES
        if language in first.texts or language in second.texts
    }
    whole = {key for key in bodies if key in first.texts and key in second.texts}
    current = {
        key
        for key in whole
        if first.source_of(key) in whole and first.state(key) is second.state(key) is TextState.CURRENT
    }
    return put(remove(manuscript, second.id), _remade(first, bodies, current))


def _remade(block: ManuscriptBlock, bodies: Mapping[str, str], current: set[str]) -> ManuscriptBlock:
    """Return the block with other bodies; those named are current, the others stale but for the source."""
    hashes = {language: hash_of(body) for language, body in bodies.items()}
    texts = {
        language: Text(
            body,
            hashes.get(block.source_of(language)) if language in current or language == block.source_locale else None,
        )
        for language, body in bodies.items()
    }
    return replace(block, texts=texts)
