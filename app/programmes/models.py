"""Programmes, their partners and the municipalities that take part."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Mapped, QueryableAttribute, column_property, mapped_column, relationship

from app.kernel.database import Model, choice
from app.kernel.files import StoredFile
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

    @property
    def logos(self) -> list["Logo"]:
        """Return the programme's logos in order."""
        facts: list[dict[str, Any]] = getattr(self, "logo_facts")  # noqa: B009 -- added below, when its table is known
        return [
            Logo(uuid.UUID(one["id"]), LocalizedText(one["text"]), one["width"], one["height"], one["key"])
            for one in facts
        ]


@dataclass(frozen=True)
class Logo:
    """A logo as pages and papers show it; `key` is its file's in the store."""

    id: uuid.UUID
    text: LocalizedText
    width: int
    height: int
    key: str

    def fits(self, *, width: int, height: int) -> tuple[int, int]:
        """Return the largest size in a box, its proportions kept."""
        scale = min(width / self.width, height / self.height)
        return max(1, round(self.width * scale)), max(1, round(self.height * scale))


@dataclass(frozen=True)
class LogoStrip:
    """All logos of a programme as the one picture that pages show; another order or choice has another mark."""

    logos: tuple[Logo, ...]
    box: tuple[int, int]
    gap: int

    @property
    def mark(self) -> str:
        return hashlib.sha256(" ".join(logo.key for logo in self.logos).encode()).hexdigest()[:16]

    @property
    def sizes(self) -> list[tuple[int, int]]:
        return [logo.fits(width=self.box[0], height=self.box[1]) for logo in self.logos]

    @property
    def size(self) -> tuple[int, int]:
        """Return its width and height on a page."""
        gaps = self.gap * (len(self.logos) - 1)
        return sum(width for width, _ in self.sizes) + gaps, max(height for _, height in self.sizes)


class ProgrammeLogo(Model):
    """A logo of the programme or of a partner: a picture on white, made anew from what was uploaded."""

    __tablename__ = "programme_logo"
    __table_args__ = (sa.CheckConstraint("width > 0 AND height > 0", name="has_size"),)

    programme_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("programme.id", ondelete="CASCADE"), index=True)
    file_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)
    text: Mapped[LocalizedText] = mapped_column(Localized)
    """What somebody reads who does not see the picture."""
    width: Mapped[int]
    height: Mapped[int]
    position: Mapped[int]

    file: Mapped[StoredFile] = relationship(lazy="raise")


_LOGO = sa.func.jsonb_build_object(
    "id", ProgrammeLogo.id, "text", ProgrammeLogo.text, "width", ProgrammeLogo.width, "height", ProgrammeLogo.height,
    "key", StoredFile.key,
)  # fmt: skip
_LOGOS = (
    sa.select(
        sa.func.coalesce(
            sa.func.jsonb_agg(aggregate_order_by(_LOGO, ProgrammeLogo.position, ProgrammeLogo.id)),
            sa.text("'[]'::jsonb"),
        )
    )
    .join_from(ProgrammeLogo, StoredFile, StoredFile.id == ProgrammeLogo.file_id)
    .where(ProgrammeLogo.programme_id == Programme.id)
    .correlate_except(ProgrammeLogo, StoredFile)
    .scalar_subquery()
)
sa.inspect(Programme).add_property("logo_facts", column_property(_LOGOS, deferred=True))
LOGO_FACTS: QueryableAttribute[Any] = getattr(Programme, "logo_facts")  # noqa: B009 -- added in the line above
"""All logos in the programme's own row, so that they cost no statement of their own on every page."""


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
