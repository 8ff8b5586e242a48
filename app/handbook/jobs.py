"""What happens to the handbook without anybody asking."""

import uuid

from app.handbook import actions
from app.handbook.actions import remove_old_drafts
from app.kernel.clock import now
from app.kernel.queue import handles, repeats


@repeats("20 2 * * *")
def forget_old_drafts() -> None:
    """Remove each night what was uploaded and never taken over."""
    remove_old_drafts(now())


@handles("handbook.edition_published")
def index_edition(edition_id: uuid.UUID) -> None:
    """Make an edition searchable, and find the words of the glossary in it."""
    actions.index_edition(edition_id)
    actions.refresh_glossary_of(edition_id)


@repeats("40 * * * *")
def index_missing_editions() -> None:
    """Make searchable what is not: editions older than the search."""
    actions.index_missing_editions()


@handles("handbook.glossary_changed")
def refresh_glossary(programme_id: uuid.UUID) -> None:
    """Look up how the words of the glossary inflect, and find them in the latest edition."""
    actions.refresh_glossary(programme_id)
