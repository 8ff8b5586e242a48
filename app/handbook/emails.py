"""What we tell people about chapters they have taken on."""

from app.handbook.models import ChapterAssignment
from app.handbook.rules.assignments import Reminder
from app.handbook.rules.words import language_name
from app.kernel.i18n import use_locale
from app.kernel.mail import Message, Recipient, compose
from app.kernel.web import public_url_for


def assignment(given: ChapterAssignment, reminder: Reminder | None = None) -> Message:
    """Say that a chapter was given to a person, or remind them of it."""
    person, chapter = given.person, given.chapter
    with use_locale(person.locale):
        url = public_url_for(
            "handbook.edit_chapter", lang=person.locale, chapter_id=chapter.id, language=given.language or person.locale
        )
        language = language_name(given.language) if given.language else ""
    return compose(
        "handbook/assignment",
        Recipient(person.full_name, person.email, person.locale),
        key=f"handbook.assignment:{given.id}:{given.due_on}:{reminder or 'given'}",
        facts={
            "programme": chapter.programme,
            "number": chapter.number,
            "title": chapter.title.text(person.locale),
            "language": language,
            "due_on": given.due_on,
            "note": given.note,
            "by": given.assigned_by.full_name,
            "is_reminder": reminder is not None,
            "chapter_url": url,
        },
    )
