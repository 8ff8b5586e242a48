"""An organiser writes to the people in a list, looks at it, sends it, and sees how far it has come."""

import pytest

from app.accounts.models import Role
from app.kernel.database import transaction
from app.messages import queries
from app.registration.models import PlaceState
from tests.factories.accounts import make_person
from tests.factories.events import make_delivery, make_event
from tests.factories.registration import make_registration
from tests.jobs import run_jobs
from tests.mailbox import text_of


@pytest.fixture
def course(programme):
    with transaction():
        delivery = make_delivery(programme=programme)
        session = make_event(delivery)
        for locale, state in (("sl", PlaceState.CONFIRMED), ("de", PlaceState.WAITING), ("en", PlaceState.WITHDRAWN)):
            person = make_person("Ana", "Šmid", locale=locale, email=f"{locale}@example.org")
            make_registration(delivery, person, events=[session], state=state)
        return f"/en/organise/deliveries/{delivery.id}/messages/new"


LETTER = {
    "subject-sl": "Pot v Kranj",
    "body-sl": "Pridite z vlakom.\r\n\r\nSe vidimo.",
    "subject-de": "",
    "body-de": "",
    "subject-en": "Getting there",
    "body-en": "Come by train.",
}


def test_the_preview_says_who_reads_another_language_and_sends_nothing(signed_in_as, course, mailbox):
    answer = signed_in_as(Role.ORGANISER).post(course, data={**LETTER, "step": "preview"})

    assert answer.status_code == 200
    assert "Send to 2 people" in answer.text
    assert "There is no text in: Deutsch. Those people get it in: English" in answer.text
    run_jobs()
    assert mailbox.mails == []


def test_each_person_gets_one_mail_in_the_own_language_or_the_next(signed_in_as, course, mailbox):
    client = signed_in_as(Role.ORGANISER)
    answer = client.post(course, data={**LETTER, "step": "send"})
    before = client.get(answer.headers["Location"]).text
    run_jobs()

    mails = {mail["To"].addresses[0].addr_spec: mail for mail in mailbox.mails}
    assert sorted(mails) == ["de@example.org", "sl@example.org"]
    assert "Se vidimo." in text_of(mails["sl@example.org"])
    assert "Sie lesen ihn auf: English" in text_of(mails["de@example.org"])
    assert "0 of 2" in before
    assert "2 of 2" in client.get(answer.headers["Location"]).text


def test_a_mail_that_the_server_refused_is_not_counted_as_sent(signed_in_as, course, mailbox):
    client = signed_in_as(Role.ORGANISER)
    mailbox.is_open = False
    answer = client.post(course, data={**LETTER, "step": "send"})
    run_jobs(may_fail=True)
    mail_id = answer.headers["Location"].rpartition("/")[2]
    assert queries.get_progress(mail_id).sent == 0

    assert mailbox.mails == []


@pytest.mark.parametrize(
    "different", [{"body-sl": "", "body-en": ""}, {"subject-sl": ""}], ids=["no text", "text without subject"]
)
def test_an_incomplete_text_comes_back(signed_in_as, course, different):
    answer = signed_in_as(Role.ORGANISER).post(course, data={**LETTER, **different, "step": "send"})

    assert answer.status_code == 422
    assert 'href="#' in answer.text
