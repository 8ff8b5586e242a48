"""Add, name, move and remove sections."""

import uuid
from dataclasses import replace

from app.handbook.rules.editing.places import get_section, put_section
from app.handbook.rules.manuscript import Manuscript, ManuscriptSection
from app.kernel.locales import LocalizedText


def add_section(
    manuscript: Manuscript, section_id: uuid.UUID, title: LocalizedText, *, after_id: uuid.UUID | None
) -> Manuscript:
    """Put an empty section after another, or first."""
    ids = [section.id for section in manuscript.sections]
    index = ids.index(after_id) + 1 if after_id in ids else 0
    sections = manuscript.sections
    return replace(manuscript, sections=(*sections[:index], ManuscriptSection(section_id, title), *sections[index:]))


def name_section(manuscript: Manuscript, section_id: uuid.UUID, title: LocalizedText) -> Manuscript:
    """Give a section another title."""
    return put_section(manuscript, replace(get_section(manuscript, section_id), title=title))


def move_section(manuscript: Manuscript, section_id: uuid.UUID, steps: int) -> Manuscript:
    """Move a section up (-1) or down (+1); at the end of the chapter it stays."""
    section = get_section(manuscript, section_id)
    others = [one for one in manuscript.sections if one.id != section_id]
    index = min(max(manuscript.sections.index(section) + steps, 0), len(others))
    return replace(manuscript, sections=(*others[:index], section, *others[index:]))


def remove_section(manuscript: Manuscript, section_id: uuid.UUID) -> Manuscript:
    """Take a section with its blocks out."""
    get_section(manuscript, section_id)
    return replace(manuscript, sections=tuple(one for one in manuscript.sections if one.id != section_id))
