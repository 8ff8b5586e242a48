"""What can be done with the handbook: keep a draft of a file, take it over, publish chapters."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from app.handbook.models import Block, BlockText, Chapter, ImportDraft, Pillar, Section
from app.handbook.queries import get_chapter, list_stored
from app.handbook.rules.pairing import BlockPair, Fate, ImportPlan, SectionPair, plan_import
from app.handbook.rules.parsed import ParsedBlock, ParsedChapter
from app.handbook.rules.refusals import HandbookChangedMeanwhile, NothingToPublish
from app.handbook.rules.texts import hash_of
from app.kernel.activity import record
from app.kernel.database import db
from app.kernel.locales import LocalizedText
from app.programmes.models import Programme

DRAFTS_ARE_KEPT = timedelta(days=7)


def keep_draft(
    programme_id: uuid.UUID,
    parsed: ParsedChapter,
    *,
    person_id: uuid.UUID,
    locale: str,
    file_name: str,
    chapter_id: uuid.UUID | None,
    pillar: Pillar | None,
) -> ImportDraft:
    """Keep a file that was read, until its person has seen what it would change."""
    draft = ImportDraft(
        programme_id=programme_id,
        person_id=person_id,
        chapter_id=chapter_id,
        pillar=None if chapter_id else pillar,
        locale=locale,
        file_name=file_name,
        content=parsed.as_json(),
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def take_over_draft(
    draft: ImportDraft, *, fingerprint: str, remove_gone: bool, actor_id: uuid.UUID, at: datetime
) -> Chapter:
    """Write a draft into the handbook; refuse if the chapter has changed since the person saw the plan."""
    parsed = ParsedChapter.from_json(draft.content)
    if draft.chapter_id is None:
        chapter = _add_chapter(draft.programme_id, draft.pillar or Pillar.INTRODUCTION)
    else:
        chapter = get_chapter(draft.chapter_id)
        db.session.refresh(chapter, with_for_update=True)
    plan = plan_import(parsed, list_stored(chapter.id), draft.locale)
    if plan.fingerprint != fingerprint:
        raise HandbookChangedMeanwhile
    write_plan(chapter, plan, remove_gone=remove_gone, actor_id=actor_id, at=at)
    db.session.delete(draft)
    return chapter


def add_chapter(
    programme_id: uuid.UUID, pillar: Pillar, texts: Mapping[str, ParsedChapter], *, at: datetime
) -> Chapter:
    """Add a chapter in several languages at once; the first is the source of the others."""
    chapter = _add_chapter(programme_id, pillar)
    for locale, parsed in texts.items():
        plan = plan_import(parsed, list_stored(chapter.id), locale)
        write_plan(chapter, plan, remove_gone=False, actor_id=None, at=at)
        db.session.flush()
    return chapter


def _add_chapter(programme_id: uuid.UUID, pillar: Pillar) -> Chapter:
    """Add an empty chapter after the last; the programme is locked, so that two do not take one number."""
    db.session.execute(sa.select(Programme.id).where(Programme.id == programme_id).with_for_update())
    last = db.session.scalar(sa.select(sa.func.max(Chapter.number)).where(Chapter.programme_id == programme_id))
    chapter = Chapter(programme_id=programme_id, number=(last or 0) + 1, pillar=pillar, title=LocalizedText())
    db.session.add(chapter)
    db.session.flush()
    return chapter


def write_plan(
    chapter: Chapter, plan: ImportPlan, *, remove_gone: bool, actor_id: uuid.UUID | None, at: datetime
) -> None:
    """Write into a chapter what a plan says; identities of sections and blocks last."""
    chapter.title = LocalizedText({**chapter.title, plan.locale: plan.title})
    sections = {section.id: section for section in _load_sections(chapter.id)}
    blocks = {block.id: block for block in _load_blocks(chapter.id)}
    writing = _Writing(plan.locale, blocks, remove_gone=remove_gone, actor_id=actor_id, at=at)
    for number, pair in enumerate(plan.sections, start=1):
        section = sections[pair.stored.id] if pair.stored else Section(chapter_id=chapter.id, title=LocalizedText())
        section.number = number
        if pair.parsed:
            section.title = LocalizedText({**section.title, plan.locale: pair.parsed.title})
        db.session.add(section)
        db.session.flush()
        writing.write_section(section, pair)
    record(actor_id, "handbook.imported", chapter)


def _load_sections(chapter_id: uuid.UUID) -> sa.ScalarResult[Section]:
    return db.session.scalars(sa.select(Section).where(Section.chapter_id == chapter_id))


def _load_blocks(chapter_id: uuid.UUID) -> sa.ScalarResult[Block]:
    return db.session.scalars(
        sa.select(Block)
        .join(Section, Section.id == Block.section_id)
        .where(Section.chapter_id == chapter_id)
        .options(selectinload(Block.texts))
        .execution_options(populate_existing=True)
    )


class _Writing:
    """Write the blocks of sections in one language, as one person, at one time."""

    def __init__(
        self,
        locale: str,
        blocks: Mapping[uuid.UUID, Block],
        *,
        remove_gone: bool,
        actor_id: uuid.UUID | None,
        at: datetime,
    ) -> None:
        self.locale, self.blocks, self.remove_gone = locale, blocks, remove_gone
        self.actor_id, self.at = actor_id, at

    def write_section(self, section: Section, pair: SectionPair) -> None:
        position = 0
        for block_pair in pair.blocks:
            block = self._write_block(section, block_pair)
            if block is not None:
                position += 1
                block.position = position

    def _write_block(self, section: Section, pair: BlockPair) -> Block | None:
        """Write one block and return it; None if it was removed."""
        block = self.blocks[pair.stored.id] if pair.stored else self._new_block(section, pair.parsed)
        if pair.fate is Fate.GONE and self.remove_gone:
            return self._remove_text(block)
        if pair.parsed and pair.fate in {Fate.NEW, Fate.CHANGED, Fate.TRANSLATED}:
            self._write_text(block, pair.parsed)
        return block

    def _new_block(self, section: Section, parsed: ParsedBlock | None) -> Block:
        assert parsed is not None
        block = Block(section_id=section.id, kind=parsed.kind, label=parsed.label, source_locale=self.locale, texts=[])
        db.session.add(block)
        return block

    def _write_text(self, block: Block, parsed: ParsedBlock) -> None:
        """Set the text; as a translation it is current, and as a source it makes the others stale."""
        by_locale = {text.locale: text for text in block.texts}
        text = by_locale.get(self.locale)
        if text is None:
            text = BlockText(locale=self.locale)
            block.texts.append(text)
        text.body, text.body_hash = parsed.body, hash_of(parsed.body)
        text.changed_at, text.changed_by_id = self.at, self.actor_id
        source = by_locale.get(block.source_locale, text)
        text.source_hash = source.body_hash
        if block.source_locale == self.locale:
            block.label = parsed.label

    def _remove_text(self, block: Block) -> Block | None:
        """Remove the block with all its languages if this one is its source, else this language alone."""
        if block.source_locale == self.locale:
            db.session.delete(block)
            return None
        block.texts = [text for text in block.texts if text.locale != self.locale]
        return block


def publish_chapter(chapter: Chapter, *, actor_id: uuid.UUID, at: datetime) -> None:
    """Let everybody read a chapter; refuse if there is nothing to read."""
    if not any(section.blocks for section in list_stored(chapter.id)):
        raise NothingToPublish
    chapter.published_at = chapter.published_at or at
    record(actor_id, "handbook.published", chapter)


def withdraw_chapter(chapter: Chapter, *, actor_id: uuid.UUID) -> None:
    """Make a chapter a draft again, which only the programme's staff read."""
    chapter.published_at = None
    record(actor_id, "handbook.withdrawn", chapter)


def remove_old_drafts(at: datetime) -> int:
    """Remove files that nobody took over; return how many."""
    old = sa.delete(ImportDraft).where(ImportDraft.created_at < at - DRAFTS_ARE_KEPT).returning(ImportDraft.id)
    return len(db.session.scalars(old).all())
