"""Who may mend what went wrong in the installation."""

from app.accounts.models import Role, User


def may_retry_jobs(user: User) -> bool:
    """Allow organisers of any programme and administrators; a job that gave up may concern all of them."""
    return user.is_administrator or user.has_role(Role.ORGANISER)


def may_write_about_texts(user: User) -> bool:
    """Allow administrators: the texts speak for the whole installation."""
    return user.is_administrator
