"""The handbook's chapters from their Markdown files, one per language, taken over as trainers do it.

A block was written longer later on, so that its translations are stale; another was added, and one translation of it
is missing.
"""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from app.cli.demonstration.figures import Pictures, load_pictures, show_pictures
from app.cli.demonstration.reading import read_table, read_text
from app.handbook.actions import add_chapter, approve, hand_in, publish_edition, take_over_text
from app.handbook.models import Chapter, ChapterAssignment, Pillar, Section
from app.handbook.queries import Version, get_chapter, list_chapters, next_edition_number
from app.handbook.rules.markdown import parse_markdown
from app.handbook.rules.parsed import ParsedBlock, ParsedChapter
from app.kernel.database import db
from app.kernel.locales import LOCALES
from app.programmes.models import Programme

SOURCE_LOCALE = "sl"
SHORTER_AT_FIRST = {2: (5, 2)}
"""By chapter: section and block (counted from 0 in the section) that lacked its last sentence."""
ADDED_LATER = {7: (4, 2)}
REVISED_IN = {2: ("sl",), 7: ("sl", "de")}
"""By chapter: the languages in which the revised text was taken over."""
ASSIGNED = {2: ("de", -4), 7: ("", 12)}
"""By chapter: the language and the days until it is due."""
ASSIGNED_BEFORE = timedelta(days=20)
REVISED_AFTER = timedelta(days=90)

Sections = dict[str, Section]
"""Sections by "chapter.section"."""


def load_handbook(programme: Programme, *, writer_id: uuid.UUID, reader_id: uuid.UUID, at: datetime) -> Sections:
    """Publish a first edition, then a second with what was revised; who reads over and approves is another person."""
    texts, pictures = {}, load_pictures(programme)
    for facts in read_table("programme")["handbook"]["chapters"]:
        number = facts["number"]
        parsed = {locale: _parse(number, locale, pictures) for locale in LOCALES}
        first = {locale: first_version(text, number, locale) for locale, text in parsed.items()}
        texts[add_chapter(programme.id, Pillar(facts["pillar"]), first, at=at).id] = number, parsed
    _publish(programme, texts, writer_id=writer_id, reader_id=reader_id, at=at)
    for chapter_id, (number, parsed) in texts.items():
        for locale in REVISED_IN.get(number, ()):
            take_over_text(chapter_id, parsed[locale], locale=locale, actor_id=writer_id, at=at + REVISED_AFTER)
    _publish(programme, texts, writer_id=writer_id, reader_id=reader_id, at=at + REVISED_AFTER)
    return _list_sections(programme)


def _parse(number: int, locale: str, pictures: Pictures) -> ParsedChapter:
    return parse_markdown(show_pictures(read_text(f"handbook/{number}-{locale}"), pictures, locale))


def load_assignments(programme: Programme, *, person_id: uuid.UUID, by_id: uuid.UUID, at: datetime) -> None:
    """Give a person two chapters, one of them overdue."""
    chapters = {chapter.number: chapter.id for chapter in list_chapters(Version(programme.id))}
    for number, (language, days) in ASSIGNED.items():
        db.session.add(
            ChapterAssignment(
                chapter_id=chapters[number],
                person_id=person_id,
                language=language,
                due_on=(at + timedelta(days=days)).date(),
                note="",
                assigned_by_id=by_id,
                created_at=at - ASSIGNED_BEFORE,
            )
        )


def _publish(
    programme: Programme,
    chapter_ids: Iterable[uuid.UUID],
    *,
    writer_id: uuid.UUID,
    reader_id: uuid.UUID,
    at: datetime,
) -> None:
    for chapter in map(get_chapter, chapter_ids):
        if not chapter.is_approved:
            hand_in(chapter.id, actor_id=writer_id)
            approve(chapter.id, actor_id=reader_id)
    number = next_edition_number(programme.id)
    publish_edition(programme.id, number=number, languages=LOCALES, actor_id=reader_id, at=at)


def first_version(parsed: ParsedChapter, number: int, locale: str) -> ParsedChapter:
    """Return a chapter as it was before it was revised."""
    if place := ADDED_LATER.get(number):
        return _with_block(parsed, place, None)
    if (place := SHORTER_AT_FIRST.get(number)) and locale == SOURCE_LOCALE:
        block = parsed.sections[place[0] - 1].blocks[place[1]]
        return _with_block(parsed, place, replace(block, body=f"{block.body.rpartition('. ')[0]}."))
    return parsed


def _with_block(parsed: ParsedChapter, place: tuple[int, int], block: ParsedBlock | None) -> ParsedChapter:
    """Return the chapter with another block at the place, or with none."""
    section_number, index = place
    sections = list(parsed.sections)
    section = sections[section_number - 1]
    blocks = (*section.blocks[:index], *([block] if block else []), *section.blocks[index + 1 :])
    sections[section_number - 1] = replace(section, blocks=blocks)
    return replace(parsed, sections=tuple(sections))


def _list_sections(programme: Programme) -> Sections:
    rows = db.session.execute(
        sa.select(Chapter.number, Section)
        .join(Section, Section.chapter_id == Chapter.id)
        .where(Chapter.programme_id == programme.id)
    )
    return {f"{number}.{section.number}": section for number, section in rows}
