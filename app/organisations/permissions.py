"""Who may see which list of organisations."""

from typing import Protocol


class Asking(Protocol):
    """Whoever asks, signed in or not."""

    @property
    def is_authenticated(self) -> bool: ...


def may_list_organisations(user: Asking) -> bool:
    """Allow whoever is signed in: people choose their employer from it."""
    return user.is_authenticated
