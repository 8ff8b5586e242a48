"""Nobody is shown a door that is closed: every link on the pages of the demonstration leads the one who sees it on."""

import html
import re
from collections import Counter, deque
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.kernel.database import db
from tests.conftest import Browser, empty_tables

STARTS = ("/en/", "/en/my", "/en/organise")
PAGES_OF_A_KIND = 2
"""So many addresses of one view and the same filters are opened; each page's links are followed all the same."""
SLOW = {"attendance.download_sheet"}
PEOPLE = ("visitor", "participant", "coordinator", "trainer", "organiser", "auditor", "admin")


@pytest.fixture(scope="module")
def demonstration(database_app: Flask) -> Iterator[Flask]:
    """The application with the demonstration in it, loaded once; the tests of this file only look."""
    with database_app.app_context():
        empty_tables()
        answer = database_app.test_cli_runner().invoke(args=["demo", "load"])
        assert answer.exit_code == 0, answer.output
        yield database_app
        empty_tables()


@pytest.mark.parametrize("name", PEOPLE)
def test_every_link_leads_on_for_the_person_who_sees_it(demonstration, name):
    client = browser_of(demonstration, name)

    opened, closed = walk(demonstration, client)

    assert closed == []
    assert len(opened) > (25 if name in {"visitor", "participant", "coordinator"} else 40)


def browser_of(app: Flask, name: str) -> FlaskClient:
    """Return a browser in which a person of the demonstration is signed in."""
    app.test_client_class = Browser
    client = app.test_client()
    if name != "visitor":
        person = db.session.scalars(sa.select(Person).where(Person.email == f"{name}@example.org")).one()
        with client.session_transaction() as session:
            session["_user_id"] = f"{person.id}:{person.session_stamp}"
            session["_fresh"] = True
    return client


def walk(app: Flask, client: FlaskClient) -> tuple[list[str], list[str]]:
    """Follow links from the start pages; return what was opened, and what was closed with the page that led there."""
    waiting = deque((start, "") for start in STARTS if client.get(start).status_code < 400)
    seen, kinds = {address for address, _page in waiting}, Counter[tuple[object, ...]]()
    opened, closed = [], []
    while waiting:
        address, page = waiting.popleft()
        kind = kind_of(app, address)
        kinds[kind] += 1
        if kinds[kind] > (1 if kind[0] in SLOW else PAGES_OF_A_KIND):
            continue
        answer = client.get(address)
        opened.append(address)
        if answer.status_code >= 400:
            closed.append(f"{page} → {address}: {answer.status_code}")
        elif answer.mimetype == "text/html":
            new = [link for link in links_of(answer.text) if link not in seen]
            waiting.extend((link, address) for link in dict.fromkeys(new))
            seen.update(new)
        answer.close()
    return opened, closed


def kind_of(app: Flask, address: str) -> tuple[object, ...]:
    """Tell pages apart by their view and the filters that are set."""
    parts = urlsplit(address)
    endpoint, _arguments = app.url_map.bind("localhost").match(parts.path)
    return endpoint, frozenset(name for name, _value in parse_qsl(parts.query))


def links_of(text: str) -> list[str]:
    """Return the addresses a page leads to in English, without anchors; forms and other languages are left out."""
    addresses = [html.unescape(found) for found in re.findall(r'<a\b[^>]*\bhref="(/en[/?#][^"]*)"', text)]
    return [address.partition("#")[0] for address in addresses]
