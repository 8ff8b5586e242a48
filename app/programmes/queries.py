"""What we know of programmes, their partners and their municipalities."""

import base64
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, undefer

from app.accounts.models import Role, User
from app.kernel.clock import HOME_ZONE
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.files import path_of
from app.kernel.locales import LocalizedText
from app.kernel.once import once_per_request
from app.organisations.models import Organisation
from app.programmes.models import LOGO_FACTS, LogoStrip, Participation, Programme, ProgrammeLogo, ProgrammeOrganisation
from app.programmes.permissions import STAFF, may_read_evidence
from app.programmes.rules import STRIP_GAP, STRIP_LOGO_SIZE, draw_strip


@dataclass(frozen=True)
class Partner:
    """An agency that runs a programme."""

    id: uuid.UUID
    name: str
    country: str
    region: str | None
    is_lead: bool


@dataclass(frozen=True)
class Municipality:
    """A municipality that takes part in a programme."""

    id: uuid.UUID
    name: str
    country: str


@dataclass(frozen=True)
class ProjectRegion:
    """A region of a programme with its municipalities in order of name; no name if the programme has no regions."""

    name: str | None
    municipalities: tuple[Municipality, ...]


@dataclass(frozen=True)
class ProgrammeRow:
    """A programme as lists show it."""

    id: uuid.UUID
    code: str
    title: LocalizedText
    starts_on: date
    ends_on: date
    partners: int


@dataclass(frozen=True)
class Part:
    """An organisation's part in a programme, as it is edited."""

    id: uuid.UUID
    name: str
    country: str
    region: str | None
    project_region: str | None
    participation: Participation

    @property
    def is_lead(self) -> bool:
        return self.participation is Participation.LEAD_PARTNER


@once_per_request
def find_current_programme(at: datetime) -> Programme | None:
    """Return the programme that is running, else the one that began last, else one to come; None if there is none.

    Of programmes with equal dates the one set up first stays current, so that a new one does not change every page.
    """
    day = at.astimezone(ZoneInfo(HOME_ZONE)).date()
    has_begun = Programme.starts_on <= day
    return db.session.scalars(
        sa.select(Programme)
        .options(undefer(LOGO_FACTS))
        .order_by(
            sa.and_(has_begun, Programme.ends_on >= day).desc(),
            has_begun.desc(),
            Programme.starts_on.desc(),
            Programme.created_at,
            Programme.id,
        )
        .limit(1)
    ).one_or_none()


def get_logo(logo_id: uuid.UUID) -> ProgrammeLogo:
    """Return a logo with its file."""
    logo = db.session.scalars(
        sa.select(ProgrammeLogo).where(ProgrammeLogo.id == logo_id).options(joinedload(ProgrammeLogo.file))
    ).one_or_none()
    if logo is None:
        raise NotFound
    return logo


def strip_of(programme: Programme) -> LogoStrip | None:
    """Return the strip of a programme's logos; None if it has none."""
    logos = tuple(programme.logos)
    return LogoStrip(logos, STRIP_LOGO_SIZE, STRIP_GAP) if logos else None


@lru_cache(maxsize=8)
def strip_picture(strip: LogoStrip) -> bytes:
    """Draw a strip once for each process; its logos never change."""
    return draw_strip([path_of(logo.key).read_bytes() for logo in strip.logos], strip.sizes)


def logo_picture(key: str) -> str:
    """Return a logo's bytes as an address that documents carry in themselves."""
    return "data:image/png;base64," + base64.b64encode(path_of(key).read_bytes()).decode()


def get_programme(key: uuid.UUID | str) -> Programme:
    """Return a programme by its id or its code."""
    condition = Programme.code == key if isinstance(key, str) else Programme.id == key
    programme = db.session.scalars(sa.select(Programme).where(condition)).one_or_none()
    if programme is None:
        raise NotFound
    return programme


def list_programme_codes() -> dict[uuid.UUID, str]:
    """Return the codes of all programmes by their ids, the earliest programme first."""
    rows = db.session.execute(sa.select(Programme.id, Programme.code).order_by(Programme.starts_on, Programme.id))
    return {row.id: row.code for row in rows}


def list_programmes_to_set_up(user: User) -> list[ProgrammeRow]:
    """Return the programmes a person may describe, the latest first: an organiser's own, an administrator's all."""
    own = [held.programme_id for held in user.roles if held.role is Role.ORGANISER]
    partners = (
        sa.select(sa.func.count())
        .where(
            ProgrammeOrganisation.programme_id == Programme.id,
            ProgrammeOrganisation.participation != Participation.MUNICIPALITY,
        )
        .scalar_subquery()
    )
    rows = db.session.execute(
        sa.select(
            Programme.id, Programme.code, Programme.title, Programme.starts_on, Programme.ends_on,
            partners.label("partners"),
        )
        .where(sa.true() if user.is_administrator else Programme.id.in_(own))
        .order_by(Programme.starts_on.desc(), Programme.code)
    )  # fmt: skip
    return [ProgrammeRow(**row._mapping) for row in rows]


def list_parts(programme_id: uuid.UUID) -> list[Part]:
    """Return every organisation of a programme with its part, in the order they are shown in."""
    is_lead = ProgrammeOrganisation.participation == Participation.LEAD_PARTNER
    rows = db.session.execute(
        sa.select(
            ProgrammeOrganisation.id, Organisation.name, Organisation.country, Organisation.region,
            ProgrammeOrganisation.project_region, ProgrammeOrganisation.participation,
        )
        .join(Organisation, Organisation.id == ProgrammeOrganisation.organisation_id)
        .where(ProgrammeOrganisation.programme_id == programme_id)
        .order_by(is_lead.desc(), ProgrammeOrganisation.position, Organisation.sort_key, Organisation.id)
    )  # fmt: skip
    return [Part(**row._mapping) for row in rows]


def get_programme_at_the_desk(user: User, at: datetime) -> Programme:
    """Return the programme a member of staff works in: the current one, or else the first they have a role in."""
    current = find_current_programme(at)
    if current is not None and may_read_evidence(user, current.id):
        return current
    for held in user.roles:
        if held.role in STAFF:
            return get_programme(held.programme_id)
    raise NotFound


def list_partners(programme_id: uuid.UUID) -> list[Partner]:
    """Return the agencies of a programme: the lead partner first, then as the programme orders them."""
    is_lead = ProgrammeOrganisation.participation == Participation.LEAD_PARTNER
    rows = db.session.execute(
        sa.select(
            Organisation.id, Organisation.name, Organisation.country, Organisation.region, is_lead.label("is_lead")
        )
        .join(ProgrammeOrganisation, ProgrammeOrganisation.organisation_id == Organisation.id)
        .where(
            ProgrammeOrganisation.programme_id == programme_id,
            ProgrammeOrganisation.participation.in_([Participation.LEAD_PARTNER, Participation.PARTNER]),
        )
        .order_by(is_lead.desc(), ProgrammeOrganisation.position, Organisation.sort_key, Organisation.id)
    )
    return [Partner(**row._mapping) for row in rows]


def list_participating_municipalities(programme_id: uuid.UUID) -> list[ProjectRegion]:
    """Return the municipalities of a programme by project region; a region stands where its first position is."""
    region = ProgrammeOrganisation.project_region
    place_of_region = sa.func.min(ProgrammeOrganisation.position).over(partition_by=region)
    rows = db.session.execute(
        sa.select(Organisation.id, Organisation.name, Organisation.country, region.label("project_region"))
        .join(ProgrammeOrganisation, ProgrammeOrganisation.organisation_id == Organisation.id)
        .where(
            ProgrammeOrganisation.programme_id == programme_id,
            ProgrammeOrganisation.participation == Participation.MUNICIPALITY,
        )
        .order_by(place_of_region, region, Organisation.sort_key, Organisation.id)
    )
    return [
        ProjectRegion(name, tuple(Municipality(row.id, row.name, row.country) for row in members))
        for name, members in groupby(rows, key=lambda row: row.project_region)
    ]
