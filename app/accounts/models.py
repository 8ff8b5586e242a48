"""People, their roles, and tickets to sign in."""

import uuid
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.database import Instant, Model, SortKey, choice
from app.organisations.models import Organisation


class Role(StrEnum):
    """What a person is in a programme; the administrator is one of the whole installation."""

    COORDINATOR = "coordinator"
    TRAINER = "trainer"
    ORGANISER = "organiser"
    AUDITOR = "auditor"


@dataclass(frozen=True)
class HeldRole:
    """A role, the programme it is held in, and for coordinators the municipality."""

    role: Role
    programme_id: uuid.UUID
    organisation_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Visitor:
    """Somebody who has not signed in."""

    is_authenticated: bool = False
    is_active: bool = False
    is_anonymous: bool = True
    is_administrator: bool = False
    full_name: str = ""
    roles: tuple[HeldRole, ...] = ()

    def get_id(self) -> str | None:
        return None

    def has_role(self, *_roles: Role, programme_id: uuid.UUID | None = None) -> bool:
        return False


@dataclass(frozen=True)
class SignedInPerson:
    """The person who is asking, as far as permissions need to know; it outlives the transaction."""

    id: uuid.UUID
    first_name: str
    last_name: str
    email: str
    locale: str
    is_administrator: bool
    roles: tuple[HeldRole, ...] = ()
    session_stamp: str = ""
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    def get_id(self) -> str:
        """Return what the browser's session keeps; a changed stamp ends all sessions of the person."""
        return f"{self.id}:{self.session_stamp}"

    def has_role(self, *roles: Role, programme_id: uuid.UUID | None = None) -> bool:
        """Tell whether one of the roles is held, in the named programme or in any."""
        return any(held.role in roles and programme_id in (None, held.programme_id) for held in self.roles)


User = SignedInPerson | Visitor


class Person(Model):
    """Somebody who signs in, takes part, teaches or organises."""

    __tablename__ = "person"
    __table_args__ = (
        sa.UniqueConstraint("email", name="uq_person_email"),
        sa.CheckConstraint("email = lower(email)", name="email_lower_case"),
        sa.CheckConstraint("locale IN ('sl', 'de', 'en')", name="locale_known"),
        sa.Index("ix_person_order", "sort_key", "id"),
    )

    email: Mapped[str]
    first_name: Mapped[str]
    last_name: Mapped[str]
    sort_key: Mapped[SortKey]
    """Of 'last name, first name'."""
    search_words: Mapped[str]
    locale: Mapped[str]
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    job_title: Mapped[str | None]
    is_administrator: Mapped[bool] = mapped_column(default=False)
    session_stamp: Mapped[str]
    """Part of every browser session of the person; a new one ends them all."""
    erased_at: Mapped[Instant | None]

    organisation: Mapped[Organisation | None] = relationship(lazy="raise")

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def name_for_lists(self) -> str:
        return f"{self.last_name}, {self.first_name}"


class RoleAssignment(Model):
    """A role held in a programme; no foreign key to it, since programmes stand above accounts."""

    __tablename__ = "role_assignment"
    __table_args__ = (
        sa.UniqueConstraint("person_id", "programme_id", "role", name="uq_role_assignment_once"),
        sa.CheckConstraint("role <> 'coordinator' OR organisation_id IS NOT NULL", name="coordinator_has_municipality"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"))
    programme_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, index=True)
    role: Mapped[Role] = choice(Role, "role")
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("organisation.id"), index=True)


class SignInTicket(Model):
    """One request to sign in: the link's and the code's hashes; `person_id` is None for an unknown address."""

    __tablename__ = "sign_in_ticket"
    __table_args__ = (
        sa.UniqueConstraint("token_hash", name="uq_sign_in_ticket_token_hash"),
        sa.Index("ix_sign_in_ticket_email_requested_at", "email", "requested_at"),
        sa.Index("ix_sign_in_ticket_requested_from_requested_at", "requested_from", "requested_at"),
    )

    email: Mapped[str]
    person_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str]
    code_hash: Mapped[str]
    sealed_secrets: Mapped[str | None]
    """Link token and code, encrypted for the mail job; emptied once the mail is sent."""
    locale: Mapped[str]
    next_path: Mapped[str | None]
    requested_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    used_at: Mapped[Instant | None]
    attempts: Mapped[int] = mapped_column(default=0)
    """How many wrong codes were typed."""
    requested_from: Mapped[str | None]
    """A keyed hash of the client's network, to count by; None if a command made the ticket."""

    person: Mapped[Person | None] = relationship(lazy="raise")
