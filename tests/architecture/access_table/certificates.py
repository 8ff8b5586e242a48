"""Who checks, downloads, issues and changes certificates."""

import uuid

from app.accounts.models import Person
from app.kernel.database import db
from app.programmes.models import Programme
from tests.architecture.access import EVERYBODY, READERS_OF_EVIDENCE, SIGNED_IN, STAFF, Row, World
from tests.factories.attendance import make_participant
from tests.factories.certificates import make_certificate
from tests.factories.events import make_delivery, make_event


def make_one(world: World) -> None:
    """A certificate of the participant, with its document."""
    programme = db.session.get_one(Programme, world.programme_id)
    delivery = make_delivery(programme=programme)
    make_participant(make_event(delivery), person=db.session.get_one(Person, world.person_ids["participant"]))
    certificate = make_certificate(
        delivery, world.person_ids["participant"], issued_by_id=world.person_ids["organiser"]
    )
    world.things |= {
        "delivery_id": delivery.id,
        "certificate_id": certificate.id,
        "batch_id": certificate.batch_id,
        "code": certificate.check_code,
    }


def of_delivery(world: World) -> dict[str, uuid.UUID]:
    return {"delivery_id": world.delivery_id}


def of_certificate(world: World) -> dict[str, uuid.UUID]:
    return {"certificate_id": world.certificate_id}


def of_batch(world: World) -> dict[str, uuid.UUID]:
    return {"delivery_id": world.delivery_id, "batch_id": world.batch_id}


ROWS = [
    Row("certificates.show_check", "GET", allowed=EVERYBODY),
    Row(
        "certificates.show_certificate",
        "GET",
        allowed=EVERYBODY,
        arguments=lambda world: {"code": world.code},
        make=make_one,
    ),
    Row(
        "certificates.download_certificate",
        "GET",
        allowed=READERS_OF_EVIDENCE | {"participant"},
        arguments=of_certificate,
        make=make_one,
    ),
    Row("certificates.list_ready", "GET", allowed=READERS_OF_EVIDENCE, arguments=of_delivery, make=make_one),
    Row("certificates.issue_certificates", "POST", allowed=STAFF, arguments=of_delivery, make=make_one),
    Row("certificates.show_batch", "GET", allowed=READERS_OF_EVIDENCE, arguments=of_batch, make=make_one),
    Row(
        "certificates.preview_certificate",
        "GET",
        allowed=STAFF,
        arguments=lambda world: {**of_delivery(world), "person_id": world.person_ids["participant"]},
        make=make_one,
    ),
    *(
        Row(f"certificates.{view}", method, allowed=STAFF, arguments=of_certificate, make=make_one)
        for view, method in [
            ("show_replace", "GET"),
            ("replace_certificate", "POST"),
            ("show_revoke", "GET"),
            ("revoke_certificate", "POST"),
        ]
    ),
    Row("certificates.show_changes", "GET", allowed=SIGNED_IN),
    Row("certificates.mark_changes", "POST", allowed=SIGNED_IN),
    Row("certificates.unmark_changes", "POST", allowed=SIGNED_IN),
]
