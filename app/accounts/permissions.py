"""Who may act as a person with an account."""

from app.accounts.models import User


def may_act_in_own_name(user: User) -> bool:
    """Allow everybody who has signed in: own page, own profile, own registrations."""
    return user.is_authenticated
