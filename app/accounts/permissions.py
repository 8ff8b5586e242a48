"""Who has an account at all."""

from app.accounts.models import User


def is_signed_in(user: User) -> bool:
    """Allow everybody who has signed in: own page, own profile, own registrations."""
    return user.is_authenticated
