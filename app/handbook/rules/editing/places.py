"""Where sections and blocks stand in a chapter's working text."""

import uuid
from dataclasses import replace

from app.handbook.rules.manuscript import Manuscript, ManuscriptBlock, ManuscriptSection
from app.kernel.errors import NotFound

Place = tuple[int, int]
"""Index of a section, and of a block in it."""


def find_place(manuscript: Manuscript, block_id: uuid.UUID) -> Place:
    """Return where a block stands; raise NotFound if it is gone."""
    for section_index, section in enumerate(manuscript.sections):
        for index, block in enumerate(section.blocks):
            if block.id == block_id:
                return section_index, index
    raise NotFound


def get_block(manuscript: Manuscript, block_id: uuid.UUID) -> ManuscriptBlock:
    """Return a block; raise NotFound if it is gone."""
    section_index, index = find_place(manuscript, block_id)
    return manuscript.sections[section_index].blocks[index]


def get_section(manuscript: Manuscript, section_id: uuid.UUID) -> ManuscriptSection:
    """Return a section; raise NotFound if it is gone."""
    for section in manuscript.sections:
        if section.id == section_id:
            return section
    raise NotFound


def put(manuscript: Manuscript, block: ManuscriptBlock) -> Manuscript:
    """Put a block in the place of its earlier self."""
    section_index, index = find_place(manuscript, block.id)
    section = manuscript.sections[section_index]
    return put_section(
        manuscript, replace(section, blocks=(*section.blocks[:index], block, *section.blocks[index + 1 :]))
    )


def put_section(manuscript: Manuscript, section: ManuscriptSection) -> Manuscript:
    """Put a section in the place of its earlier self."""
    return replace(manuscript, sections=tuple(section if one.id == section.id else one for one in manuscript.sections))
