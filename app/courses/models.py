"""Modules, their activities and materials, and how far each person has come."""

import uuid
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from app.assessments.models import Quiz
from app.handbook.models import Edition, Section
from app.kernel.database import Instant, Model, choice
from app.kernel.files import StoredFile
from app.kernel.locales import FALLBACKS, Localized, LocalizedText
from app.programmes.models import Programme


class ModuleState(StrEnum):
    """Drafts are the staff's; of announced modules everybody sees what they will teach; closed ones are given no more.

    Only what is published is read, taken and given.
    """

    DRAFT = "draft"
    ANNOUNCED = "announced"
    PUBLISHED = "published"
    CLOSED = "closed"


class ActivityKind(StrEnum):
    """What one does in a module, besides coming to its sessions."""

    READING = "reading"
    MATERIAL = "material"
    QUIZ = "quiz"


class Module(Model):
    """What one learns: outcomes, workload, languages, activities and the rule for completing it."""

    __tablename__ = "module"
    __table_args__ = (
        sa.UniqueConstraint("programme_id", "number", name="uq_module_number"),
        sa.CheckConstraint("workload_minutes > 0", name="workload_positive"),
        sa.CheckConstraint("least_attendance_percent BETWEEN 0 AND 100", name="least_attendance_in_range"),
        sa.CheckConstraint("(state IN ('draft', 'announced')) = (published_at IS NULL)", name="published_has_date"),
    )

    programme_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("programme.id"))
    number: Mapped[int]
    title: Mapped[LocalizedText] = mapped_column(Localized)
    summary: Mapped[LocalizedText] = mapped_column(Localized)
    outcomes: Mapped[dict[str, list[str]]] = mapped_column(JSONB, default=dict)
    """Learning outcomes by language, in order."""
    workload_minutes: Mapped[int]
    languages: Mapped[list[str]] = mapped_column(ARRAY(sa.Text))
    least_attendance_percent: Mapped[int] = mapped_column(default=75)
    state: Mapped[ModuleState] = choice(ModuleState, "state", default=ModuleState.DRAFT)
    published_at: Mapped[Instant | None]
    edition_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("edition.id"), index=True)
    """The edition of the handbook its readings are taken from; None before there is one."""

    latest_edition_number: Mapped[int | None] = query_expression()
    """Of the programme's handbook; known where a query asks for it."""

    programme: Mapped[Programme] = relationship(lazy="raise")
    edition: Mapped[Edition | None] = relationship(lazy="raise")
    activities: Mapped[list["ModuleActivity"]] = relationship(
        lazy="raise", order_by="ModuleActivity.position", cascade="all, delete-orphan", passive_deletes=True
    )

    def outcomes_shown_in(self, locale: str) -> tuple[list[str], str]:
        """Return the outcomes and the language they are in: the asked one, or else the next that has some."""
        for candidate in FALLBACKS[locale]:
            if self.outcomes.get(candidate):
                return self.outcomes[candidate], candidate
        return [], locale


class Material(Model):
    """A file or a link for the participants of a module."""

    __tablename__ = "material"
    __table_args__ = (sa.CheckConstraint("(file_id IS NULL) <> (url IS NULL)", name="file_or_link"),)

    title: Mapped[LocalizedText] = mapped_column(Localized)
    locale: Mapped[str | None]
    """The language of the content; None where it has none or several."""
    url: Mapped[str | None]
    file_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)

    file: Mapped[StoredFile | None] = relationship(lazy="raise")


class ModuleActivity(Model):
    """One step of a module: a handbook section by reference, a material, or the quiz."""

    __tablename__ = "module_activity"
    __table_args__ = (
        sa.UniqueConstraint(
            "module_id", "position", name="uq_module_activity_position", deferrable=True, initially="DEFERRED"
        ),
        sa.CheckConstraint("num_nonnulls(section_id, material_id, quiz_id) = 1", name="one_thing"),
        sa.CheckConstraint(
            "(kind = 'reading' AND section_id IS NOT NULL) OR (kind = 'material' AND material_id IS NOT NULL)"
            " OR (kind = 'quiz' AND quiz_id IS NOT NULL)",
            name="kind_fits",
        ),
    )

    module_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("module.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[ActivityKind] = choice(ActivityKind, "kind")
    is_required: Mapped[bool] = mapped_column(default=True)
    section_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("section.id"), index=True)
    material_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("material.id"), index=True)
    quiz_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("quiz.id"), index=True)

    section: Mapped[Section | None] = relationship(lazy="raise")
    material: Mapped[Material | None] = relationship(lazy="raise")
    quiz: Mapped[Quiz | None] = relationship(lazy="raise")


class ReadingMark(Model):
    """A person has read a section, and says so."""

    __tablename__ = "reading_mark"
    __table_args__ = (sa.UniqueConstraint("person_id", "section_id", name="uq_reading_mark_once"),)

    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"))
    section_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("section.id", ondelete="CASCADE"), index=True)
    marked_at: Mapped[Instant]


class ReadingPlace(Model):
    """Where a person read last, so that reading goes on there, on any device and in any language."""

    __tablename__ = "reading_place"
    __table_args__ = (
        sa.UniqueConstraint("person_id", "programme_id", name="uq_reading_place_once"),
        sa.CheckConstraint("anchor ~ '^b-[0-9a-f]{8}$'", name="anchor_of_block"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"))
    programme_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("programme.id"))
    section_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("section.id", ondelete="CASCADE"), index=True)
    anchor: Mapped[str | None]
    """The block's place on the page, the same in each language; None at the top. The block may be gone."""
    read_at: Mapped[Instant]
