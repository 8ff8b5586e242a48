"""Texts about the installation, which its operator answers for."""

from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from app.kernel.database import Instant, Model, choice


class AboutSubject(StrEnum):
    """What an operator must tell everybody."""

    ACCESSIBILITY = "accessibility"
    PRIVACY = "privacy"
    CONTACT = "contact"


class AboutText(Model):
    """One of these texts in one language, as Markdown; its first line is the heading."""

    __tablename__ = "about_text"
    __table_args__ = (
        sa.UniqueConstraint("subject", "locale", name="uq_about_text_locale"),
        sa.CheckConstraint("locale IN ('sl', 'de', 'en')", name="locale_known"),
    )

    subject: Mapped[AboutSubject] = choice(AboutSubject, "subject")
    locale: Mapped[str]
    body: Mapped[str]
    changed_at: Mapped[Instant]
