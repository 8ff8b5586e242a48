"""Chapters and sections with valid defaults."""

from datetime import UTC, datetime
from itertools import count

from app.handbook.models import Chapter, Pillar, Section
from app.kernel.database import db
from tests.factories.programmes import in_three_languages

numbers = count(1)


def make_chapter(programme, **facts: object) -> Chapter:
    number = next(numbers)
    chapter = Chapter(
        **{
            "programme_id": programme.id,
            "number": number,
            "pillar": Pillar.DEVELOPMENT,
            "title": in_three_languages(f"Chapter {number}"),
            "published_at": datetime(2026, 1, 10, tzinfo=UTC),
            **facts,
        }
    )
    db.session.add(chapter)
    db.session.flush()
    return chapter


def make_section(chapter, **facts: object) -> Section:
    number = next(numbers)
    section = Section(
        **{"chapter_id": chapter.id, "number": number, "title": in_three_languages(f"Section {number}"), **facts}
    )
    db.session.add(section)
    db.session.flush()
    return section
