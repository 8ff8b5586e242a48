"""The logos of a programme and their order."""

import uuid

import sqlalchemy as sa

from app.kernel import files
from app.kernel.activity import record
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.locales import LocalizedText
from app.programmes.models import Programme, ProgrammeLogo
from app.programmes.rules import Picture, moved


def add_logo(
    programme: Programme, picture: Picture, text: LocalizedText, *, actor_id: uuid.UUID | None
) -> ProgrammeLogo:
    """Keep a logo after those that are there."""
    place = 1 + max((logo.position for logo in _locked_logos(programme.id)), default=-1)
    file = files.store(picture.content, name="logo.png", media_type="image/png")
    logo = ProgrammeLogo(
        programme_id=programme.id,
        file_id=file.id,
        text=text,
        width=picture.width,
        height=picture.height,
        position=place,
    )
    db.session.add(logo)
    record(actor_id, "added_logo", programme)
    return logo


def move_logo(programme: Programme, logo_id: uuid.UUID, *, by: int, actor_id: uuid.UUID) -> None:
    """Move a logo by one place."""
    logos = {logo.id: logo for logo in _locked_logos(programme.id)}
    if logo_id not in logos:
        raise NotFound
    for place, key in enumerate(moved(list(logos), logo_id, by=by)):
        logos[key].position = place
    record(actor_id, "ordered_logos", programme)


def remove_logo(programme: Programme, logo_id: uuid.UUID, *, actor_id: uuid.UUID) -> None:
    """Show a logo no longer; its file stays, since papers of earlier days carry it."""
    condition = sa.and_(ProgrammeLogo.id == logo_id, ProgrammeLogo.programme_id == programme.id)
    if db.session.scalar(sa.delete(ProgrammeLogo).where(condition).returning(ProgrammeLogo.id)):
        record(actor_id, "removed_logo", programme)


def _locked_logos(programme_id: uuid.UUID) -> list[ProgrammeLogo]:
    """Return the logos in order; nobody else changes them until this transaction ends."""
    db.session.execute(sa.select(Programme.id).where(Programme.id == programme_id).with_for_update())
    return list(
        db.session.scalars(
            sa.select(ProgrammeLogo)
            .where(ProgrammeLogo.programme_id == programme_id)
            .order_by(ProgrammeLogo.position, ProgrammeLogo.id)
        )
    )
