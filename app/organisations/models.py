"""Organisations and where they are."""

from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Model, SortKey, choice


class OrganisationKind(StrEnum):
    """What an organisation is to a programme."""

    MUNICIPALITY = "municipality"
    PARTNER = "partner"
    HOST = "host"
    OTHER = "other"


class Organisation(Model):
    """A municipality, partner agency, host or other body, under its official name."""

    __tablename__ = "organisation"
    __table_args__ = (
        sa.UniqueConstraint("country", "register_code", name="uq_organisation_register_code"),
        sa.Index("ix_organisation_order", "sort_key", "id"),
    )

    kind: Mapped[OrganisationKind] = choice(OrganisationKind, "kind")
    name: Mapped[str]
    sort_key: Mapped[SortKey]
    search_words: Mapped[str]
    country: Mapped[str] = mapped_column(sa.CHAR(2))
    region: Mapped[str | None]
    """The NUTS 3 region's name in the language of the country."""
    register_code: Mapped[str | None]
    """SI: national municipality code, AT: Gemeindekennziffer; text, since zeros may lead."""
    address: Mapped[str | None]
