"""Setting up a programme: what is said about it, and who takes part."""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from app.kernel.activity import record
from app.kernel.database import db, violated_constraint
from app.kernel.errors import NotFound
from app.organisations.models import Organisation
from app.programmes.models import Participation, Programme, ProgrammeOrganisation
from app.programmes.rules import CodeTaken, TakesPartAlready, moved

PARTNERS = (Participation.LEAD_PARTNER, Participation.PARTNER)


def create_programme(facts: Mapping[str, Any], *, actor_id: uuid.UUID | None) -> Programme:
    """Add a programme; nobody but administrators works in it until roles are given."""
    programme = Programme(**facts)
    with _codes_are_single(programme.code):
        db.session.add(programme)
        db.session.flush()
    record(actor_id, "created", programme)
    return programme


def change_programme(programme: Programme, facts: Mapping[str, Any], *, actor_id: uuid.UUID) -> None:
    """Write what is said about a programme."""
    for name, value in facts.items():
        setattr(programme, name, value)
    with _codes_are_single(facts["code"]):
        db.session.flush()
    record(actor_id, "changed", programme)


@contextmanager
def _codes_are_single(code: str) -> Iterator[None]:
    try:
        yield
    except sa.exc.IntegrityError as error:
        if violated_constraint(error) == "uq_programme_code":
            raise CodeTaken(code) from error
        raise


def add_part(
    programme: Programme,
    organisation: Organisation,
    participation: Participation,
    *,
    project_region: str | None,
    actor_id: uuid.UUID,
) -> ProgrammeOrganisation:
    """Let an organisation take part, after those that do; a new lead partner makes a partner of the one before."""
    parts = _locked_parts(programme.id)
    if any(part.organisation_id == organisation.id and _is_same(part.participation, participation) for part in parts):
        raise TakesPartAlready(organisation.name)
    if participation is Participation.LEAD_PARTNER:
        _end_lead(parts)
    part = ProgrammeOrganisation(
        programme_id=programme.id,
        organisation_id=organisation.id,
        participation=participation,
        project_region=project_region,
        position=1 + max((one.position for one in parts), default=-1),
    )
    db.session.add(part)
    record(actor_id, "took_in", programme)
    return part


def _is_same(one: Participation, other: Participation) -> bool:
    """Take lead partners and partners for one: the same agency is never both."""
    return (one in PARTNERS) == (other in PARTNERS)


def name_lead(programme: Programme, part_id: uuid.UUID, *, actor_id: uuid.UUID) -> None:
    """Make a partner the lead partner, and the lead partner before a partner."""
    parts = [part for part in _locked_parts(programme.id) if part.participation in PARTNERS]
    chosen = next((part for part in parts if part.id == part_id), None)
    if chosen is None:
        raise NotFound
    _end_lead(parts)
    chosen.participation = Participation.LEAD_PARTNER
    record(actor_id, "named_lead", programme)


def _end_lead(parts: list[ProgrammeOrganisation]) -> None:
    for part in parts:
        if part.participation is Participation.LEAD_PARTNER:
            part.participation = Participation.PARTNER


def move_part(programme: Programme, part_id: uuid.UUID, *, by: int, actor_id: uuid.UUID) -> None:
    """Move an organisation up or down among those of its kind."""
    parts = _locked_parts(programme.id)
    chosen = next((part for part in parts if part.id == part_id), None)
    if chosen is None:
        raise NotFound
    kin = {part.id: part for part in parts if _is_same(part.participation, chosen.participation)}
    places = [part.position for part in kin.values()]
    if len(set(places)) < len(places):
        places = list(range(len(places)))
    for place, key in zip(places, moved(list(kin), part_id, by=by), strict=True):
        kin[key].position = place
    record(actor_id, "ordered", programme)


def remove_part(programme: Programme, part_id: uuid.UUID, *, actor_id: uuid.UUID) -> None:
    """End an organisation's part; the organisation itself stays, with its people and all they did."""
    condition = sa.and_(ProgrammeOrganisation.id == part_id, ProgrammeOrganisation.programme_id == programme.id)
    if db.session.scalar(sa.delete(ProgrammeOrganisation).where(condition).returning(ProgrammeOrganisation.id)):
        record(actor_id, "let_go", programme)


def _locked_parts(programme_id: uuid.UUID) -> list[ProgrammeOrganisation]:
    """Return who takes part in order; nobody else changes them until this transaction ends."""
    db.session.execute(sa.select(Programme.id).where(Programme.id == programme_id).with_for_update())
    return list(
        db.session.scalars(
            sa.select(ProgrammeOrganisation)
            .join(Organisation, Organisation.id == ProgrammeOrganisation.organisation_id)
            .where(ProgrammeOrganisation.programme_id == programme_id)
            .order_by(ProgrammeOrganisation.position, Organisation.sort_key, Organisation.id)
        )
    )
