"""What downloads are made from, and which are there."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.handbook.models import Download, Edition, EditionChapter, EditionSection, EditionText
from app.handbook.queries.versions import Version
from app.handbook.rules.downloads import MADE_AS
from app.handbook.rules.languages import LANGUAGES, ordinary
from app.handbook.rules.shown import SectionText, ShownBlock
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.locales import LOCALES


def read_sections(
    version: Version, language: str, *, chapter_number: int | None = None
) -> dict[uuid.UUID, SectionText]:
    """Return the texts of an edition's sections by their ids, of one chapter or of all."""
    is_asked = sa.true() if chapter_number is None else EditionChapter.number == chapter_number
    rows = db.session.execute(
        sa.select(
            EditionSection.section_id,
            EditionText.blocks,
            EditionSection.tables_before,
            EditionSection.figures_before,
        )
        .join(EditionSection, EditionSection.id == EditionText.edition_section_id)
        .join(EditionChapter, EditionChapter.id == EditionSection.edition_chapter_id)
        .where(EditionChapter.edition_id == version.edition_id, is_asked)
        .where(EditionText.language.in_((language, ordinary(language))))
        .order_by(EditionSection.section_id, EditionText.language == language)
    )
    return {
        row.section_id: SectionText(
            [ShownBlock.from_json(block) for block in row.blocks], row.tables_before, row.figures_before
        )
        for row in rows
    }


def list_book_languages(version: Version) -> list[str]:
    """Return the languages an edition can be had in: the three, and easy language where something is written in it."""
    found = (
        sa.select(EditionText.language)
        .join(EditionSection, EditionSection.id == EditionText.edition_section_id)
        .join(EditionChapter, EditionChapter.id == EditionSection.edition_chapter_id)
        .where(EditionChapter.edition_id == version.edition_id)
        .distinct()
    )
    written = set(db.session.scalars(found))
    return [language for language in LANGUAGES if language in LOCALES or language in written]


def find_edition_chapter_id(version: Version, number: int | None) -> uuid.UUID | None:
    """Return the id of an edition's chapter, None for the whole edition; raise NotFound if it has no such chapter."""
    if number is None:
        return None
    found = sa.select(EditionChapter.id).where(
        EditionChapter.edition_id == version.edition_id, EditionChapter.number == number
    )
    chapter_id = db.session.scalar(found)
    if chapter_id is None:
        raise NotFound
    return chapter_id


def list_downloads(version: Version, *, chapter_number: int | None = None) -> list[Download]:
    """Return what was asked for of an edition as a whole, or of one of its chapters, with the files."""
    is_asked = (
        Download.edition_chapter_id.is_(None) if chapter_number is None else EditionChapter.number == chapter_number
    )
    found = (
        sa.select(Download)
        .outerjoin(Download.chapter)
        .where(Download.edition_id == version.edition_id, Download.made_as == MADE_AS, is_asked)
        .options(joinedload(Download.file))
        .order_by(Download.language, Download.format.desc(), Download.id)
    )
    return list(db.session.scalars(found))


def get_download(download_id: uuid.UUID, programme_id: uuid.UUID) -> Download:
    """Return a download of a programme's handbook, with its edition, chapter and file."""
    found = (
        sa.select(Download)
        .join(Download.edition)
        .where(Download.id == download_id, Edition.programme_id == programme_id)
        .options(joinedload(Download.edition), joinedload(Download.chapter), joinedload(Download.file))
    )
    download = db.session.scalars(found).one_or_none()
    if download is None:
        raise NotFound
    return download


def find_download_to_make(download_id: uuid.UUID) -> Download | None:
    """Return a download to be made now, locked, with edition and chapter; None if it is made, or another is at it."""
    found = (
        sa.select(Download)
        .where(Download.id == download_id, Download.file_id.is_(None))
        .options(joinedload(Download.edition), joinedload(Download.chapter))
        .with_for_update(skip_locked=True, of=Download)
    )
    return db.session.scalars(found).one_or_none()


def count_waiting_downloads() -> int:
    """Count the files that are still to be made, of all programmes."""
    is_waiting = sa.and_(Download.file_id.is_(None), Download.failed_at.is_(None))
    return db.session.scalar(sa.select(sa.func.count()).select_from(Download).where(is_waiting)) or 0
