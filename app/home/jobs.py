"""What the installation does by itself."""

from datetime import timedelta

from app.home import actions
from app.kernel.clock import now
from app.kernel.queue import repeats

KEPT_FOR = timedelta(days=1)
"""A file that was just stored may be about to be referred to."""


@repeats("50 2 * * *")
def remove_unused_files() -> None:
    """Remove each night what removed materials and logos left behind."""
    actions.remove_unused_files(before=now() - KEPT_FOR)
