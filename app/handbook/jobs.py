"""What happens to the handbook without anybody asking."""

import logging
import uuid

from sqlalchemy.exc import SQLAlchemyError

from app.handbook import actions, emails
from app.handbook.actions import remove_old_drafts
from app.handbook.documents import download_file
from app.handbook.queries import find_assignment, find_download_to_make, list_writers
from app.handbook.rules.assignments import Reminder
from app.kernel.clock import now, today
from app.kernel.files import store
from app.kernel.mail import deliver
from app.kernel.queue import handles, repeats


@repeats("20 2 * * *")
def forget_old_drafts() -> None:
    """Remove each night what was uploaded and never taken over."""
    remove_old_drafts(now())


@handles("handbook.edition_published")
def index_edition(edition_id: uuid.UUID) -> None:
    """Make an edition searchable, and find the words of the glossary in it."""
    actions.index_edition(edition_id)
    actions.find_terms(edition_id)


@repeats("40 * * * *")
def index_missing_editions() -> None:
    """Make searchable what is not: editions older than the search."""
    actions.index_missing_editions()


@handles("handbook.glossary_changed")
def refresh_glossary(programme_id: uuid.UUID) -> None:
    """Look up how the words of the glossary inflect, and find them in the latest edition."""
    actions.refresh_glossary(programme_id)


@handles("handbook.download_asked_for")
def make_download(download_id: uuid.UUID) -> None:
    """Make a file of an edition and keep it; done once, however often the job runs.

    Whatever goes wrong is said to those who wait, who may try again: files that wait for ever would keep out others.
    """
    download = find_download_to_make(download_id)
    if download is None or download.failed_at:
        return
    try:
        file = download_file(download)
        kept = store(file.content, name=file.name, media_type=file.media_type)
    except SQLAlchemyError:
        raise  # the queue tries again when the database is back
    except Exception:
        logging.getLogger(__name__).exception("A file of the handbook could not be made.")
        actions.give_up_download(download, at=now())
    else:
        actions.keep_download(download, kept)


@handles("handbook.chapter_assigned")
def send_assignment(assignment_id: uuid.UUID) -> None:
    """Tell a person that a chapter is theirs, unless they took it themselves or it was taken back."""
    given = find_assignment(assignment_id)
    if given and given.finished_at is None and given.person_id != given.assigned_by_id and not given.person.erased_at:
        deliver(emails.assignment(given))


@repeats("30 5 * * *")
def remind_of_assignments() -> None:
    """Remind each morning of chapters that are due in some days, and of those due now."""
    actions.remind_of_assignments(today())


@handles("handbook.assignment_due")
def send_reminder(assignment_id: uuid.UUID, reminder: str) -> None:
    """Remind a person of a chapter, if it is still open and they still work in the programme."""
    given = find_assignment(assignment_id)
    if given and given.finished_at is None and given.person_id in list_writers(given.chapter.programme_id):
        deliver(emails.assignment(given, Reminder(reminder)))
