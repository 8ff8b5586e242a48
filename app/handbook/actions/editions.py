"""Publish an edition: the approved chapters as they stand now, the others as the edition before had them."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by, distinct_on
from sqlalchemy.orm import aliased

from app.handbook.actions.figures import publish_pictures
from app.handbook.actions.importing import take_over_draft
from app.handbook.actions.review import approve
from app.handbook.models import (
    Block,
    BlockKind,
    BlockText,
    Chapter,
    Edition,
    EditionChange,
    EditionChapter,
    EditionSection,
    EditionText,
    ImportDraft,
    Section,
)
from app.handbook.queries import (
    find_latest_edition,
    list_checked_texts,
    list_gaps,
    list_planned_changes,
    next_edition_number,
)
from app.handbook.rules.checklist import GapKind, list_pictures
from app.handbook.rules.edition_changes import PlannedChange
from app.handbook.rules.languages import LANGUAGES, SIMPLE, list_fallbacks
from app.handbook.rules.refusals import EditionIncomplete, EditionPublishedMeanwhile, NoApprovedChapter
from app.kernel.activity import record
from app.kernel.database import db
from app.kernel.locales import LOCALES, LocalizedText
from app.kernel.queue import publish
from app.programmes.models import Programme


def publish_edition(
    programme_id: uuid.UUID,
    *,
    number: int,
    languages: Collection[str],
    actor_id: uuid.UUID,
    at: datetime,
    notes: Mapping[uuid.UUID, LocalizedText] | None = None,
    alone: Collection[uuid.UUID] = (),
) -> Edition:
    """Freeze the handbook as the edition of a number.

    `notes` tell by section what is new; chapters named in `alone` are approved without a second look. Raise
    EditionPublishedMeanwhile if the number is taken, by a second press too, NoApprovedChapter if there is none, and
    EditionIncomplete if something is missing that a reader would run into.
    Nobody edits a chapter meanwhile; one statement for each table freezes thousands of blocks.
    """
    lock_handbook(programme_id)
    before = find_latest_edition(programme_id)
    if number != next_edition_number(programme_id):
        raise EditionPublishedMeanwhile
    for chapter_id in alone:
        approve(chapter_id, actor_id=actor_id, is_alone=True)
    _refuse_gaps(programme_id, languages)
    planned = list_planned_changes(before)
    edition = Edition(programme_id=programme_id, number=number, languages=sorted(languages), published_by_id=actor_id)
    db.session.add(edition)
    db.session.flush()
    _freeze(edition, before.edition_id if before else None, at=at)
    _tell_changes(edition, planned, notes or {})
    publish_pictures(programme_id, list_pictures(list_checked_texts(programme_id, only_approved=True)), at=at)
    edition.published_at = at
    record(actor_id, "handbook.edition_published", edition)
    publish("handbook.edition_published", edition_id=edition.id)
    return edition


def _refuse_gaps(programme_id: uuid.UUID, languages: Collection[str]) -> None:
    gaps = [gap for gap in list_gaps(programme_id, only_approved=True) if gap.is_blocking(languages)]
    if gaps:
        raise EditionIncomplete(gaps)


def _freeze(edition: Edition, before_id: uuid.UUID | None, *, at: datetime) -> None:
    """Keep what is approved, and of the rest what the edition before had."""
    fresh = _freeze_chapters(edition)
    if not fresh:
        raise NoApprovedChapter
    _freeze_sections(edition)
    _freeze_texts(edition)
    if before_id:
        _carry_over(edition, before_id, fresh)
    is_first = sa.and_(Chapter.id.in_(fresh), Chapter.published_at.is_(None))
    db.session.execute(sa.update(Chapter).where(is_first).values(published_at=at))


def _tell_changes(edition: Edition, planned: Sequence[PlannedChange], notes: Mapping[uuid.UUID, LocalizedText]) -> None:
    for position, change in enumerate(planned, start=1):
        note = notes.get(change.section_id, LocalizedText())
        db.session.add(EditionChange(edition_id=edition.id, position=position, note=note, **change.as_facts()))
    db.session.flush()


def publish_draft(
    draft: ImportDraft, *, fingerprint: str, remove_gone: bool, actor_id: uuid.UUID, at: datetime
) -> Edition:
    """Take a file over and publish it at once, without a second look.

    The edition is complete in all languages, but for those in which a figure says nothing yet.
    """
    programme_id, locale = draft.programme_id, draft.locale
    lock_handbook(programme_id)
    chapter_id = take_over_draft(draft, fingerprint=fingerprint, remove_gone=remove_gone, actor_id=actor_id, at=at).id
    lacking = {
        gap.language
        for gap in list_gaps(programme_id)
        if gap.kind is GapKind.TRANSLATION and (gap.is_approved or gap.chapter_id == chapter_id)
    }
    languages = [language for language in LOCALES if language == locale or language not in lacking]
    number = next_edition_number(programme_id)
    return publish_edition(
        programme_id, number=number, languages=languages, actor_id=actor_id, at=at, alone=[chapter_id]
    )


def lock_handbook(programme_id: uuid.UUID) -> None:
    """Let other editions wait, and whoever edits a chapter, so that what is frozen is what was approved.

    The programme comes first, then its chapters in one order: two who wait for each other would wait for ever.
    """
    db.session.execute(sa.select(Programme.id).where(Programme.id == programme_id).with_for_update())
    chapters = sa.select(Chapter.id).where(Chapter.programme_id == programme_id).order_by(Chapter.id)
    db.session.execute(chapters.with_for_update())


def _freeze_chapters(edition: Edition) -> list[uuid.UUID]:
    """Add the approved chapters that have a text; return their ids."""
    has_text = sa.exists().where(
        Section.chapter_id == Chapter.id, Section.removed_at.is_(None), Block.section_id == Section.id
    )
    chosen = sa.select(
        sa.func.gen_random_uuid(), sa.literal(edition.id), Chapter.id, Chapter.number, Chapter.pillar, Chapter.title
    ).where(Chapter.programme_id == edition.programme_id, Chapter.is_approved, has_text)
    added = sa.insert(EditionChapter).from_select(
        ["id", "edition_id", "chapter_id", "number", "pillar", "title"], chosen, include_defaults=False
    )
    return list(db.session.scalars(added.returning(EditionChapter.chapter_id)))


def _freeze_sections(edition: Edition) -> None:
    chosen = (
        sa.select(
            sa.func.gen_random_uuid(),
            EditionChapter.id,
            Section.id,
            Section.number,
            Section.title,
            _count_before(BlockKind.TABLE),
            _count_before(BlockKind.FIGURE),
        )
        .join(EditionChapter, EditionChapter.chapter_id == Section.chapter_id)
        .where(EditionChapter.edition_id == edition.id, Section.removed_at.is_(None))
    )
    columns = ["id", "edition_chapter_id", "section_id", "number", "title", "tables_before", "figures_before"]
    db.session.execute(sa.insert(EditionSection).from_select(columns, chosen, include_defaults=False))


def _count_before(kind: BlockKind) -> sa.ColumnElement[int]:
    """Return how many blocks of a kind stand in the earlier sections of the chapter."""
    count = (
        sa.select(sa.func.count(Block.id))
        .where(Block.section_id == Section.id, Block.kind == kind)
        .correlate(Section)
        .scalar_subquery()
    )
    before = sa.func.sum(count).over(partition_by=Section.chapter_id, order_by=Section.number, rows=(None, -1))
    return sa.func.coalesce(before, 0)


def _freeze_texts(edition: Edition) -> None:
    """Keep what a reader of each language sees: each block's own text, or the best of another language."""
    shown = _shown_texts(edition)
    facts = sa.func.jsonb_build_object(
        *("id", shown.c.id, "kind", shown.c.kind, "label", shown.c.label, "body", shown.c.body),
        *("locale", shown.c.locale, "state", shown.c.state, "source_locale", shown.c.source_locale),
        *("source_changed_at", shown.c.source_changed_at),
    )
    chosen = (
        sa.select(
            sa.func.gen_random_uuid(),
            shown.c.edition_section_id,
            shown.c.language,
            sa.func.jsonb_agg(aggregate_order_by(facts, shown.c.position, shown.c.id)),
            sa.func.sum(sa.func.length(shown.c.body)),
        )
        .group_by(shown.c.edition_section_id, shown.c.language)
        .having(sa.or_(~shown.c.language.like(f"%-{SIMPLE}"), sa.func.bool_or(shown.c.locale == shown.c.language)))
    )
    columns = ["id", "edition_section_id", "language", "blocks", "letters"]
    db.session.execute(sa.insert(EditionText).from_select(columns, chosen, include_defaults=False))


def _shown_texts(edition: Edition) -> sa.Subquery:
    """Return for each block and language the text to show, and its state."""
    ranks = [
        (language, candidate, rank) for language in LANGUAGES for rank, candidate in enumerate(list_fallbacks(language))
    ]
    choice = sa.values(
        sa.column("language", sa.Text), sa.column("candidate", sa.Text), sa.column("rank", sa.Integer), name="choice"
    ).data(ranks)
    text, source = aliased(BlockText), aliased(BlockText)
    is_simple = text.locale.like(f"%-{SIMPLE}")
    source_language = sa.case((is_simple, sa.func.split_part(text.locale, "-", 1)), else_=Block.source_locale)
    state = sa.case(
        (text.locale != choice.c.language, "missing"),
        (sa.or_(source.id.is_(None), source.id == text.id, text.source_hash == source.body_hash), "current"),
        else_="stale",
    )
    return (
        sa.select(
            EditionSection.id.label("edition_section_id"),
            choice.c.language,
            Block.position,
            *(Block.id, Block.kind, Block.label, Block.source_locale),
            *(text.body, text.locale, state.label("state")),
            sa.func.coalesce(source.changed_at, text.changed_at).label("source_changed_at"),
        )
        .ext(distinct_on(EditionSection.id, Block.id, choice.c.language))
        .select_from(EditionChapter)
        .join(EditionSection, EditionSection.edition_chapter_id == EditionChapter.id)
        .join(Block, Block.section_id == EditionSection.section_id)
        .join(text, text.block_id == Block.id)
        .join(choice, choice.c.candidate == text.locale)
        .outerjoin(source, sa.and_(source.block_id == Block.id, source.locale == source_language))
        .where(EditionChapter.edition_id == edition.id)
        .order_by(EditionSection.id, Block.id, choice.c.language, choice.c.rank)
        .subquery()
    )


def _carry_over(edition: Edition, before_id: uuid.UUID, fresh: Collection[uuid.UUID]) -> None:
    """Take the chapters that were not approved as the edition before had them."""
    kept = db.session.scalars(
        sa.select(EditionChapter).where(EditionChapter.edition_id == before_id, EditionChapter.chapter_id.not_in(fresh))
    ).all()
    for old in kept:
        chapter = EditionChapter(
            edition_id=edition.id, chapter_id=old.chapter_id, number=old.number, pillar=old.pillar, title=old.title
        )
        db.session.add(chapter)
        db.session.flush()
        _copy_sections(old.id, chapter.id)


def _copy_sections(old_id: uuid.UUID, new_id: uuid.UUID) -> None:
    columns = ["section_id", "number", "title", "tables_before", "figures_before"]
    kept = [getattr(EditionSection, column) for column in columns]
    sections = sa.select(sa.func.gen_random_uuid(), sa.literal(new_id), *kept).where(
        EditionSection.edition_chapter_id == old_id
    )
    columns = ["id", "edition_chapter_id", *columns]
    db.session.execute(sa.insert(EditionSection).from_select(columns, sections, include_defaults=False))
    earlier, later = aliased(EditionSection), aliased(EditionSection)
    texts = (
        sa.select(sa.func.gen_random_uuid(), later.id, EditionText.language, EditionText.blocks, EditionText.letters)
        .join(earlier, earlier.id == EditionText.edition_section_id)
        .join(later, sa.and_(later.section_id == earlier.section_id, later.edition_chapter_id == new_id))
        .where(earlier.edition_chapter_id == old_id)
    )
    columns = ["id", "edition_section_id", "language", "blocks", "letters"]
    db.session.execute(sa.insert(EditionText).from_select(columns, texts, include_defaults=False))
