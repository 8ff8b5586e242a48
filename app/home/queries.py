"""What the pages of the installation show."""

import sqlalchemy as sa

from app.home.models import AboutSubject, AboutText
from app.kernel.database import db
from app.kernel.locales import FALLBACKS


def find_about_text(subject: AboutSubject, locale: str) -> AboutText | None:
    """Return a text in the language or, missing that, in the next in order; None if nobody has written it."""
    preference = sa.case({code: place for place, code in enumerate(FALLBACKS[locale])}, value=AboutText.locale)
    return db.session.scalars(
        sa.select(AboutText).where(AboutText.subject == subject).order_by(preference).limit(1)
    ).one_or_none()
