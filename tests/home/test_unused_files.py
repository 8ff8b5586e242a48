"""Each night the stored files go that nothing refers to any more, and no other."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.home.jobs import remove_unused_files
from app.kernel.clock import now
from app.kernel.database import db, transaction
from app.kernel.files import StoredFile, path_of, store
from tests.factories.accounts import make_person
from tests.factories.certificates import make_certificate, make_facts
from tests.factories.courses import make_material
from tests.factories.events import make_delivery

OLD = now() - timedelta(days=2)


def keep(*, stored_at):
    file = store(b"content", name="plan.pdf", media_type="application/pdf")
    file.created_at = stored_at
    db.session.flush()
    return file


def refer_from_certificate(programme, file):
    delivery, person = make_delivery(programme=programme), make_person()
    facts = make_facts(programme={**make_facts()["programme"], "logos": [{"key": file.key, "text": {}}]})
    make_certificate(delivery, person.id, issued_by_id=person.id, facts=facts)


REFERENCES = {
    "nothing": lambda programme, file: None,
    "a material": lambda programme, file: make_material(file_id=file.id),
    "frozen facts": refer_from_certificate,
}


def what_is_left(key):
    with transaction():
        remove_unused_files()
    row = db.session.scalar(sa.select(StoredFile).where(StoredFile.key == key))
    db.session.rollback()
    return row is not None, path_of(key).exists()


@pytest.mark.parametrize(
    ("stored_at", "refers", "stays"),
    [
        (OLD, "nothing", False),
        (OLD, "a material", True),
        (OLD, "frozen facts", True),
        (now(), "nothing", True),
    ],
)
def test_a_file_goes_when_it_is_old_and_nothing_refers_to_it(programme, stored_at, refers, stays):
    with transaction():
        file = keep(stored_at=stored_at)
        key = file.key
        REFERENCES[refers](programme, file)

    assert what_is_left(key) == (stays, stays)
