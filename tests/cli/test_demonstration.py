"""The demonstration: it loads into empty tables, is true to its rules, and is never loaded twice."""

from collections import Counter
from collections.abc import Iterator
from operator import itemgetter

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.assessments.models import Attempt
from app.certificates.models import Certificate
from app.cli.demonstration.reading import read_table
from app.courses.models import Module, ModuleState
from app.events.models import Delivery, DeliveryState
from app.handbook.models import Block, BlockText
from app.kernel.clock import now
from app.kernel.database import db
from app.registration.models import Place, Registration
from tests.cli.looking import count, rule_breaking_events
from tests.conftest import empty_tables
from tests.jobs import waiting_jobs

COUNTS = {
    "organisation": 510,
    "programme_organisation": 20,
    "person": 62,
    "chapter": 12,
    "section": 60,
    "module": 5,
    "module_activity": 26,
    "quiz": 2,
    "question": 19,
    "delivery": 5,
    "event": 11,
    "itinerary_stop": 15,
    "about_text": 9,
}


@pytest.fixture(scope="module")
def loaded_app(database_app) -> Flask:
    """The application with the demonstration in it, loaded once for all tests of this file; they only look."""
    with database_app.app_context():
        empty_tables()
        result = load(database_app)
        assert result.exit_code == 0, result.output
    return database_app


@pytest.fixture
def loaded(loaded_app) -> Iterator[Flask]:
    with loaded_app.app_context():
        yield loaded_app
        db.session.remove()


def load(app: Flask) -> Result:
    return app.test_cli_runner().invoke(args=["demo", "load"])


def test_all_of_it_is_there(loaded):
    counted = {table: count(table) for table in COUNTS}

    assert counted == COUNTS
    published = db.session.scalars(sa.select(Module.number).where(Module.state == ModuleState.PUBLISHED))
    assert sorted(published) == [1, 2]


def test_something_is_over_something_open_and_something_to_come(loaded):
    deliveries = db.session.scalars(sa.select(Delivery)).all()
    at = now()

    assert [delivery.state for delivery in deliveries].count(DeliveryState.CLOSED) == 1
    assert sum(delivery.opens_at < at < delivery.closes_at for delivery in deliveries) == 2
    assert sum(delivery.opens_at > at for delivery in deliveries) == 1


def test_everybody_has_the_place_that_the_file_expects(loaded):
    rows = db.session.execute(
        sa.select(Person.email, Delivery.opens_at, Place.state)
        .join(Registration, Registration.person_id == Person.id)
        .join(Delivery, Delivery.id == Registration.delivery_id)
        .join(Place, Place.registration_id == Registration.id)
        .order_by(Delivery.opens_at, Place.queue_number)
    )
    deliveries = sorted(read_table("deliveries")["deliveries"], key=itemgetter("opens_day"))

    expected = [(row["person"], row["place"]) for facts in deliveries for row in facts["registrations"]]

    assert [(email.removesuffix("@example.org"), state) for email, _, state in rows][::2] == expected
    assert rule_breaking_events() == []


def test_results_of_the_quiz_are_those_of_the_file(loaded):
    points = db.session.scalars(sa.select(Attempt.points).order_by(Attempt.points))
    rows = [row for facts in read_table("deliveries")["deliveries"] for row in facts["registrations"]]

    assert list(points) == sorted(row["quiz_points"] for row in rows if "quiz_points" in row)


def test_certificates_are_those_of_the_file_and_numbered_without_a_gap(loaded):
    issued = db.session.execute(
        sa.select(Person.email, Certificate.kind, Certificate.number)
        .join(Certificate, Certificate.person_id == Person.id)
        .order_by(Certificate.number)
    ).all()
    rows = [row for facts in read_table("deliveries")["deliveries"] for row in facts["registrations"]]

    assert {email.removesuffix("@example.org"): kind for email, kind, _ in issued} == {
        row["person"]: row["certificate"] for row in rows if "certificate" in row
    }
    assert [int(number.rpartition("-")[2]) for *_, number in issued] == list(range(1, len(issued) + 1))


def test_only_documents_search_and_glossary_are_left_to_do_and_nobody_is_told_of_what_is_past(loaded):
    jobs = Counter(waiting_jobs())

    assert jobs == {
        "handbook.edition_published → handbook.jobs.index_edition": count("edition"),
        "handbook.glossary_changed → handbook.jobs.refresh_glossary": 1,
        "certificate.issued → certificates.jobs.make_document": count("certificate"),
    }
    assert count("certificate") == count("sent_mail")


def test_two_translations_are_stale_and_one_is_missing(loaded):
    source, translation = aliased(BlockText), aliased(BlockText)
    hashes = db.session.execute(
        sa.select(source.body_hash, translation.source_hash)
        .select_from(Block)
        .join(source, sa.and_(source.block_id == Block.id, source.locale == Block.source_locale))
        .join(translation, translation.block_id == Block.id)
    ).all()

    assert sum(now != then for now, then in hashes) == 2
    assert len(hashes) == 3 * count("block") - 1


def test_a_second_load_is_refused_and_changes_nothing(loaded):
    result = load(loaded)

    assert result.exit_code == 1
    assert "The programme SIAT208 is loaded already, so nothing was changed." in result.output
    assert count("person") == COUNTS["person"]
