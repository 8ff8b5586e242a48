"""Which edition of the handbook a module is taken from, and when it moves up."""

from dataclasses import dataclass

from app.kernel.errors import Conflict
from app.kernel.i18n import gettext
from app.kernel.locales import LocalizedText


@dataclass(frozen=True)
class Reading:
    """A section as the participants of a module read it: its edition, and its numbers and title in that."""

    edition_number: int
    chapter_number: int
    section_number: int
    title: LocalizedText


class EditionNotLatest(Conflict):
    """Another edition came out while somebody looked at what changed, or the module has moved up already."""

    def explain(self) -> str:
        return gettext("The handbook or the module has changed meanwhile; nothing was done. Look again at what is new.")


def is_behind(kept: int | None, latest: int | None) -> bool:
    """Decide whether a module can move up: it keeps an edition, and there is a later one."""
    return kept is not None and latest is not None and kept < latest
