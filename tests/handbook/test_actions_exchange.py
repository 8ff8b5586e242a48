"""What comes back from a translation office is one change; out and in again leaves every row as it was."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from app.handbook.actions import (
    Done,
    add_chapter,
    edit,
    keep_translation,
    remove_old_drafts,
    take_over_translation,
    undo,
    write_text,
)
from app.handbook.models import (
    Block,
    BlockText,
    Change,
    ChangeKind,
    Chapter,
    Pillar,
    Section,
    TranslationDraft,
    Wording,
)
from app.handbook.queries import get_manuscript
from app.handbook.rules import editing
from app.handbook.rules.exchange import (
    ReturnedFile,
    is_pair,
    list_job,
    plan_translation,
    read_translation,
    write_po,
    write_xliff,
)
from app.handbook.rules.exchange.refusals import NothingToTranslate, TranslationChangedMeanwhile
from app.handbook.rules.languages import LANGUAGES
from app.handbook.rules.markdown import parse_markdown
from app.handbook.rules.texts import TextState, hash_of
from app.kernel.database import db, transaction
from app.kernel.locales import LOCALES
from tests.factories.accounts import make_person

AT = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(days=3)
SLOVENIAN = "# Poglavje\n\n## Prvi\n\nEna *in* dve.\n\n|a|b|\n|-|-|\n|1|2|\n\n## Drugi\n\n> [!TIP] Nasvet\n> Tri."
GERMAN = "# Kapitel\n\n## Erster\n\nEins *und* zwei.\n\n|a|b|\n|-|-|\n|1|2|\n\n## Zweiter\n\n> [!TIP] Tipp\n> Drei."


@pytest.fixture
def person_id(programme) -> uuid.UUID:
    with transaction():
        return make_person().id


@pytest.fixture
def chapter_id(programme, person_id) -> uuid.UUID:
    """Return a chapter with texts in all states, in easy language too, and with two source languages."""
    with transaction():
        texts = {"sl": parse_markdown(SLOVENIAN), "de": parse_markdown(GERMAN)}
        chapter_id = add_chapter(programme.id, Pillar.DEVELOPMENT, texts, at=AT).id
    blocks = list(get_manuscript(chapter_id).iter_blocks())
    write(chapter_id, blocks[0].id, "de-simple", "Eins. Zwei.", person_id)
    write(chapter_id, blocks[0].id, "en", "One *and* two.", person_id)
    with transaction():
        made = Done(ChangeKind.SOURCE_CHOSEN, person_id, AT)
        edit(chapter_id, lambda text: editing.make_source(text, blocks[2].id, "de"), done=made)
    write(chapter_id, blocks[0].id, "sl", "Ena in pol.", person_id)
    return chapter_id


def write(chapter_id: uuid.UUID, block_id: uuid.UUID, language: str, body: str, person_id: uuid.UUID) -> None:
    seen = editing.get_block(get_manuscript(chapter_id), block_id).bodies.get(language, "")
    with transaction():
        write_text(chapter_id, block_id, language, body=body, seen=seen, actor_id=person_id, at=AT)


def first(chapter_id: uuid.UUID):
    return get_manuscript(chapter_id).sections[0].blocks[0]


def export(chapter_id: uuid.UUID, source: str = "sl", target: str = "de", write=write_xliff) -> ReturnedFile:
    """Return the file as it comes back with nothing done to it."""
    manuscript = get_manuscript(chapter_id)
    job = list_job(manuscript, chapter_id, source=source, target=target, only_work=False, made_at=AT)
    return read_translation(write(job), limit_bytes=10_000_000)


def translated(file: ReturnedFile, key: str, body: str) -> ReturnedFile:
    texts = tuple(replace(text, body=body) if text.key == key else text for text in file.texts)
    return replace(file, texts=texts)


def take(chapter_id: uuid.UUID, file: ReturnedFile, person_id: uuid.UUID, *, replaces: bool = True) -> None:
    fingerprint = plan_translation(file, get_manuscript(chapter_id), chapter_id).fingerprint
    how = {"fingerprint": fingerprint, "replaces": replaces, "actor_id": person_id, "at": LATER}
    with transaction():
        take_over_translation(chapter_id, file, **how)


def all_rows() -> dict[str, list[tuple]]:
    """Return every row of the handbook, with the database's own counter of when it was written."""
    db.session.rollback()
    tables = (Chapter, Section, Block, BlockText, Wording, Change)
    return {
        model.__tablename__: [
            tuple(row)
            for row in db.session.execute(
                sa.select(sa.literal_column("xmin::text"), *model.__table__.columns).order_by(model.id)
            )
        ]
        for model in tables
    }


@pytest.mark.parametrize("write_file", [write_xliff, write_po])
def test_out_and_in_again_leaves_every_row_as_it_was(chapter_id, person_id, write_file):
    before, taken = all_rows(), 0

    for source, target in ((one, other) for one in LOCALES for other in LANGUAGES if is_pair(one, other)):
        try:
            file = export(chapter_id, source, target, write_file)
        except NothingToTranslate:
            continue
        take(chapter_id, file, person_id)
        taken += 1

    assert taken >= 6
    after = all_rows()
    assert {name: [row[1:] for row in rows] for name, rows in after.items()} == {
        name: [row[1:] for row in rows] for name, rows in before.items()
    }
    assert [row[0] for row in after["block_text"]] == [row[0] for row in before["block_text"]]


def test_a_translation_is_one_change_that_can_be_undone(chapter_id, person_id):
    before, block = get_manuscript(chapter_id), first(chapter_id)
    file = translated(export(chapter_id), f"b-{block.id}", "Neu.")
    file = translated(file, f"c-{chapter_id}", "Neues Kapitel")

    take(chapter_id, file, person_id)

    assert (first(chapter_id).bodies["de"], first(chapter_id).state("de")) == ("Neu.", TextState.CURRENT)
    change = db.session.scalars(sa.select(Change).order_by(Change.number.desc())).first()
    assert (change.kind, change.locale, change.actor_id) == (ChangeKind.IMPORTED, "de", person_id)
    assert set(change.after) == {"chapter", f"block:{block.id}"}
    with transaction():
        undo(chapter_id, change.number, actor_id=person_id, at=LATER)
    assert get_manuscript(chapter_id) == before


def test_a_text_made_from_an_earlier_source_is_stale_and_remembers_it(chapter_id, person_id):
    block = first(chapter_id)
    file = translated(export(chapter_id), f"b-{block.id}", "Neu.")
    write(chapter_id, block.id, "sl", "Čisto drugače.", person_id)

    take(chapter_id, file, person_id)

    text = first(chapter_id).texts["de"]
    assert (text.body, text.made_from, first(chapter_id).state("de")) == (
        "Neu.",
        hash_of("Ena in pol."),
        TextState.STALE,
    )


def test_nothing_is_taken_over_if_the_chapter_changed_after_the_comparison(chapter_id, person_id):
    block = first(chapter_id)
    file = translated(export(chapter_id), f"b-{block.id}", "Neu.")
    fingerprint = plan_translation(file, get_manuscript(chapter_id), chapter_id).fingerprint
    write(chapter_id, block.id, "de", "Besser.", person_id)

    with pytest.raises(TranslationChangedMeanwhile), transaction():
        how = {"fingerprint": fingerprint, "replaces": False, "actor_id": person_id, "at": LATER}
        take_over_translation(chapter_id, file, **how)

    assert first(chapter_id).bodies["de"] == "Besser."


@pytest.mark.parametrize(("days", "left"), [(6, 1), (8, 0)])
def test_a_file_nobody_took_over_is_forgotten_after_a_week(chapter_id, person_id, days, left):
    with transaction():
        draft = keep_translation(chapter_id, export(chapter_id), person_id=person_id, file_name="a.xlf")
        draft.created_at = LATER - timedelta(days=days)

    with transaction():
        assert remove_old_drafts(LATER) == 1 - left

    assert db.session.scalar(sa.select(sa.func.count()).select_from(TranslationDraft)) == left
