"""Deliveries and events are planned, changed, copied and called off."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.accounts.models import Role
from app.courses.models import ModuleState
from app.events import actions, queries
from app.events.models import Audience, Delivery, DeliveryState, Event
from app.events.rules import (
    AlreadyCancelled,
    CapacityTooSmall,
    DeliveryFacts,
    EventFacts,
    ModuleIsNotPublished,
    NothingToPublish,
    TimesOutOfOrder,
    TrainerIsBusy,
)
from app.kernel.activity import Activity
from app.kernel.database import db, transaction
from app.kernel.locales import LocalizedText
from tests.factories.accounts import make_person, make_role
from tests.factories.courses import make_module
from tests.factories.events import NOW, make_delivery, make_event, make_trainer
from tests.jobs import waiting_jobs

FACTS = EventFacts(
    title=LocalizedText(sl="Prvo srečanje", de="Erster Termin", en="First session"),
    starts_at=NOW + timedelta(days=10),
    ends_at=NOW + timedelta(days=10, hours=7),
    time_zone="Europe/Ljubljana",
    town="Kranj",
    country="SI",
    venue=LocalizedText(sl="Soba", de="Raum", en="Room"),
    address="Cesta Staneta Žagarja 37",
    room=LocalizedText(),
    languages=("sl", "de"),
    capacity=20,
    teaching_minutes=270,
)


@pytest.fixture
def session(programme):
    with transaction():
        delivery = make_delivery(programme=programme)
        trainer = make_person()
        event = actions.create_event(programme.id, FACTS, delivery=delivery, actor_id=None)
        actions.set_trainers(event, [trainer.id])
        return event.id, trainer.id


def test_a_session_of_a_published_delivery_is_public_at_once(session):
    event = queries.get_event(session[0])

    assert event.state is DeliveryState.PUBLISHED
    assert [trainer.id for trainer in event.trainers] == [session[1]]


def test_a_trainer_is_not_at_two_events_at_once(session, programme):
    later = replace(
        FACTS, starts_at=FACTS.ends_at, ends_at=FACTS.ends_at + timedelta(hours=1), trainer_ids=(session[1],)
    )
    overlapping = replace(later, starts_at=FACTS.ends_at - timedelta(minutes=1))
    with transaction():
        delivery_id = db.session.scalar(sa.select(Delivery.id))
        delivery = db.session.get(Delivery, delivery_id)
        actions.create_event(programme.id, later, delivery=delivery, actor_id=None)

    with pytest.raises(TrainerIsBusy), transaction():
        actions.create_event(programme.id, overlapping, delivery=db.session.get(Delivery, delivery_id), actor_id=None)

    assert db.session.scalar(sa.select(sa.func.count()).select_from(Event)) == 2


def test_a_change_of_time_reaches_calendars_and_a_change_of_language_does_not(session):
    with transaction():
        actions.change_event(session[0], replace(FACTS, languages=("sl",)), actor_id=None)
    assert queries.get_event(session[0]).sequence == 0

    with transaction():
        actions.change_event(session[0], replace(FACTS, starts_at=FACTS.starts_at + timedelta(hours=1)), actor_id=None)

    assert queries.get_event(session[0]).sequence == 1


def test_the_capacity_never_falls_below_the_places_taken(session):
    with transaction():
        actions.note_places(db.session.get(Event, session[0]), taken=5, waiting=0)
    with transaction():
        actions.change_event(session[0], replace(FACTS, capacity=5), actor_id=None)

    with pytest.raises(CapacityTooSmall) as refusal, transaction():
        actions.change_event(session[0], replace(FACTS, capacity=4), actor_id=None)

    assert refusal.value.taken == 5


def test_the_database_itself_refuses_more_places_than_the_capacity(session):
    with pytest.raises(sa.exc.IntegrityError, match="places_within_capacity"), transaction():
        actions.note_places(db.session.get(Event, session[0]), taken=21, waiting=0)


def test_an_end_before_the_beginning_is_refused(session):
    with pytest.raises(TimesOutOfOrder), transaction():
        actions.change_event(session[0], replace(FACTS, ends_at=FACTS.starts_at), actor_id=None)


def test_what_was_cancelled_stays_cancelled(session):
    with transaction():
        actions.cancel_event(session[0], actor_id=None)

    with pytest.raises(AlreadyCancelled), transaction():
        actions.change_event(session[0], FACTS, actor_id=None)

    event = queries.get_event(session[0])
    assert (event.state, event.sequence) == (DeliveryState.CANCELLED, 1)


def test_a_copied_event_is_a_week_later_with_the_same_trainers(session):
    with transaction():
        copy_id = actions.copy_event(session[0], actor_id=None).id

    copy = queries.get_event(copy_id)
    assert copy.starts_at == FACTS.starts_at + timedelta(weeks=1)
    assert [trainer.id for trainer in copy.trainers] == [session[1]]


def test_a_delivery_needs_a_session_before_it_is_published(programme):
    facts = DeliveryFacts(
        module_id=make_module(programme).id,
        title=LocalizedText(en="Autumn"),
        audience=Audience.PUBLIC,
        opens_at=NOW,
        closes_at=NOW + timedelta(days=9),
    )
    with transaction():
        delivery_id = actions.create_delivery(programme.id, facts, actor_id=None).id
    with pytest.raises(NothingToPublish), transaction():
        actions.publish_delivery(delivery_id, actor_id=None)

    with transaction():
        actions.create_event(programme.id, FACTS, delivery=db.session.get(Delivery, delivery_id), actor_id=None)
        actions.publish_delivery(delivery_id, actor_id=None)

    delivery = queries.get_delivery(delivery_id)
    assert delivery.state is DeliveryState.PUBLISHED
    assert [event.state for event in delivery.events] == [DeliveryState.PUBLISHED]


@pytest.mark.parametrize("state", [ModuleState.DRAFT, ModuleState.ANNOUNCED, ModuleState.PUBLISHED, ModuleState.CLOSED])
def test_a_delivery_is_published_only_of_a_module_that_is(programme, state):
    with transaction():
        delivery = make_delivery(make_module(db.session.merge(programme), state=state), state=DeliveryState.DRAFT)
        make_event(delivery)

    if state in (ModuleState.PUBLISHED, ModuleState.CLOSED):
        actions.publish_delivery(delivery.id, actor_id=None)
        assert delivery.state is DeliveryState.PUBLISHED
    else:
        with pytest.raises(ModuleIsNotPublished):
            actions.publish_delivery(delivery.id, actor_id=None)


def test_a_cancelled_delivery_takes_its_sessions_with_it(session):
    delivery_id = queries.get_event(session[0]).delivery_id
    with transaction():
        actions.cancel_delivery(delivery_id, actor_id=None)

    delivery = queries.get_delivery(delivery_id)
    assert delivery.state is DeliveryState.CANCELLED
    assert [(event.state, event.sequence) for event in delivery.events] == [(DeliveryState.CANCELLED, 1)]
    assert not [name for name in waiting_jobs() if name.startswith("event.cancelled")]


def test_a_copied_delivery_is_a_draft_with_its_sessions_later(session):
    delivery_id = queries.get_event(session[0]).delivery_id
    with transaction():
        copy_id = actions.copy_delivery(delivery_id, by=timedelta(weeks=8), actor_id=None).id

    copy = queries.get_delivery(copy_id)
    assert copy.state is DeliveryState.DRAFT
    assert [event.starts_at for event in copy.events] == [FACTS.starts_at + timedelta(weeks=8)]
    assert [event.trainers for event in copy.events] == [[]]


def test_every_change_leaves_a_trace(session):
    actor = make_person()
    with transaction():
        actions.cancel_event(session[0], actor_id=actor.id)

    verbs = db.session.execute(sa.select(Activity.verb, Activity.actor_id).where(Activity.subject_id == session[0]))
    assert set(verbs) == {("event.created", None), ("event.cancelled", actor.id)}


def test_who_could_teach_is_listed_by_name(programme):
    with transaction():
        for last_name, role in (("Šmid", Role.TRAINER), ("Čeh", Role.ORGANISER), ("Cerar", Role.AUDITOR)):
            make_role(make_person("Ana", last_name), role, programme)

    assert [name for _id, name in queries.list_possible_trainers(programme.id)] == ["Čeh, Ana", "Šmid, Ana"]


def test_trainers_who_stay_keep_their_row(session):
    trainer = make_person()
    with transaction():
        event = db.session.get(Event, session[0])
        make_trainer(event, trainer)
        actions.set_trainers(event, [session[1]])

    assert [person.id for person in queries.get_event(session[0]).trainers] == [session[1]]


def test_a_stand_alone_visit_is_published_apart(programme):
    with transaction():
        visit = make_event(programme=programme, state=DeliveryState.DRAFT)
        actions.publish_event(visit.id, actor_id=None)

    assert queries.get_event(visit.id).state is DeliveryState.PUBLISHED
