"""What we know of registrations and places."""

from app.registration.queries.desk import (
    ListFilter,
    RegistrationRow,
    count_states,
    list_municipalities,
    list_people_to_write_to,
    list_registrations,
    page_registrations,
)
from app.registration.queries.history import Trace, list_history
from app.registration.queries.offers import Offer, get_offer, list_event_rows
from app.registration.queries.own import (
    Applicant,
    RegistrationOfPerson,
    count_ahead,
    find_registration_of,
    get_applicant,
    get_registration,
    list_registrations_of_person,
)
from app.registration.queries.places import (
    PersonAtEvent,
    PlaceCounts,
    count_places,
    count_states_of_events,
    list_places_of_event,
    list_waiting,
)

__all__ = [
    "Applicant",
    "ListFilter",
    "Offer",
    "PersonAtEvent",
    "PlaceCounts",
    "RegistrationOfPerson",
    "RegistrationRow",
    "Trace",
    "count_ahead",
    "count_places",
    "count_states",
    "count_states_of_events",
    "find_registration_of",
    "get_applicant",
    "get_offer",
    "get_registration",
    "list_event_rows",
    "list_history",
    "list_municipalities",
    "list_people_to_write_to",
    "list_places_of_event",
    "list_registrations",
    "list_registrations_of_person",
    "list_waiting",
    "page_registrations",
]
