"""What happens after a registration has changed, or an event has: people are told, and free places are filled."""

import uuid
from datetime import datetime

from flask import current_app

from app.accounts.actions import make_sign_in_link
from app.accounts.queries import get_person
from app.events.queries import get_event
from app.kernel.clock import now
from app.kernel.mail import deliver
from app.kernel.queue import handles, publish
from app.registration import actions, emails, queries
from app.registration.models import HOLDS_A_PLACE, IS_ACTIVE, Place, Registration


@handles("registration.created")
def send_confirmation(registration_id: uuid.UUID, stamp: str) -> None:
    """Confirm a new registration by mail, with calendar entries, and a link that signs the person in."""
    _tell("created", registration_id, stamp=stamp, signs_in=True)


@handles("registration.invited")
def send_invitation(registration_id: uuid.UUID, actor_id: uuid.UUID, stamp: str) -> None:
    """Tell a person who has put them on the list, what stands there, and how to decline."""
    _tell("invited", registration_id, stamp=stamp, signs_in=True, actor_name=get_person(actor_id).full_name)


@handles("registration.repeated")
def send_reminder(registration_id: uuid.UUID, stamp: str) -> None:
    """Tell a person who registers again how the registration stands."""
    _tell("repeated", registration_id, stamp=stamp)


@handles("registration.promoted")
def send_promotion(registration_id: uuid.UUID, stamp: str) -> None:
    """Tell a person who waited that the place is theirs."""
    _tell("promoted", registration_id, stamp=stamp)


@handles("registration.withdrawn")
def send_withdrawal(registration_id: uuid.UUID, stamp: str) -> None:
    """Tell a person that places were given back."""
    _tell("withdrawn", registration_id, stamp=stamp)


@handles("registration.declined")
def send_refusal(registration_id: uuid.UUID, stamp: str) -> None:
    """Tell a person that there is no place, and why."""
    _tell("declined", registration_id, stamp=stamp)


@handles("registration.decided")
def send_decision(registration_id: uuid.UUID, stamp: str) -> None:
    """Tell a person what an organiser decided."""
    _tell("decided", registration_id, stamp=stamp)


@handles("registration.moved")
def send_move(registration_id: uuid.UUID, stamp: str) -> None:
    """Tell a person of the other date."""
    _tell("moved", registration_id, stamp=stamp)


@handles("registration.cancelled")
def send_cancellation(registration_id: uuid.UUID, stamp: str) -> None:
    """Tell a person that a date does not take place."""
    _tell("cancelled", registration_id, stamp=stamp)


@handles("registration.event_changed")
def send_event_change(registration_id: uuid.UUID, event_id: uuid.UUID, sequence: int) -> None:
    """Tell a person of the new time or place, with a calendar entry that replaces the earlier one."""
    registration = queries.get_registration(registration_id)
    changed = tuple(
        place for place in registration.places if place.event_id == event_id and place.state in HOLDS_A_PLACE
    )
    _send("event_changed", registration, stamp=f"{event_id}:{sequence}", changed=changed)


@handles("event.changed")
def tell_people_of_event(event_id: uuid.UUID, sequence: int) -> None:
    """Let each person of a changed event have a mail of their own."""
    event = get_event(event_id)
    if event.sequence != sequence or event.ends_at <= now():
        return
    for person in queries.list_places_of_event(event_id, IS_ACTIVE):
        publish(
            "registration.event_changed",
            registration_id=person.registration_id,
            event_id=event_id,
            sequence=sequence,
        )


@handles("event.enlarged")
def fill_free_places(event_id: uuid.UUID) -> None:
    """Let those who wait move up."""
    actions.fill_free_places(event_id, at=now())


@handles("event.cancelled")
def cancel_places_of_event(event_id: uuid.UUID) -> None:
    """End the places of an event that was called off."""
    actions.cancel_places_of_event(event_id, at=now())


@handles("delivery.cancelled")
def cancel_places_of_delivery(delivery_id: uuid.UUID) -> None:
    """End the places of a delivery that was called off."""
    actions.cancel_places_of_delivery(delivery_id, at=now())


def _tell(cause: str, registration_id: uuid.UUID, *, stamp: str, signs_in: bool = False, actor_name: str = "") -> None:
    """Mail how a registration stands, with calendar entries for the places that changed at the named moment."""
    registration = queries.get_registration(registration_id)
    moment = datetime.fromisoformat(stamp)
    changed = tuple(place for place in registration.places if place.changed_at == moment)
    token = _make_link(registration) if signs_in else None
    _send(cause, registration, stamp=stamp, changed=changed, sign_in_token=token, actor_name=actor_name)


def _make_link(registration: Registration) -> str:
    """Whoever reads the mail owns the address, so its link may do what a sign-in link does."""
    person = registration.person
    key = current_app.config["SECRET_KEY"]
    return make_sign_in_link(person.email, locale=person.locale, key=key, at=now())


def _send(
    cause: str,
    registration: Registration,
    *,
    stamp: str,
    changed: tuple[Place, ...],
    sign_in_token: str | None = None,
    actor_name: str = "",
) -> None:
    holder = registration.delivery or registration.event
    if registration.person.erased_at or holder is None:
        return
    change = emails.News(
        cause=cause,
        stamp=stamp,
        changed=changed,
        ahead=queries.count_ahead([place.id for place in registration.places]),
        at=now(),
        sign_in_token=sign_in_token,
        actor_name=actor_name,
    )
    deliver(emails.news(registration, holder.programme, change))
