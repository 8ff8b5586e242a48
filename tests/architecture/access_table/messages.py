"""Who writes to the people in a list."""

from tests.architecture.access import ORGANISERS, Row
from tests.architecture.access_table.events import delivery_id
from tests.architecture.access_table.registration import make_registered_participant, make_visit, of_visit
from tests.factories.messages import make_group_mail


def make_mail(world):
    make_registered_participant(world)
    writer = world.person_ids["organiser"]
    world.things["group_mail_id"] = make_group_mail(world.delivery_id, written_by_id=writer).id


def mail_id(world):
    return {"group_mail_id": world.group_mail_id}


ROWS = [
    Row("messages.write_mail", "GET", ORGANISERS, delivery_id, make_registered_participant),
    Row("messages.send_mail", "POST", ORGANISERS, delivery_id, make_registered_participant),
    Row("messages.write_mail", "GET", ORGANISERS, of_visit, make_visit),
    Row("messages.send_mail", "POST", ORGANISERS, of_visit, make_visit),
    Row("messages.show_mail", "GET", ORGANISERS, mail_id, make_mail),
]
