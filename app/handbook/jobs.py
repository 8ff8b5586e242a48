"""What happens to the handbook without anybody asking."""

from app.handbook.actions import remove_old_drafts
from app.kernel.clock import now
from app.kernel.queue import repeats


@repeats("20 2 * * *")
def forget_old_drafts() -> None:
    """Remove each night what was uploaded and never taken over."""
    remove_old_drafts(now())
