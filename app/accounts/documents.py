"""What a person may take with them."""

from collections.abc import Sequence
from typing import Any

from app.accounts.models import HeldRole, Person
from app.kernel.activity import Activity


def own_data(person: Person, roles: Sequence[HeldRole], traces: Sequence[Activity]) -> dict[str, Any]:
    """Return what this feature keeps about a person, ready for JSON; instants are in UTC."""
    return {
        "person": {
            "id": str(person.id),
            "email": person.email,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "organisation": person.organisation.name if person.organisation else None,
            "job_title": person.job_title,
            "language_of_mails": person.locale,
            "is_administrator": person.is_administrator,
            "account_since": person.created_at.isoformat(),
        },
        "roles": [
            {
                "role": held.role.value,
                "programme_id": str(held.programme_id),
                "organisation_id": str(held.organisation_id) if held.organisation_id else None,
            }
            for held in roles
        ],
        "traces": [
            {
                "at": trace.at.isoformat(),
                "by_yourself": trace.actor_id == person.id,
                "verb": trace.verb,
                "subject": trace.subject_kind,
                "subject_id": str(trace.subject_id),
            }
            for trace in traces
        ],
    }
