"""Logos: taken by content, put in order, shown to everybody on every page."""

import re
from io import BytesIO

import pytest
from PIL import Image

from app.accounts.models import Role
from app.kernel.database import db, transaction
from app.programmes.actions import add_logo
from app.programmes.models import Programme, ProgrammeLogo
from app.programmes.rules import read_logo
from tests.factories.programmes import in_three_languages


def picture(size: tuple[int, int] = (300, 100)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "navy").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def organiser(signed_in_as):
    return signed_in_as(Role.ORGANISER)


@pytest.fixture
def logos(programme) -> list[str]:
    with transaction():
        made = [
            add_logo(programme, read_logo(picture()), in_three_languages(name), actor_id=None)
            for name in ("First", "Second", "Third")
        ]
        db.session.flush()
        return [str(logo.id) for logo in made]


def order(programme_id) -> list[str]:
    db.session.rollback()
    return [logo.text["en"] for logo in db.session.get_one(Programme, programme_id).logos]


def test_an_uploaded_logo_stands_on_every_page_and_may_be_kept_by_browsers(organiser, programme):
    sent = {"file": (BytesIO(picture()), "logo.svg"), "text-sl": "Razvojni center"}

    answer = organiser.post(f"/en/organise/programmes/{programme.id}/logos", data=sent)

    logo = db.session.scalars(db.select(ProgrammeLogo)).one()
    page = organiser.get("/sl/").text
    address = re.search(rf"/sl/logos/of/{programme.id}/[0-9a-f]+\.png", page)[0]
    single = organiser.get(f"/sl/logos/{logo.id}")
    single.close()
    shown = organiser.get(address)
    assert answer.status_code == 303
    assert f'<img src="{address}" alt="Razvojni center" width="144" height="48" loading="lazy">' in page
    assert Image.open(BytesIO(shown.data)).size == (288, 96)
    assert single.headers["Cache-Control"] == shown.headers["Cache-Control"]
    assert organiser.get(f"/sl/logos/of/{programme.id}/0000.png").status_code == 404
    assert (shown.mimetype, shown.headers["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert shown.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in shown.headers


@pytest.mark.parametrize(
    ("content", "text", "message"),
    [
        (b"<svg/>", "BSC", "The content of the file must be PNG or JPEG."),
        (b"", "BSC", "Choose a file."),
        (picture((300, 20)), "BSC", "The picture is too small: it must be at least 48 pixels high."),
        (picture(), "", "Enter the text in at least one language."),
    ],
)
def test_a_logo_that_cannot_be_taken_comes_back_and_nothing_is_kept(organiser, programme, content, text, message):
    sent = {"text-en": text, **({"file": (BytesIO(content), "logo.png")} if content else {})}

    answer = organiser.post(f"/en/organise/programmes/{programme.id}/logos", data=sent)

    assert answer.status_code == 422
    assert message in answer.text
    assert f'value="{text}"' in answer.text
    assert order(programme.id) == []


@pytest.mark.parametrize(
    ("which", "act", "expected"),
    [
        (2, "move", ["First", "Third", "Second"]),
        (0, "move", ["First", "Second", "Third"]),
        (1, "remove", ["First", "Third"]),
    ],
)
def test_logos_are_put_in_order_by_buttons(organiser, programme, logos, which, act, expected):
    answer = organiser.post(
        f"/en/organise/programmes/{programme.id}/logos/{logos[which]}/{act}", data={"direction": "up"}
    )

    assert answer.status_code == 303
    assert order(programme.id) == expected


def test_logos_cost_no_statement_on_a_page(client, programme, count_queries):
    with count_queries() as without:
        client.get("/en/contact")
    with transaction():
        for name in ("First", "Second"):
            add_logo(programme, read_logo(picture()), in_three_languages(name), actor_id=None)
    with count_queries() as with_logos:
        client.get("/en/contact")

    assert len(with_logos) == len(without)
