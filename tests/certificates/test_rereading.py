"""What changed in the handbook since one was certified."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from app.accounts.models import Person
from app.certificates.models import Certificate, CertificateKind, CertificateState, ChangeRead
from app.certificates.queries import count_changes_since, list_changes_since
from app.events.models import Delivery
from app.handbook.models import BlockText, EditionChange
from app.kernel.activity import Activity
from app.kernel.database import db, transaction
from app.programmes.models import Programme
from tests.factories.accounts import make_person
from tests.factories.certificates import make_certificate
from tests.factories.courses import make_module
from tests.factories.events import make_delivery
from tests.factories.handbook import make_block, make_chapter, make_edition, make_section

FIRST = datetime(2026, 1, 10, tzinfo=UTC)
CERTIFIED = FIRST + timedelta(days=10)
SECOND = FIRST + timedelta(days=20)
TITLES = {(3, 1): "3.1", (3, 2): "3.2", (4, 1): "4.1"}


@pytest.fixture
def world(programme):
    """Sections 3.1 and 3.2 of the module's chapter and 4.1 of another; all changed in the second edition."""
    with transaction():
        programme = db.session.merge(programme)
        chapters = {number: make_chapter(programme, number=number) for number in (3, 4)}
        sections = {key: make_section(chapters[key[0]], number=key[1]) for key in TITLES}
        for section in sections.values():
            make_block(section, {"en": "Old."})
        make_edition(programme, at=FIRST)
        module = make_module(programme, sections=[sections[3, 1]], number=5)
        delivery, person = make_delivery(module), make_person()
        db.session.execute(sa.update(BlockText).values(body="New."))
        make_edition(programme, at=SECOND)
        return {"delivery": delivery.id, "person": person.id, "programme": programme.id, "module": module.id}


def certify(world, *, person_id=None, delivery_id=None, **facts) -> Certificate:
    with transaction():
        delivery = db.session.get_one(Delivery, delivery_id or world["delivery"])
        person_id = person_id or world["person"]
        return make_certificate(delivery, person_id, **{"issued_by_id": person_id, "issued_at": CERTIFIED, **facts})


def unread(world) -> list[tuple[int, int]]:
    page = list_changes_since(world["person"], is_read=False, programme_id=world["programme"], cursor=None, total=0)
    return [(row.chapter_number, row.section_number) for row in page.rows]


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, [(3, 1), (3, 2)]),
        ({"issued_at": SECOND + timedelta(days=1)}, []),
        ({"state": CertificateState.REVOKED, "revoked_at": SECOND}, []),
        ({"kind": CertificateKind.ATTENDANCE}, [(3, 1), (3, 2)]),
    ],
)
def test_changes_of_the_modules_chapters_after_the_certificate_are_to_be_read(world, facts, found):
    certify(world, **facts)

    assert unread(world) == found


def test_a_corrected_certificate_counts_from_the_first_and_a_later_one_of_the_module_from_its_own_day(world):
    later = SECOND + timedelta(days=1)
    with transaction():
        delivery = db.session.get_one(Delivery, world["delivery"])
        facts = {"issued_by_id": world["person"]}
        successor = make_certificate(
            delivery, world["person"], issued_at=later, state=CertificateState.REVOKED, revoked_at=later, **facts
        )
        make_certificate(
            delivery,
            world["person"],
            issued_at=CERTIFIED,
            state=CertificateState.REPLACED,
            replaced_by_id=successor.id,
            **facts,
        )
        successor.state, successor.revoked_at = CertificateState.VALID, None

    assert unread(world) == [(3, 1), (3, 2)]

    with transaction():
        programme = db.session.get_one(Programme, world["programme"])
        again = make_delivery(make_module(programme), module_id=world["module"])
    certify(world, delivery_id=again.id, issued_at=later)

    assert unread(world) == []


def test_one_ticks_a_change_or_all_and_takes_a_press_back(signed_in_as, world, count_queries):
    certify(world)
    client = signed_in_as(person=db.session.get_one(Person, world["person"]))
    address = "/en/my/changes"
    with count_queries() as statements:
        page = client.get(address).text
    one = db.session.scalars(sa.select(EditionChange.id).where(EditionChange.section_number == 2)).one()

    client.post(f"{address}/read", data={"change": str(one)})
    answer = client.post(f"{address}/read", data={"change": "all"})
    press = answer.headers["Location"].partition("pressed=")[2]
    pressed = client.get(answer.headers["Location"]).text

    assert len(statements) <= 8
    assert "Mark all 2 changes as read" in page
    assert "3.2 Section" in page
    assert "1 change is marked as read." in pressed
    assert (count_changes_since(world["person"]).unread, count_changes_since(world["person"]).read) == (0, 2)
    client.post(f"{address}/unread", data={"press": press})
    assert unread(world) == [(3, 1)]
    assert "3.2 Section" in client.get(f"{address}?show=read").text
    client.post(f"{address}/unread", data={"change": str(one)})
    assert unread(world) == [(3, 1), (3, 2)]
    assert db.session.scalar(sa.select(sa.func.count()).where(Activity.verb.like("changes.%"))) == 4


def test_ticks_are_ones_own_and_only_of_what_concerns_one(signed_in_as, world):
    certify(world)
    client, address = signed_in_as(), "/en/my/changes"
    one = db.session.scalars(sa.select(EditionChange.id).where(EditionChange.section_number == 2)).one()

    page = client.get(address).text
    answer = client.post(f"{address}/read", data={"change": str(one)})

    assert "Nothing has changed for you" in page
    assert answer.status_code == 404
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ChangeRead)) == 0
