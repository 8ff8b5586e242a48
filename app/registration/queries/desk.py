"""The organisers' list of registrations for a delivery or a stand-alone event: filtered, sorted, paged and counted."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from app.accounts.models import Person
from app.kernel.clock import HOME_ZONE
from app.kernel.database import db
from app.kernel.locales import search_form
from app.kernel.paging import Order, Page, page_by_key
from app.organisations.models import Organisation
from app.registration.models import IS_ACTIVE, Place, PlaceState, Registration

SORTS = ("received", "name", "municipality")


@dataclass(frozen=True)
class ListFilter:
    """What an organiser looks for; None and "" mean everything. `visible` narrows to a coordinator's own people."""

    offer_id: uuid.UUID
    """Of a delivery or of a stand-alone event."""
    visible: frozenset[uuid.UUID] | None = None
    state: PlaceState | None = None
    event_id: uuid.UUID | None = None
    country: str = ""
    organisation_id: uuid.UUID | None = None
    locale: str = ""
    since: date | None = None
    name: str = ""
    sort: str = "received"
    descending: bool = True


@dataclass(frozen=True)
class RegistrationRow:
    """A registration as it stands in the list; `states` holds the state of its place by event."""

    id: uuid.UUID
    person_id: uuid.UUID
    first_name: str
    last_name: str
    email: str
    locale: str
    organisation_name: str | None
    country: str | None
    region: str | None
    job_title: str | None
    photo_consent: bool
    received_at: datetime
    states: dict[uuid.UUID, PlaceState]

    @property
    def name_for_lists(self) -> str:
        return f"{self.last_name}, {self.first_name}"


def page_registrations(wanted: ListFilter, *, cursor: str | None, total: int) -> Page[RegistrationRow]:
    """Return one page of the list."""
    page = page_by_key(_rows(wanted), _orders(wanted), cursor=cursor, total=total)
    return Page(
        rows=[_row(row) for row in page.rows],
        first_number=page.first_number,
        total=page.total,
        next_cursor=page.next_cursor,
        previous_cursor=page.previous_cursor,
    )


def list_registrations(wanted: ListFilter, ids: Collection[uuid.UUID] | None = None) -> list[RegistrationRow]:
    """Return the whole filtered list, or those of it that are named, for exports and for many at once."""
    query = _rows(wanted)
    if ids is not None:
        query = query.where(Registration.id.in_(ids))
    directed = [order.column.desc() if order.descending else order.column.asc() for order in _orders(wanted)]
    return [_row(row) for row in db.session.execute(query.order_by(*directed))]


def list_people_to_write_to(
    offer_id: uuid.UUID, registration_ids: Collection[uuid.UUID] | None
) -> list[tuple[uuid.UUID, str]]:
    """Return (person id, language) of the named registrations for an offer, or of all who take part or wait."""
    query = (
        sa.select(Person.id, Person.locale)
        .join(Registration, Registration.person_id == Person.id)
        .where(_is_for(offer_id), Person.erased_at.is_(None))
        .order_by(Person.sort_key, Person.id)
    )
    if registration_ids is not None:
        query = query.where(Registration.id.in_(registration_ids))
    else:
        query = query.where(sa.exists().where(Place.registration_id == Registration.id, Place.state.in_(IS_ACTIVE)))
    return [(row.id, row.locale) for row in db.session.execute(query)]


def count_states(wanted: ListFilter) -> dict[PlaceState | None, int]:
    """Count the registrations that have a place in each state; under None all of them. The state filter is left out."""
    of_place = [Place.event_id == wanted.event_id] if wanted.event_id else []
    rows = db.session.execute(
        sa.select(Place.state, sa.func.count(sa.distinct(Registration.id)))
        .select_from(Registration)
        .join(Place, sa.and_(Place.registration_id == Registration.id, *of_place))
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Organisation, Organisation.id == Registration.organisation_id)
        .where(*_conditions(wanted, with_state=False))
        .group_by(sa.func.rollup(Place.state))
    )
    return {row[0]: row[1] for row in rows}


def list_municipalities(offer_id: uuid.UUID, visible: frozenset[uuid.UUID] | None) -> list[tuple[uuid.UUID, str]]:
    """Return (id, name) of the organisations that people of an offer represent, in order of name."""
    query = (
        sa.select(Organisation.id, Organisation.name)
        .where(sa.exists().where(Registration.organisation_id == Organisation.id, _is_for(offer_id)))
        .order_by(Organisation.sort_key, Organisation.id)
    )
    if visible is not None:
        query = query.where(Organisation.id.in_(visible))
    return [(row.id, row.name) for row in db.session.execute(query)]


def _rows(wanted: ListFilter) -> sa.Select[Any]:
    states = (
        sa.select(sa.func.jsonb_object_agg(sa.cast(Place.event_id, sa.Text), Place.state))
        .where(Place.registration_id == Registration.id)
        .correlate(Registration)
        .scalar_subquery()
    )
    columns: list[Any] = [
        Registration.id,
        Registration.person_id,
        Person.first_name,
        Person.last_name,
        Person.email,
        Person.locale,
        Organisation.name.label("organisation_name"),
        Organisation.country,
        Organisation.region,
        Registration.job_title,
        Registration.photo_consent,
        Registration.received_at,
        states.label("states"),
        Person.sort_key.label("name_key"),
        _organisation_key().label("organisation_key"),
    ]
    return (
        sa.select(*columns)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Organisation, Organisation.id == Registration.organisation_id)
        .where(*_conditions(wanted, with_state=True))
    )


def _row(row: sa.Row[Any]) -> RegistrationRow:
    values = {name: row._mapping[name] for name in RegistrationRow.__dataclass_fields__}
    states = {uuid.UUID(event_id): PlaceState(state) for event_id, state in (row.states or {}).items()}
    return RegistrationRow(**{**values, "states": states})


def _organisation_key() -> sa.ColumnElement[Any]:
    return sa.func.coalesce(Organisation.sort_key, sa.literal(b"", sa.LargeBinary))


def _orders(wanted: ListFilter) -> list[Order]:
    down = wanted.descending
    columns = {
        "received": Order(Registration.received_at, "received_at", descending=down),
        "name": Order(Person.sort_key, "name_key", descending=down),
        "municipality": Order(_organisation_key(), "organisation_key", descending=down),
    }
    return [columns[wanted.sort], Order(Registration.id, "id", descending=down)]


def _is_for(offer_id: uuid.UUID) -> sa.ColumnElement[bool]:
    return sa.or_(Registration.delivery_id == offer_id, Registration.event_id == offer_id)


def _conditions(wanted: ListFilter, *, with_state: bool) -> list[sa.ColumnElement[bool]]:
    conditions = [_is_for(wanted.offer_id)]
    if wanted.visible is not None:
        conditions.append(Registration.organisation_id.in_(wanted.visible))
    if wanted.event_id or (with_state and wanted.state):
        conditions.append(_has_place(wanted, with_state=with_state))
    return conditions + _person_conditions(wanted)


def _has_place(wanted: ListFilter, *, with_state: bool) -> sa.ColumnElement[bool]:
    inner = [Place.registration_id == Registration.id]
    if wanted.event_id:
        inner.append(Place.event_id == wanted.event_id)
    if with_state and wanted.state:
        inner.append(Place.state == wanted.state)
    return sa.exists().where(*inner).correlate(Registration)


def _person_conditions(wanted: ListFilter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.country:
        conditions.append(Organisation.country == wanted.country)
    if wanted.organisation_id:
        conditions.append(Registration.organisation_id == wanted.organisation_id)
    if wanted.locale:
        conditions.append(Person.locale == wanted.locale)
    if wanted.since:
        begin = datetime(wanted.since.year, wanted.since.month, wanted.since.day, tzinfo=ZoneInfo(HOME_ZONE))
        conditions.append(Registration.received_at >= begin)
    conditions += [Person.search_words.contains(word, autoescape=True) for word in search_form(wanted.name).split()]
    return conditions
