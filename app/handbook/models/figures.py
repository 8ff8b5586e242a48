"""Pictures of the handbook's figures."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.database import Instant, Model
from app.kernel.files import StoredFile


class FigurePicture(Model):
    """A picture that texts show by its name; what it holds never changes, for the name is its hash."""

    __tablename__ = "figure_picture"
    __table_args__ = (sa.UniqueConstraint("programme_id", "name", name="uq_figure_picture_name"),)

    programme_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("programme.id"))
    name: Mapped[str] = mapped_column(index=True)
    file_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)
    published_at: Mapped[Instant | None]
    """When it first came into an edition; None while only the programme's staff see it."""

    file: Mapped[StoredFile] = relationship(lazy="raise")
