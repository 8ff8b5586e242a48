"""Keep what came back from a translation office, and take it over into its chapter."""

import uuid
from datetime import datetime

from app.handbook.actions.editing import Done, edit
from app.handbook.models import ChangeKind, TranslationDraft
from app.handbook.rules.exchange import ReturnedFile, plan_translation, take_over
from app.handbook.rules.exchange.refusals import TranslationChangedMeanwhile
from app.handbook.rules.manuscript import Manuscript
from app.kernel.database import db


def keep_translation(
    chapter_id: uuid.UUID, file: ReturnedFile, *, person_id: uuid.UUID, file_name: str
) -> TranslationDraft:
    """Keep a file that was read, until its person has seen what it would change."""
    draft = TranslationDraft(chapter_id=chapter_id, person_id=person_id, file_name=file_name, content=file.as_json())
    db.session.add(draft)
    db.session.flush()
    return draft


def take_over_translation(
    chapter_id: uuid.UUID,
    file: ReturnedFile,
    *,
    fingerprint: str,
    replaces: bool,
    actor_id: uuid.UUID,
    at: datetime,
) -> Manuscript:
    """Write a file's texts into its chapter as one change; what clashes is replaced only if `replaces`.

    Raise TranslationChangedMeanwhile if the chapter has changed since the person saw the comparison.
    """

    def make(manuscript: Manuscript) -> Manuscript:
        plan = plan_translation(file, manuscript, chapter_id)
        if plan.fingerprint != fingerprint:
            raise TranslationChangedMeanwhile
        return take_over(manuscript, plan, replaces=replaces)

    return edit(chapter_id, make, done=Done(ChangeKind.IMPORTED, actor_id, at, locale=file.target))


def take_over_translation_draft(
    draft: TranslationDraft, *, fingerprint: str, replaces: bool, actor_id: uuid.UUID, at: datetime
) -> None:
    """Write a kept file into its chapter and forget it."""
    chapter_id, file = draft.chapter_id, ReturnedFile.from_json(draft.content)
    take_over_translation(chapter_id, file, fingerprint=fingerprint, replaces=replaces, actor_id=actor_id, at=at)
    db.session.delete(draft)
