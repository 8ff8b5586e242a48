"""What we tell people about their certificates."""

from app.accounts.models import Person
from app.certificates.models import Certificate
from app.certificates.rules import show_code
from app.kernel.locales import LocalizedText
from app.kernel.mail import Attachment, Message, Recipient, compose


def certificate_mail(certificate: Certificate, person: Person, *, content: bytes, base_url: str) -> Message:
    """Send the certificate itself, in the language it was issued in."""
    return compose(
        "certificates/certificate",
        _recipient(certificate, person),
        key=f"certificate.made:{certificate.id}",
        facts={**_facts(certificate, base_url), "replaces": certificate.facts.get("replaces")},
        attachments=(Attachment(f"{certificate.number}.pdf", "application/pdf", content),),
    )


def revocation_mail(certificate: Certificate, person: Person, *, base_url: str) -> Message:
    """Say that a certificate does not count any more, and why."""
    return compose(
        "certificates/revocation",
        _recipient(certificate, person),
        key=f"certificate.revoked:{certificate.id}",
        facts={**_facts(certificate, base_url), "reason": certificate.reason, "revoked_at": certificate.revoked_at},
    )


def _recipient(certificate: Certificate, person: Person) -> Recipient:
    return Recipient(person.full_name, person.email, certificate.locale)


def _facts(certificate: Certificate, base_url: str) -> dict[str, object]:
    programme = certificate.facts["programme"]
    return {
        "number": certificate.number,
        "code": show_code(certificate.check_code),
        "module": LocalizedText(certificate.facts["module"]).text(certificate.locale),
        "check_url": f"{base_url}/{certificate.locale}/certificates/check/{certificate.check_code}",
        "own_url": f"{base_url}/{certificate.locale}/my",
        "funding_sentence": LocalizedText(programme["funding_sentence"]).text(certificate.locale),
    }
