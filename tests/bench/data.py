"""Two deliveries with exactly 50 and 500 registrations, made from the demonstration's open one."""

import uuid

import sqlalchemy as sa

from app.kernel.database import transaction

COPY_DELIVERY = """
INSERT INTO delivery (id, created_at, programme_id, module_id, title, state, audience, opens_at, closes_at, contact_id)
SELECT :new, now(), programme_id, module_id, title, 'published', 'public', opens_at, closes_at, contact_id
FROM delivery WHERE state = 'published' AND opens_at < now() AND closes_at > now() ORDER BY closes_at LIMIT 1
"""
PEOPLE = """
INSERT INTO person (id, created_at, email, first_name, last_name, sort_key, search_words, locale, organisation_id,
    job_title, is_administrator, session_stamp)
SELECT gen_random_uuid(), now(), 'bench' || :rows || '-' || n || '@example.org', 'Ana', 'Novak ' || n,
    convert_to('novak' || lpad(n::text, 6, '0'), 'UTF8'), 'ana novak ' || n, (ARRAY['sl', 'de', 'en'])[1 + n % 3],
    (SELECT id FROM organisation ORDER BY sort_key OFFSET (n % 100) LIMIT 1), 'Planner', false, 'stamp'
FROM generate_series(1, :rows) AS n
"""
REGISTRATIONS = """
INSERT INTO registration (id, created_at, delivery_id, person_id, organisation_id, job_title, locale, photo_consent,
    received_at)
SELECT gen_random_uuid(), now(), :new, id, organisation_id, job_title, locale, false, now()
FROM person WHERE email LIKE 'bench' || :rows || '-%'
"""


def make_lists() -> dict[int, str]:
    """Return the id of the delivery with each number of registrations."""
    return {rows: _make_list(rows) for rows in (50, 500)}


def _make_list(rows: int) -> str:
    new = uuid.uuid4()
    with transaction() as session:
        for statement in (COPY_DELIVERY, PEOPLE, REGISTRATIONS):
            session.execute(sa.text(statement), {"new": new, "rows": rows})
    return str(new)
