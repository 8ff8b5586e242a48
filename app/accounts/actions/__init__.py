"""What can be done with accounts: people and roles, and the ways to sign in."""

from app.accounts.actions.people import (
    Newcomer,
    assign_role,
    change_profile,
    end_all_sessions,
    find_or_make_person,
    give_role,
    invite,
    withdraw_role,
)
from app.accounts.actions.sign_in import (
    SignedIn,
    WrongCode,
    forget_tickets,
    make_sign_in_link,
    request_sign_in,
    sign_in_with_code,
    sign_in_with_link,
    wipe_secrets,
)

__all__ = [
    "Newcomer",
    "SignedIn",
    "WrongCode",
    "assign_role",
    "change_profile",
    "end_all_sessions",
    "find_or_make_person",
    "forget_tickets",
    "give_role",
    "invite",
    "make_sign_in_link",
    "request_sign_in",
    "sign_in_with_code",
    "sign_in_with_link",
    "wipe_secrets",
    "withdraw_role",
]
