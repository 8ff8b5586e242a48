"""What we know of certificates."""

from app.certificates.queries.candidates import Candidate, HeldCertificate, Roll, get_roll
from app.certificates.queries.certificates import (
    BatchProgress,
    OwnCertificate,
    count_batch,
    find_by_check_code,
    find_certificate_of,
    get_certificate,
    list_certificates_of_person,
)
from app.certificates.queries.changes import (
    ChangeCounts,
    count_changes_since,
    count_pressed,
    list_changes_since,
    list_changes_to_tick,
    select_unread_counts,
)
from app.certificates.queries.evidence import Evidence, QuizResult, gather_evidence

__all__ = [
    "BatchProgress",
    "Candidate",
    "ChangeCounts",
    "Evidence",
    "HeldCertificate",
    "OwnCertificate",
    "QuizResult",
    "Roll",
    "count_batch",
    "count_changes_since",
    "count_pressed",
    "find_by_check_code",
    "find_certificate_of",
    "gather_evidence",
    "get_certificate",
    "get_roll",
    "list_certificates_of_person",
    "list_changes_since",
    "list_changes_to_tick",
    "select_unread_counts",
]
