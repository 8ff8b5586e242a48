"""What the operator tells everybody: accessibility, privacy, contact."""

from datetime import datetime

from app.cli.demonstration.reading import read_text
from app.home.actions import write_about_text
from app.home.models import AboutSubject
from app.kernel.locales import LOCALES


def load_about_texts(at: datetime) -> None:
    """Write the three texts in three languages."""
    for subject in AboutSubject:
        for locale in LOCALES:
            write_about_text(subject, locale, body=read_text(f"pages/{subject}-{locale}"), actor_id=None, at=at)
