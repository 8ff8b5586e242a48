"""Where the readings of modules are read: in the edition that each module keeps."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONPATH, distinct_on

from app.courses.models import Module, ModuleActivity
from app.courses.rules.editions import Reading
from app.courses.rules.publishing import SectionFacts
from app.handbook.models import (
    Block,
    BlockText,
    Chapter,
    Edition,
    EditionChange,
    EditionChapter,
    EditionSection,
    EditionText,
    Section,
)
from app.kernel.database import db
from app.kernel.locales import LocalizedText


@dataclass(frozen=True)
class ReadingChange:
    """What an edition says of a section that a module refers to."""

    edition_number: int
    kind: str
    section_id: uuid.UUID
    chapter_number: int
    section_number: int
    title: LocalizedText
    note: LocalizedText


def select_readings(*conditions: sa.ColumnElement[bool]) -> sa.Subquery:
    """Select each reading as it stands in its module's edition, or in the latest that has it.

    Sections that came later, or that the edition moved up to no longer holds, are read so too. What is in no edition is
    left out.
    """
    is_kept = sa.func.coalesce(Edition.id == Module.edition_id, sa.false())
    return (
        sa.select(
            ModuleActivity.id.label("activity_id"),
            ModuleActivity.section_id,
            Edition.number.label("edition_number"),
            EditionChapter.number.label("chapter_number"),
            EditionSection.number.label("section_number"),
            EditionSection.title,
            EditionSection.id.label("edition_section_id"),
        )
        .ext(distinct_on(ModuleActivity.id))
        .join(Module, Module.id == ModuleActivity.module_id)
        .join(EditionSection, EditionSection.section_id == ModuleActivity.section_id)
        .join(EditionChapter, EditionChapter.id == EditionSection.edition_chapter_id)
        .join(Edition, Edition.id == EditionChapter.edition_id)
        .where(Edition.published_at.is_not(None), *conditions)
        .order_by(ModuleActivity.id, is_kept.desc(), Edition.number.desc())
        .subquery()
    )


def list_section_facts(module_id: uuid.UUID) -> dict[uuid.UUID, SectionFacts]:
    """Return what the checklist asks of a module's sections, as they are read or else as they are worked on."""
    shown = select_readings(ModuleActivity.module_id == module_id)
    languages = sa.case((shown.c.edition_section_id.is_not(None), _languages_of(shown)), else_=_languages_at_work())
    place = (shown.c.edition_number, shown.c.chapter_number, shown.c.section_number, shown.c.title)
    rows = db.session.execute(
        sa.select(Section.id, Section.title, Chapter.published_at, languages, *place)
        .select_from(ModuleActivity)
        .join(Section, Section.id == ModuleActivity.section_id)
        .join(Chapter, Chapter.id == Section.chapter_id)
        .outerjoin(shown, shown.c.activity_id == ModuleActivity.id)
        .where(ModuleActivity.module_id == module_id)
    )
    found = {}
    for key, title, published_at, locales, *where in rows:
        reading = Reading(*where) if where[0] else None
        titles = frozenset(reading.title if reading else title)
        found[key] = SectionFacts(frozenset(locales) & titles, published_at is not None, reading)
    return found


def _languages_of(shown: sa.Subquery) -> sa.ColumnElement[list[str]]:
    """Return the languages in which an edition has a text of its own for a section, if only of one block."""
    has_own = sa.func.jsonb_path_exists(EditionText.blocks, sa.cast('$[*] ? (@.state != "missing")', JSONPATH))
    own = sa.select(EditionText.language).where(EditionText.edition_section_id == shown.c.edition_section_id, has_own)
    return sa.func.array(own.correlate(shown).scalar_subquery(), type_=ARRAY(sa.Text))


def _languages_at_work() -> sa.ColumnElement[list[str]]:
    written = sa.select(BlockText.locale).join(Block).where(Block.section_id == Section.id).distinct()
    return sa.func.array(written.correlate(Section).scalar_subquery(), type_=ARRAY(sa.Text))


def list_reading_changes(module: Module, *, until: int) -> list[ReadingChange]:
    """Return what is new in the module's sections after its edition, up to another one; the latest edition first."""
    kept = module.edition.number if module.edition else 0
    sections = [step.section_id for step in module.activities if step.section_id]
    rows = db.session.execute(
        sa.select(
            Edition.number.label("edition_number"),
            EditionChange.kind,
            EditionChange.section_id,
            EditionChange.chapter_number,
            EditionChange.section_number,
            EditionChange.title,
            EditionChange.note,
        )
        .join(Edition, Edition.id == EditionChange.edition_id)
        .where(Edition.programme_id == module.programme_id, Edition.number > kept, Edition.number <= until)
        .where(Edition.published_at.is_not(None), EditionChange.section_id.in_(sections))
        .order_by(Edition.number.desc(), EditionChange.position, EditionChange.id)
    )
    return [ReadingChange(**row._mapping) for row in rows]


def find_sections_in(edition_id: uuid.UUID, section_ids: Collection[Any]) -> set[uuid.UUID]:
    """Return those of the sections that an edition holds."""
    found = (
        sa.select(EditionSection.section_id)
        .join(EditionChapter, EditionChapter.id == EditionSection.edition_chapter_id)
        .where(EditionChapter.edition_id == edition_id, EditionSection.section_id.in_(section_ids))
    )
    return set(db.session.scalars(found))
