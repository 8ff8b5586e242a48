"""Programmes, their partners and the municipalities that take part."""

import uuid
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.database import Model, choice
from app.kernel.locales import Localized, LocalizedText
from app.organisations.models import Organisation


class Participation(StrEnum):
    """What an organisation does in a programme."""

    LEAD_PARTNER = "lead_partner"
    PARTNER = "partner"
    MUNICIPALITY = "municipality"


class Programme(Model):
    """One funded training programme."""

    __tablename__ = "programme"
    __table_args__ = (
        sa.UniqueConstraint("code", name="uq_programme_code"),
        sa.CheckConstraint("unit_minutes IN (45, 50, 60)", name="unit_minutes_known"),
        sa.CheckConstraint("starts_on <= ends_on", name="dates_in_order"),
    )

    code: Mapped[str]
    title: Mapped[LocalizedText] = mapped_column(Localized)
    subtitle: Mapped[LocalizedText] = mapped_column(Localized)
    summary: Mapped[LocalizedText] = mapped_column(Localized)
    funding_sentence: Mapped[LocalizedText] = mapped_column(Localized)
    funding_words: Mapped[LocalizedText] = mapped_column(Localized)
    unit_minutes: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    retain_until: Mapped[date]
    contact_name: Mapped[str]
    contact_email: Mapped[str]
    issuer_place: Mapped[str]
    """Where certificates are issued, as printed on them."""

    def units(self, minutes: int) -> float:
        """Return minutes as teaching units of this programme, to half a unit."""
        return round(2 * minutes / self.unit_minutes) / 2


class ProgrammeOrganisation(Model):
    """An organisation's part in a programme."""

    __tablename__ = "programme_organisation"
    __table_args__ = (
        sa.UniqueConstraint("programme_id", "organisation_id", "participation", name="uq_programme_organisation_once"),
    )

    programme_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("programme.id", ondelete="CASCADE"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    participation: Mapped[Participation] = choice(Participation, "participation")
    project_region: Mapped[str | None]
    position: Mapped[int] = mapped_column(default=0)

    organisation: Mapped[Organisation] = relationship(lazy="raise")
