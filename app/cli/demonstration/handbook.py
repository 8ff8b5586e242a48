"""The handbook's chapters from their Markdown files, one per language."""

import hashlib
import re
from datetime import datetime

from app.cli.demonstration.reading import read_table, read_text
from app.handbook.models import Block, BlockKind, BlockText, CalloutKind, Chapter, Pillar, Section
from app.kernel.database import db
from app.kernel.locales import LOCALES, LocalizedText
from app.programmes.models import Programme

SOURCE_LOCALE = "sl"
Sections = dict[str, Section]
"""Sections by "chapter.section"."""


def load_handbook(programme: Programme, *, at: datetime) -> Sections:
    """Add the published chapters."""
    sections: Sections = {}
    for facts in read_table("programme")["handbook"]["chapters"]:
        number = facts["number"]
        texts = {locale: read_text(f"handbook/{number}-{locale}") for locale in LOCALES}
        chapter = Chapter(
            programme_id=programme.id,
            number=number,
            pillar=Pillar(facts["pillar"]),
            title=LocalizedText({locale: text.partition("\n")[0].removeprefix("# ") for locale, text in texts.items()}),
            published_at=at,
        )
        db.session.add(chapter)
        db.session.flush()
        sections |= _add_sections(chapter, texts, at)
    return sections


def _add_sections(chapter: Chapter, texts: dict[str, str], at: datetime) -> Sections:
    sections: Sections = {}
    parts = {locale: re.split(r"^## ", text, flags=re.M)[1:] for locale, text in texts.items()}
    for index in range(len(parts[SOURCE_LOCALE])):
        in_language = {locale: parts[locale][index].partition("\n") for locale in LOCALES}
        section = Section(
            chapter_id=chapter.id,
            number=index + 1,
            title=LocalizedText({locale: part[0] for locale, part in in_language.items()}),
        )
        db.session.add(section)
        db.session.flush()
        _add_blocks(section, {locale: part[2] for locale, part in in_language.items()}, at)
        sections[f"{chapter.number}.{section.number}"] = section
    return sections


def _add_blocks(section: Section, texts: dict[str, str], at: datetime) -> None:
    bodies = {locale: _split(text) for locale, text in texts.items()}
    for position, source in enumerate(bodies[SOURCE_LOCALE], start=1):
        block = Block(section_id=section.id, position=position, source_locale=SOURCE_LOCALE, **_kind(source))
        block.texts = [
            BlockText(
                locale=locale,
                body=blocks[position - 1],
                body_hash=_hash(blocks[position - 1]),
                source_hash=_hash(source),
                changed_at=at,
            )
            for locale, blocks in bodies.items()
            if position <= len(blocks)
        ]
        db.session.add(block)


def _split(text: str) -> list[str]:
    """Split at empty lines; a table stays with its caption."""
    blocks = [block.strip("\n") for block in re.split(r"\n\s*\n", text.strip()) if block.strip()]
    joined: list[str] = []
    for block in blocks:
        if joined and joined[-1].startswith("Table: ") and "\n" not in joined[-1]:
            joined[-1] += f"\n\n{block}"
        else:
            joined.append(block)
    return joined


def _kind(body: str) -> dict[str, object]:
    if found := re.match(r"> \[!(\w+)\]", body):
        return {"kind": BlockKind.CALLOUT, "label": CalloutKind(found[1].lower())}
    if body.startswith(("Table: ", "|")):
        return {"kind": BlockKind.TABLE}
    if re.match(r"(?:[-*]|\d+\.) ", body):
        return {"kind": BlockKind.LIST}
    return {"kind": BlockKind.HEADING if body.startswith("#") else BlockKind.PARAGRAPH}


def _hash(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()
