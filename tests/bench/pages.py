"""The pages that are measured, and who looks at them."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Flask

from app.kernel.database import db

BLOCK_TO_TRANSLATE = """
SELECT block.id FROM block JOIN section ON section.id = block.section_id
JOIN block_text ON block_text.block_id = block.id AND block_text.locale = 'de'
JOIN block_text AS source ON source.block_id = block.id AND source.locale = block.source_locale
WHERE section.chapter_id = :chapter AND block.kind = 'paragraph' AND block_text.source_hash <> source.body_hash
ORDER BY section.number, block.position LIMIT 1
"""
"""A block that is stale in German."""


@dataclass(frozen=True)
class MeasuredPage:
    """A page; `email` names who is signed in, None nobody. `most_statements` is the budget of product.md §5."""

    name: str
    path: str
    email: str | None = None
    most_statements: int = 8


def list_handbook_pages(app: Flask) -> list[MeasuredPage]:
    """Return the handbook's pages where it is largest: a chapter that the large handbook added last."""
    with app.app_context():
        chapter, number = _row("SELECT id, number FROM chapter ORDER BY number DESC LIMIT 1")
        block = _row(BLOCK_TO_TRANSLATE, chapter=chapter).id
        db.session.rollback()
    work = f"/sl/organise/handbook/chapters/{chapter}"
    return [
        MeasuredPage("large: contents", "/sl/handbook"),
        MeasuredPage("large: chapter", f"/sl/handbook/{number}"),
        MeasuredPage("large: section", f"/sl/handbook/{number}/5"),
        MeasuredPage("large: search", "/sl/handbook/search?q=lastniki+zemljisc"),
        MeasuredPage("large: desk", "/sl/organise/handbook", "trainer@example.org"),
        MeasuredPage("large: writing", work, "trainer@example.org"),
        MeasuredPage("large: block", f"{work}/blocks/{block}?language=de", "trainer@example.org"),
        MeasuredPage("large: translating", f"{work}/blocks/{block}?language=de&desk=1", "trainer@example.org"),
    ]


def list_pages(app: Flask, *, list_of_50: str, list_of_500: str) -> list[MeasuredPage]:
    """Return the pages to measure, with the addresses of the loaded demonstration."""
    with app.app_context():
        module = _one("SELECT id FROM module WHERE state = 'published' ORDER BY number LIMIT 1")
        open_delivery = _one(
            "SELECT id FROM delivery WHERE state = 'published' AND opens_at < now() AND closes_at > now()"
            " AND audience = 'public' ORDER BY closes_at LIMIT 1"
        )
        db.session.rollback()
    return [
        MeasuredPage("front page", "/sl/"),
        MeasuredPage("catalogue", "/sl/modules"),
        MeasuredPage("module", f"/sl/modules/{module}"),
        MeasuredPage("module, signed in", f"/sl/modules/{module}", "participant@example.org"),
        MeasuredPage("chapter", "/sl/handbook/1/2"),
        MeasuredPage("calendar", "/sl/calendar"),
        MeasuredPage("registration form", f"/sl/registration/deliveries/{open_delivery}"),
        MeasuredPage("sign-in", "/sl/sign-in"),
        MeasuredPage("my page", "/sl/my", "participant@example.org"),
        MeasuredPage("list, 50 rows", f"/sl/organise/deliveries/{list_of_50}/registrations", "organiser@example.org"),
        MeasuredPage("list, 500 rows", f"/sl/organise/deliveries/{list_of_500}/registrations", "organiser@example.org"),
    ]


def _one(query: str) -> str:
    return str(_row(query)[0])


def _row(query: str, **facts: object) -> sa.Row[Any]:
    return db.session.execute(sa.text(query), facts).one()


def cookie_of(app: Flask, email: str | None) -> str:
    """Return the cookie of a signed-in person's browser."""
    if email is None:
        return ""
    with app.app_context():
        row = db.session.execute(
            sa.text("SELECT id, session_stamp FROM person WHERE email = :email"), {"email": email}
        ).one()
        db.session.rollback()
    serializer = app.session_interface.get_signing_serializer(app)
    return f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps({'_user_id': f'{row.id}:{row.session_stamp}'})}"


def count_statements(app: Flask, page: MeasuredPage) -> tuple[int, int]:
    """Ask for a page twice and return the second answer's statements and bytes."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    client = app.test_client(use_cookies=False)
    headers = {"Cookie": cookie_of(app, page.email)}
    client.get(page.path, headers=headers)
    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    answer = client.get(page.path, headers=headers)
    sa.event.remove(engine, "before_cursor_execute", note)
    if answer.status_code != 200:
        raise RuntimeError(f"{page.name} ({page.path}) answers {answer.status_code}")
    return len(statements), len(answer.data)
