"""What is decided about certificates: numbers, codes, languages, and who is entitled to what."""

import re
import secrets
from collections.abc import Collection

from app.certificates.models import CertificateKind, CertificateState
from app.kernel.errors import RuleBroken
from app.kernel.i18n import gettext
from app.kernel.locales import search_form

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 and O, 1, I and L, which people mix up when they copy from paper."""
CODE_LENGTH = 12
"""31 letters, twelve times: nobody finds a code by guessing, so guesses are not limited."""
CODE_GROUP = 4
SECOND_LANGUAGE = {"sl": "de", "de": "sl", "en": "sl"}
"""A certificate is in the person's language and one of the programme's two."""


class NobodyIsReady(RuleBroken):
    """Everybody who is entitled holds the certificate already, or nobody is entitled yet."""

    def explain(self) -> str:
        return gettext("Nobody is ready for this certificate, or all who are hold it already.")


class NotValidAnyMore(RuleBroken):
    """The certificate was replaced or revoked before."""

    def explain(self) -> str:
        return gettext("This certificate was replaced or revoked before. It stays as it is.")


def certificate_number(programme_code: str, year: int, number: int) -> str:
    """Write a number as printed: code, year of issue, place in the year's series."""
    return f"{programme_code}-{year}-{number:04}"


def new_check_code() -> str:
    """Draw an unguessable code, kept without its dashes."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def show_code(code: str) -> str:
    """Write a code in groups, as printed."""
    return "-".join(code[start : start + CODE_GROUP] for start in range(0, len(code), CODE_GROUP))


def read_code(typed: str) -> str | None:
    """Read a code however it was typed: small letters, spaces, dashes; None if it cannot be one."""
    code = re.sub(r"[\s\-–—_.]", "", typed).upper()
    return code if len(code) == CODE_LENGTH and set(code) <= set(CODE_LETTERS) else None


def decide_kind(earned: Collection[str]) -> CertificateKind | None:
    """Decide which certificate a person is entitled to; outcomes must have been assessed for the higher one.

    Source: Council Recommendation 2022/C 243/02, Annex I, element 9.
    """
    for kind in (CertificateKind.TRAINING, CertificateKind.ATTENDANCE):
        if kind.value in earned:
            return kind
    return None


def is_due(
    kind: CertificateKind,
    *,
    earned: Collection[str],
    held: Collection[CertificateKind],
    revoked: Collection[CertificateKind],
) -> bool:
    """Decide whether a press for all includes a person: the kind is earned, neither it nor a higher one is held.

    What was revoked is not given again unasked; somebody had a reason.
    """
    return decide_kind(earned) is kind and not {kind, CertificateKind.TRAINING} & set(held) and kind not in revoked


def is_due_again(
    kind: CertificateKind,
    *,
    earned: Collection[str],
    held: Collection[CertificateKind],
    revoked: Collection[CertificateKind],
) -> bool:
    """Decide whether a person may be given a new certificate of a kind that was revoked: it is still earned."""
    return kind in revoked and is_due(kind, earned=earned, held=held, revoked=())


def languages_of(locale: str) -> tuple[str, str]:
    """Return the two languages a certificate is written in, the person's own first."""
    return locale, SECOND_LANGUAGE[locale]


def mask_name(name: str) -> str:
    """Show a name by its initials only, for people who do not know it."""
    return " ".join(f"{part[0]}…" for part in name.split())


def is_same_surname(typed: str, last_name: str) -> bool:
    """Tell whether somebody knows the surname, however they write its accents."""
    return bool(typed) and search_form(typed) == search_form(last_name)


def is_settled(state: CertificateState) -> bool:
    """Tell whether nothing about a certificate can change any more."""
    return state is not CertificateState.VALID
