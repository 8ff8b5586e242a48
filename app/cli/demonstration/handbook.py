"""The handbook's chapters from their Markdown files, one per language."""

from datetime import datetime

import sqlalchemy as sa

from app.cli.demonstration.reading import read_table, read_text
from app.handbook.actions import add_chapter
from app.handbook.models import Chapter, Pillar, Section
from app.handbook.rules.markdown import parse_markdown
from app.kernel.database import db
from app.kernel.locales import LOCALES
from app.programmes.models import Programme

Sections = dict[str, Section]
"""Sections by "chapter.section"."""


def load_handbook(programme: Programme, *, at: datetime) -> Sections:
    """Add the published chapters; Slovenian is the source of the other languages."""
    sections: Sections = {}
    for facts in read_table("programme")["handbook"]["chapters"]:
        texts = {locale: parse_markdown(read_text(f"handbook/{facts['number']}-{locale}")) for locale in LOCALES}
        chapter = add_chapter(programme.id, Pillar(facts["pillar"]), texts, at=at)
        chapter.published_at = at
        sections |= {f"{chapter.number}.{section.number}": section for section in _sections_of(chapter)}
    return sections


def _sections_of(chapter: Chapter) -> sa.ScalarResult[Section]:
    return db.session.scalars(sa.select(Section).where(Section.chapter_id == chapter.id).order_by(Section.number))
