"""Numbers are used once, nobody gets two, and what was issued is never edited."""

import threading
import uuid

import pytest
import sqlalchemy as sa

from app.assessments.models import Quiz
from app.certificates import actions
from app.certificates.models import Certificate, CertificateKind, CertificateState
from app.certificates.rules import NobodyIsReady, NotValidAnyMore
from app.events.queries import get_delivery
from app.kernel.clock import now
from app.kernel.database import db, transaction
from tests.factories.assessments import make_attempt
from tests.jobs import waiting_jobs

TRAINING, ATTENDANCE = CertificateKind.TRAINING, CertificateKind.ATTENDANCE


def issue(finished, kind: CertificateKind = TRAINING, again_to: uuid.UUID | None = None) -> actions.Issue:
    with transaction():
        return actions.issue(
            get_delivery(finished.delivery.id), kind, actor_id=finished.trainer.id, at=now(), again_to=again_to
        )


def issued() -> list[Certificate]:
    return list(db.session.scalars(sa.select(Certificate).order_by(Certificate.number)))


def test_everybody_who_passed_gets_a_certificate_with_the_next_number(finished):
    made = issue(finished)

    certificates = issued()
    assert made.count == 3
    assert [one.person_id for one in certificates] == [person.id for person in finished.passed]
    assert [one.number.rsplit("-", 1)[1] for one in certificates] == ["0001", "0002", "0003"]
    assert waiting_jobs() == ["certificate.issued → certificates.jobs.make_document"] * 3


def test_who_was_there_without_passing_gets_the_one_of_attendance(finished):
    issue(finished, ATTENDANCE)

    (certificate,) = issued()
    assert (certificate.person_id, certificate.facts["quiz"]) == (finished.attended.id, None)


def test_a_second_press_issues_nobody_twice(finished):
    issue(finished)

    with pytest.raises(NobodyIsReady):
        issue(finished)

    assert len(issued()) == 3


def test_who_passes_later_gets_the_certificate_of_training_too(finished):
    issue(finished, ATTENDANCE)
    with transaction():
        make_attempt(db.session.scalars(sa.select(Quiz)).one(), finished.attended)

    made = issue(finished)

    assert made.count == 4
    assert [one.kind for one in issued() if one.person_id == finished.attended.id] == [ATTENDANCE, TRAINING]


def test_a_revoked_certificate_comes_again_only_when_asked_for_that_person(finished):
    issue(finished)
    person_id = issued()[0].person_id
    with transaction():
        actions.revoke(issued()[0].id, reason="mistake", actor_id=finished.trainer.id, at=now())

    with pytest.raises(NobodyIsReady):
        issue(finished)
    with pytest.raises(NobodyIsReady):
        issue(finished, again_to=issued()[1].person_id)
    again = issue(finished, again_to=person_id)

    assert again.count == 1
    assert [one.state for one in issued() if one.person_id == person_id] == [
        CertificateState.REVOKED,
        CertificateState.VALID,
    ]


def test_two_presses_at_the_same_moment_issue_nobody_twice(app, finished):
    outcomes: list[object] = []

    def press() -> None:
        with app.app_context():
            try:
                outcomes.append(issue(finished).count)
            except NobodyIsReady as refusal:
                outcomes.append(type(refusal))

    presses = [threading.Thread(target=press) for _ in range(4)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()

    assert sorted(outcomes, key=str) == [3, NobodyIsReady, NobodyIsReady, NobodyIsReady]
    assert len({one.number for one in issued()}) == 3


def test_the_facts_are_those_of_the_moment_of_issue(finished):
    issue(finished)
    with transaction() as session:
        session.get_one(type(finished.passed[0]), finished.passed[0].id).last_name = "Married"

    facts = issued()[0].facts
    assert (facts["name"], facts["attendance_percent"], facts["attended_minutes"]) == ("Ana Čeh", 100, 180)
    assert facts["quiz"] == {"points": 1, "most_points": 1, "pass_percent": 60}
    assert [one["town"] for one in facts["sessions"]] == ["Kranj"]


def correct(certificate_id: uuid.UUID, actor_id: uuid.UUID) -> uuid.UUID:
    with transaction():
        correction = actions.Correction("Ana", "Čeh Novak", None, reason="married")
        return actions.replace(certificate_id, correction, actor_id=actor_id, at=now()).id


def test_a_correction_is_a_new_certificate_that_replaces_the_old_one(finished):
    issue(finished)
    old_id = issued()[0].id

    new_id = correct(old_id, finished.trainer.id)

    old, new = db.session.get_one(Certificate, old_id), db.session.get_one(Certificate, new_id)
    assert (old.state, old.replaced_by_id, old.facts["name"]) == (CertificateState.REPLACED, new.id, "Ana Čeh")
    assert (new.state, new.facts["name"], new.facts["replaces"]) == (
        CertificateState.VALID,
        "Ana Čeh Novak",
        old.number,
    )
    assert new.number.endswith("0004")


def test_a_revoked_certificate_stays_revoked(finished):
    issue(finished)
    certificate_id = issued()[0].id
    with transaction():
        actions.revoke(certificate_id, reason="mistake", actor_id=finished.trainer.id, at=now())

    with pytest.raises(NotValidAnyMore):
        correct(certificate_id, finished.trainer.id)

    assert db.session.get_one(Certificate, certificate_id).state is CertificateState.REVOKED
