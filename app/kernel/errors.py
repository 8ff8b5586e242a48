"""Expected refusals; one handler in `web` turns each into a page in the reader's language."""


class DomainError(Exception):
    """Something was asked that the programme's rules refuse; the transaction is undone."""

    status = 409

    def explain(self) -> str:
        """Say in the reader's language what happened and what to do; subclasses hold the facts."""
        return ""


class NotFound(DomainError):
    """It does not exist, or the person may not know of it."""

    status = 404


class NotAllowed(DomainError):
    """The person may know of it, but may not do this."""

    status = 403


class Conflict(DomainError):
    """Somebody changed it meanwhile."""

    status = 409


class RuleBroken(DomainError):
    """A rule of the programme says no."""

    status = 409
