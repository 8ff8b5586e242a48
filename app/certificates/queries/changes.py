"""What changed in the handbook since a person was certified, and what of it they have read."""

import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased

from app.certificates.models import Certificate, CertificateState, ChangeRead
from app.courses.models import Module, ModuleActivity
from app.events.models import Delivery
from app.handbook.models import Edition, EditionChange, EditionChapter, EditionSection, Section
from app.kernel.database import db
from app.kernel.paging import Order, Page, page_by_key


@dataclass(frozen=True)
class ChangeCounts:
    """How many changes a person has still to read, and how many are read."""

    unread: int
    read: int


def list_changes_since(
    person_id: uuid.UUID, *, is_read: bool, programme_id: uuid.UUID | None, cursor: str | None, total: int
) -> Page[Any]:
    """Return changes in the chapters of the modules a person is certified in, the latest edition first.

    Rows have the change's facts, edition and published_at, module_numbers, and is_there: the section can be read in the
    latest edition of the programme.
    """
    own = _own_changes(person_id)
    change, edition = EditionChange, Edition
    facts: list[Any] = [change.id, change.kind, change.section_id, change.chapter_number, change.section_number]
    facts += [change.title, change.note, change.position, edition.published_at, own.c.module_numbers]
    select = (
        sa.select(*facts, edition.number.label("edition"), _is_there(programme_id).label("is_there"))
        .join(own, own.c.change_id == change.id)
        .join(edition, edition.id == change.edition_id)
        .where(own.c.is_read == is_read)
    )
    orders = [
        Order(edition.number, "edition", descending=True),
        Order(change.position, "position"),
        Order(change.id, "id"),
    ]
    return page_by_key(select, orders, cursor=cursor, total=total)


def count_changes_since(person_id: uuid.UUID) -> ChangeCounts:
    """Return how many changes there are for a person to read, and how many are read."""
    own = _own_changes(person_id)
    read = sa.func.count().filter(own.c.is_read)
    row = db.session.execute(sa.select(sa.func.count().label("total"), read.label("read")).select_from(own)).one()
    return ChangeCounts(row.total - row.read, row.read)


def list_changes_to_tick(person_id: uuid.UUID, change_id: uuid.UUID | None = None) -> list[uuid.UUID]:
    """Return the ids of the changes that concern a person, or of one of them if it does; read or not."""
    own = _own_changes(person_id)
    ids = sa.select(own.c.change_id).order_by(own.c.change_id)
    return list(db.session.scalars(ids.where(own.c.change_id == change_id) if change_id else ids))


def count_pressed(person_id: uuid.UUID, press_id: uuid.UUID) -> int:
    """Return how many changes one press of a person ticked, and are ticked still."""
    ticked = sa.select(sa.func.count()).where(ChangeRead.person_id == person_id, ChangeRead.press_id == press_id)
    return db.session.scalar(ticked) or 0


def select_unread_counts(person_id: uuid.UUID) -> sa.Subquery:
    """Select for each module a person is certified in how many changes there are to read: module_id, number."""
    pairs = _changes_of_modules(person_id).subquery()
    return (
        sa.select(pairs.c.module_id, sa.func.count().label("number"))
        .where(~_is_read(person_id, pairs.c.change_id))
        .group_by(pairs.c.module_id)
        .subquery()
    )


def _own_changes(person_id: uuid.UUID) -> sa.Subquery:
    """Select each change that concerns a person once: change_id, is_read, module_numbers."""
    pairs = _changes_of_modules(person_id).subquery()
    return (
        sa.select(
            pairs.c.change_id,
            _is_read(person_id, pairs.c.change_id).label("is_read"),
            sa.func.array_agg(aggregate_order_by(Module.number, Module.number)).label("module_numbers"),
        )
        .join(Module, Module.id == pairs.c.module_id)
        .group_by(pairs.c.change_id)
        .subquery()
    )


def _changes_of_modules(person_id: uuid.UUID) -> sa.Select[Any]:
    """Select module_id and change_id: what was published after the person was certified, in the module's chapters."""
    certified, chapters = _certified(person_id), _chapters_of_modules()
    return (
        sa.select(certified.c.module_id, EditionChange.id.label("change_id"))
        .join(chapters, chapters.c.module_id == certified.c.module_id)
        .join(Section, Section.chapter_id == chapters.c.chapter_id)
        .join(EditionChange, EditionChange.section_id == Section.id)
        .join(Edition, Edition.id == EditionChange.edition_id)
        .where(Edition.published_at > certified.c.since)
    )


def _certified(person_id: uuid.UUID) -> sa.Subquery:
    """Select module_id and since: the latest valid certificate counts from the first of those it replaced."""
    held, earlier = aliased(Certificate), aliased(Certificate)
    first = (
        sa.select(sa.func.min(earlier.issued_at))
        .where(earlier.person_id == held.person_id, earlier.delivery_id == held.delivery_id, earlier.kind == held.kind)
        .where(earlier.state != CertificateState.REVOKED)
        .correlate(held)
        .scalar_subquery()
    )
    return (
        sa.select(Delivery.module_id, sa.func.max(first).label("since"))
        .join(held, held.delivery_id == Delivery.id)
        .where(held.person_id == person_id, held.state == CertificateState.VALID)
        .group_by(Delivery.module_id)
        .subquery()
    )


def _chapters_of_modules() -> sa.Subquery:
    return (
        sa.select(ModuleActivity.module_id, Section.chapter_id)
        .join(Section, Section.id == ModuleActivity.section_id)
        .distinct()
        .subquery()
    )


def _is_read(person_id: uuid.UUID, change_id: sa.ColumnElement[uuid.UUID]) -> sa.ColumnElement[bool]:
    return sa.exists().where(ChangeRead.person_id == person_id, ChangeRead.change_id == change_id)


def _is_there(programme_id: uuid.UUID | None) -> sa.ColumnElement[bool]:
    """Ask whether the latest edition of a programme has the section of a change."""
    edition = aliased(Edition)
    latest = (
        sa.select(edition.id)
        .where(edition.programme_id == programme_id, edition.published_at.is_not(None))
        .order_by(edition.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    return sa.exists().where(
        EditionSection.section_id == EditionChange.section_id,
        EditionSection.edition_chapter_id == EditionChapter.id,
        EditionChapter.edition_id == latest,
    )
