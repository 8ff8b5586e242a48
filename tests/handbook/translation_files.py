"""A chapter in all states, and its files for translation offices."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.handbook.models import BlockKind, CalloutKind
from app.handbook.rules.exchange import (
    ReturnedFile,
    TranslationJob,
    is_pair,
    list_job,
    read_translation,
    write_po,
    write_xliff,
)
from app.handbook.rules.languages import LANGUAGES
from app.handbook.rules.manuscript import Manuscript, ManuscriptBlock, ManuscriptSection, Text
from app.handbook.rules.texts import hash_of
from app.kernel.locales import LOCALES, LocalizedText

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CHAPTER_ID, SECTION_ID = uuid.UUID(int=1), uuid.UUID(int=2)
MEBIBYTE = 1024 * 1024
LIMIT = 25 * MEBIBYTE
WRITERS = {"xliff": write_xliff, "po": write_po}
PAIRS = [(source, target) for source in LOCALES for target in LANGUAGES if is_pair(source, target)]
in_both_formats = pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)


def block(number: int, source: str, texts: dict[str, Text], kind=BlockKind.PARAGRAPH, label=None) -> ManuscriptBlock:
    return ManuscriptBlock(uuid.UUID(int=number), kind, label, source, texts)


def current(body: str, source: str) -> Text:
    return Text(body, hash_of(source))


SOURCE = "Ena *in* [dve](https://example.si) & 100 % <b>."
MANUSCRIPT = Manuscript(
    LocalizedText(sl="Poglavje", de="Kapitel"),
    (
        ManuscriptSection(
            SECTION_ID,
            LocalizedText(sl="Prvi del"),
            (
                block(11, "sl", {"sl": current(SOURCE, SOURCE), "de": current("Eins.", SOURCE)}),
                block(12, "sl", {"sl": current("Tri.", "Tri."), "de": current("Drei.", "Prej.")}),
                block(
                    13,
                    "sl",
                    {"sl": current("- a\n- b\n\n  c", "- a\n- b\n\n  c")},
                    BlockKind.CALLOUT,
                    CalloutKind.TIP,
                ),
                block(14, "de", {"de": current("Vier.", "Vier."), "sl": current("Štiri.", "Vier.")}),
            ),
        ),
    ),
)
FIRST, STALE, MISSING = (f"b-{uuid.UUID(int=number)}" for number in (11, 12, 13))


def job_of(manuscript: Manuscript = MANUSCRIPT, source="sl", target="de", *, only_work=False) -> TranslationJob:
    return list_job(manuscript, CHAPTER_ID, source=source, target=target, only_work=only_work, made_at=AT)


def read(content: bytes) -> ReturnedFile:
    return read_translation(content, limit_bytes=LIMIT)


def translated(write, bodies: dict[str, str], manuscript: Manuscript = MANUSCRIPT, **pair: str) -> ReturnedFile:
    """Return the file as an office sends it back with other texts."""
    file = read(write(job_of(manuscript, **pair)))
    texts = tuple(replace(text, body=bodies.get(text.key, text.body)) for text in file.texts)
    return replace(file, texts=texts)


def with_text(manuscript: Manuscript, key: str, language: str, text: Text) -> Manuscript:
    """Return the handbook as it is after somebody has written a text meanwhile."""
    section = manuscript.sections[0]
    blocks = tuple(
        replace(one, texts={**one.texts, language: text}) if f"b-{one.id}" == key else one for one in section.blocks
    )
    return replace(manuscript, sections=(replace(section, blocks=blocks),))
