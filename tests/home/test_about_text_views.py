"""The texts about the installation are written by its administrators, in three languages."""

import pytest
import sqlalchemy as sa

from app.home.models import AboutText
from app.kernel.activity import Activity
from app.kernel.database import db

ADDRESS = "/en/organise/texts/privacy/de"


@pytest.fixture
def administrator(signed_in_as):
    return signed_in_as(administrator=True)


def test_a_text_is_written_traced_and_read_by_everybody(administrator):
    answer = administrator.post(ADDRESS, data={"body": "# Datenschutz\r\n\r\nNur das **Nötige**.\r\n"})

    page = administrator.get("/de/privacy").text
    assert answer.status_code == 303
    assert "<h1>Datenschutz</h1>" in page and "<strong>Nötige</strong>" in page
    assert db.session.scalars(sa.select(AboutText.body)).one() == "# Datenschutz\n\nNur das **Nötige**.\n"
    assert db.session.scalars(sa.select(Activity.verb)).all() == ["about_text.written"]


def test_a_text_is_changed_where_it_stands(administrator):
    administrator.post(ADDRESS, data={"body": "# Erster"})
    administrator.post(ADDRESS, data={"body": "# Zweiter"})

    assert "# Zweiter" in administrator.get(ADDRESS).text
    assert db.session.scalars(sa.select(AboutText.body)).one() == "# Zweiter\n"


def test_a_preview_shows_safe_html_and_keeps_nothing(administrator):
    sent = {"body": "# Datenschutz\n\n<script>alert(1)</script> **Nötige**", "preview": "yes"}

    answer = administrator.post(ADDRESS, data=sent)

    assert answer.status_code == 200
    assert "<strong>Nötige</strong>" in answer.text
    assert "<script>alert" not in answer.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(AboutText)) == 0


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("  ", "Enter the text."),
        ("Nur das Nötige", "Begin with the heading in a line of its own"),
        ("# " + "a" * 40_000, "The text is too long."),
    ],
)
def test_a_text_that_cannot_be_taken_comes_back(administrator, body, message):
    answer = administrator.post(ADDRESS, data={"body": body})

    assert answer.status_code == 422
    assert message in answer.text
    assert body.strip() in answer.text


@pytest.mark.parametrize("path", ["privacy/fr", "weather/de"])
def test_other_texts_do_not_exist(administrator, path):
    assert administrator.get(f"/en/organise/texts/{path}").status_code == 404


def test_the_list_says_what_is_missing(administrator):
    administrator.post(ADDRESS, data={"body": "# Datenschutz"})

    page = administrator.get("/en/organise/texts").text

    assert page.count("written") == 1
    assert page.count("missing") >= 8
