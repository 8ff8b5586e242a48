"""What the pages of the installation show."""

import uuid
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.certificates.models import Certificate, CertificateState
from app.certificates.queries import select_unread_counts
from app.completion.queries import list_completions_of_person
from app.courses.models import Module, ReadingPlace
from app.events.models import Delivery, Event
from app.home.models import AboutSubject, AboutText
from app.home.rules import HeldCertificate, OwnPlace, Training
from app.kernel.database import db
from app.kernel.files import StoredFile
from app.kernel.locales import FALLBACKS, LocalizedText
from app.kernel.queue import JobFailure
from app.registration.models import Place, PlaceState, Registration


def list_unused_files(before: datetime) -> list[StoredFile]:
    """Return the files stored before a moment that nothing refers to any more.

    A row refers by a foreign key, and frozen facts, such as a certificate's logos, by the file's key in their JSON; the
    tables are asked which columns those are, so that a new feature's files are safe without a word here.
    """
    columns = [column for table in db.metadata.sorted_tables for column in table.columns]
    by_id = [column for column in columns if column.references(StoredFile.__table__.c.id)]
    unreferred = sa.select(StoredFile).where(
        StoredFile.created_at < before, *(~sa.exists().where(column == StoredFile.id) for column in by_id)
    )
    in_json = [sa.cast(column, sa.Text) for column in columns if isinstance(column.type, sa.JSON)]
    named = [sa.exists().where(sa.func.strpos(text, StoredFile.key) > 0) for text in in_json]
    candidates = [file.id for file in db.session.scalars(unreferred)]
    unused = sa.select(StoredFile).where(StoredFile.id.in_(candidates), ~sa.or_(*named))
    return list(db.session.scalars(unused.order_by(StoredFile.created_at, StoredFile.id)))


def find_about_text(subject: AboutSubject, locale: str) -> AboutText | None:
    """Return a text in the language or, missing that, in the next in order; None if nobody has written it."""
    preference = sa.case({code: place for place, code in enumerate(FALLBACKS[locale])}, value=AboutText.locale)
    return db.session.scalars(
        sa.select(AboutText).where(AboutText.subject == subject).order_by(preference).limit(1)
    ).one_or_none()


def list_given_up_jobs(limit: int = 100) -> list[sa.Row[Any]]:
    """Return jobs that wait for a person, the latest failure first: id, task_name, attempts, failed_at, reason."""
    jobs = sa.table(
        "procrastinate_jobs", sa.column("id"), sa.column("task_name"), sa.column("attempts"), sa.column("status")
    )
    return list(
        db.session.execute(
            sa.select(jobs.c.id, jobs.c.task_name, jobs.c.attempts, JobFailure.failed_at, JobFailure.reason)
            .outerjoin(JobFailure, JobFailure.job_id == jobs.c.id)
            .where(sa.cast(jobs.c.status, sa.Text) == "failed")
            .order_by(JobFailure.failed_at.desc().nulls_last(), jobs.c.id)
            .limit(limit)
        )
    )


def list_about_texts() -> dict[tuple[AboutSubject, str], AboutText]:
    """Return every text by its subject and language."""
    return {(text.subject, text.locale): text for text in db.session.scalars(sa.select(AboutText))}


def list_trainings(person_id: uuid.UUID, at: datetime) -> list[Training]:
    """Return a person's registrations with places, certificate and completion, the latest first; six statements."""
    trainings = [_training(row) for row in db.session.execute(_trainings(person_id))]
    deliveries = [one.delivery_id for one in trainings if one.delivery_id and one.is_active]
    completions = list_completions_of_person(person_id, at, delivery_ids=deliveries)
    return [replace(one, completion=completions.get(one.delivery_id)) if one.delivery_id else one for one in trainings]


def _trainings(person_id: uuid.UUID) -> sa.Select[Any]:
    unread = select_unread_counts(person_id)
    return (
        sa.select(
            Registration.id,
            Registration.delivery_id,
            Delivery.title.label("delivery_title"),
            Module.id.label("module_id"),
            Module.number.label("module_number"),
            Module.title.label("module_title"),
            Module.summary.label("module_summary"),
            Registration.received_at,
            _places().label("places"),
            _certificate().label("certificate"),
            sa.func.coalesce(unread.c.number, 0).label("unread_changes"),
            ReadingPlace.section_id.label("last_section_id"),
            ReadingPlace.anchor.label("last_anchor"),
        )
        .outerjoin(Delivery, Delivery.id == Registration.delivery_id)
        .outerjoin(Module, Module.id == Delivery.module_id)
        .outerjoin(unread, unread.c.module_id == Module.id)
        .outerjoin(
            ReadingPlace,
            sa.and_(ReadingPlace.person_id == person_id, ReadingPlace.programme_id == Delivery.programme_id),
        )
        .where(Registration.person_id == person_id)
        .order_by(Registration.received_at.desc(), Registration.id)
    )


def _places() -> sa.ScalarSelect[Any]:
    place = sa.func.jsonb_build_object(
        "event_id", Event.id, "title", Event.title, "starts_at", Event.starts_at, "ends_at", Event.ends_at,
        "time_zone", Event.time_zone, "town", Event.town, "state", Place.state,
    )  # fmt: skip
    in_order = sa.func.jsonb_agg(sa.dialects.postgresql.aggregate_order_by(place, Event.starts_at, Event.id))
    return (
        sa.select(sa.func.coalesce(in_order, sa.text("'[]'::jsonb")))
        .join_from(Place, Event, Event.id == Place.event_id)
        .where(Place.registration_id == Registration.id)
        .correlate(Registration)
        .scalar_subquery()
    )


def _certificate() -> sa.ScalarSelect[Any]:
    return (
        sa.select(
            sa.func.jsonb_build_object(
                "id", Certificate.id, "number", Certificate.number, "has_file", Certificate.file_id.is_not(None)
            )
        )
        .where(
            Certificate.delivery_id == Registration.delivery_id,
            Certificate.person_id == Registration.person_id,
            Certificate.state == CertificateState.VALID,
        )
        .order_by(Certificate.kind.desc())
        .limit(1)
        .correlate(Registration)
        .scalar_subquery()
    )


def _training(row: Any) -> Training:
    held = row.certificate
    return Training(
        registration_id=row.id,
        delivery_id=row.delivery_id,
        delivery_title=row.delivery_title,
        module_id=row.module_id,
        module_number=row.module_number,
        module_title=row.module_title,
        module_summary=row.module_summary,
        received_at=row.received_at,
        places=tuple(_place(place) for place in row.places),
        certificate=HeldCertificate(uuid.UUID(held["id"]), held["number"], held["has_file"]) if held else None,
        unread_changes=row.unread_changes,
        last_section_id=row.last_section_id,
        last_anchor=row.last_anchor,
    )


def _place(facts: dict[str, Any]) -> OwnPlace:
    return OwnPlace(
        event_id=uuid.UUID(facts["event_id"]),
        title=LocalizedText(facts["title"]),
        starts_at=datetime.fromisoformat(facts["starts_at"]),
        ends_at=datetime.fromisoformat(facts["ends_at"]),
        time_zone=facts["time_zone"],
        town=facts["town"],
        state=PlaceState(facts["state"]),
    )
