"""Chapters, sections and blocks with valid defaults."""

from datetime import UTC, datetime
from itertools import count
from uuid import UUID, uuid4

from app.handbook.actions import index_edition, publish_edition
from app.handbook.actions.notes import add_note
from app.handbook.models import Block, BlockKind, BlockText, Chapter, ChapterState, Edition, Pillar, ReaderNote, Section
from app.handbook.queries import next_edition_number
from app.handbook.rules.search.inflections import Inflections, gather_forms
from app.handbook.rules.texts import hash_of
from app.kernel.database import db
from app.kernel.locales import LOCALES
from tests.factories.programmes import in_three_languages

numbers = count(1)
LONG_AGO = datetime(2026, 1, 10, tzinfo=UTC)


def make_chapter(programme, **facts: object) -> Chapter:
    number = next(numbers)
    chapter = Chapter(
        **{
            "programme_id": programme.id,
            "number": number,
            "pillar": Pillar.DEVELOPMENT,
            "title": in_three_languages(f"Chapter {number}"),
            "state": ChapterState.APPROVED,
            "published_at": LONG_AGO,
            **facts,
        }
    )
    db.session.add(chapter)
    db.session.flush()
    return chapter


def make_edition(programme, **facts: object) -> Edition:
    """Publish what was made so far, as everybody reads it."""
    options = {"languages": LOCALES, "actor_id": None, "at": LONG_AGO, **facts}
    return publish_edition(programme.id, number=next_edition_number(programme.id), **options)


def make_searchable(programme, lemmas: dict[str, str] | None = None) -> Edition:
    """Publish what was made so far and index it with a dictionary of a few words instead of a whole one."""
    dictionary = lemmas or {}
    edition = make_edition(programme)

    def read(_language: str, words) -> Inflections:
        return gather_forms({word: dictionary.get(word, word) for word in words}, dictionary)

    index_edition(edition.id, read=read)
    return edition


def make_section(chapter, **facts: object) -> Section:
    number = next(numbers)
    section = Section(
        **{"chapter_id": chapter.id, "number": number, "title": in_three_languages(f"Section {number}"), **facts}
    )
    db.session.add(section)
    db.session.flush()
    return section


def make_block(section, texts: dict[str, str] | None = None, **facts: object) -> Block:
    """Make a block, a paragraph in three languages unless told; its source is the first language of `texts`."""
    number = next(numbers)
    texts = texts or dict(in_three_languages(f"Paragraph {number}."))
    source_locale = str(facts.pop("source_locale", next(iter(texts))))
    block = Block(
        **{
            "section_id": section.id,
            "position": number,
            "kind": BlockKind.PARAGRAPH,
            "source_locale": source_locale,
            **facts,
        }
    )
    db.session.add(block)
    db.session.flush()
    source_hash = hash_of(texts[source_locale])
    db.session.add_all(
        BlockText(
            block_id=block.id,
            locale=locale,
            body=body,
            body_hash=hash_of(body),
            source_hash=source_hash,
            changed_at=LONG_AGO,
        )
        for locale, body in texts.items()
    )
    db.session.flush()
    return block


def make_reader_note(person_id: UUID, section_id: UUID, **facts: object) -> ReaderNote:
    options = {"block_id": uuid4(), "language": "en", "quote": None, "body": "Mine.", "is_highlight": False}
    return add_note(person_id, section_id=section_id, **{**options, "at": LONG_AGO, **facts})
