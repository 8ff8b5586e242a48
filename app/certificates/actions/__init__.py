"""Everything that can be done with certificates; none is ever edited."""

from app.certificates.actions.changing import Correction, attach_document, replace, revoke
from app.certificates.actions.issuing import Issue, is_ready, is_ready_again, issue
from app.certificates.actions.rereading import tick_changes, untick_changes

__all__ = [
    "Correction",
    "Issue",
    "attach_document",
    "is_ready",
    "is_ready_again",
    "issue",
    "replace",
    "revoke",
    "tick_changes",
    "untick_changes",
]
