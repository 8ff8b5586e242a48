"""Editions: an older one is read at its address, and a section is found in whichever has it."""

import uuid
from datetime import datetime

from app.accounts.models import Role
from app.handbook.models import ChapterState
from app.kernel.database import db, transaction
from tests.factories.handbook import make_block, make_chapter, make_section
from tests.factories.programmes import make_programme
from tests.handbook.reading import read


def test_an_older_edition_stays_readable_and_says_that_there_is_a_later_one(client, section):
    read(client, "/en/handbook/3/2")
    with transaction():
        make_block(section, {"en": "Added later."})

    page = read(client, "/en/handbook/editions/1/3/2").text

    assert "First paragraph." in page
    assert "Added later." not in page
    assert "You read edition 1 of 10 January 2026. There is a later one." in page
    assert 'href="/en/handbook/editions/1/3/1">3.1 Why</a>' in page
    assert "Added later." in client.get("/en/handbook/3/2").text
    assert client.get("/en/handbook/editions/9/3/2").status_code == 404


def test_a_section_is_found_where_the_edition_has_it_whatever_is_rearranged_since(client, signed_in_as, section):
    read(client, "/en/handbook/3/2")
    address = f"/en/handbook/sections/{section.id}"
    with transaction():
        moved = db.session.get(type(section), section.id)
        moved.number = 9

    assert client.get(address).headers["Location"] == "/en/handbook/3/2"
    assert client.get(f"/en/handbook/sections/{uuid.uuid4()}").status_code == 404


def test_a_section_of_another_programme_is_not_found(client, section):
    with transaction():
        other = make_programme(starts_on=datetime(2020, 1, 1).date(), ends_on=datetime(2021, 1, 1).date())
        elsewhere = make_section(make_chapter(other, number=3), number=2)
        make_block(elsewhere)
        section_id = elsewhere.id
    read(client, "/en/handbook")

    assert client.get(f"/en/handbook/sections/{section_id}").status_code == 404


def test_a_section_of_no_edition_is_found_by_the_staff_alone(client, signed_in_as, programme):
    with transaction():
        section_id = make_section(make_chapter(programme, number=5, state=ChapterState.DRAFT), number=1).id

    assert client.get(f"/en/handbook/sections/{section_id}").status_code == 404
    found = signed_in_as(Role.TRAINER).get(f"/en/handbook/sections/{section_id}")
    assert found.headers["Location"] == "/en/handbook/editions/draft/5/1"


def test_the_editions_are_listed_with_what_each_brought(client, section):
    read(client, "/en/handbook")
    with transaction():
        make_block(section, {"en": "Added later."})

    page = read(client, "/en/handbook/editions").text

    assert page.index("Edition 2") < page.index("Edition 1")
    changes = client.get("/en/handbook/editions/2/changes").text
    assert '<a href="/en/handbook/3/2">3.2 Factors</a>' in changes
