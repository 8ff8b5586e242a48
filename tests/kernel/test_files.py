"""Stored files live and die with their transaction."""

import hashlib
from pathlib import Path

import pytest

from app.kernel.database import transaction
from app.kernel.files import path_of, store


def files_in(app) -> list[Path]:
    return [path for path in Path(app.config["FILES_DIR"]).rglob("*") if path.is_file()]


def test_a_stored_file_is_kept_whole_under_a_random_key(app, empty_db):
    with transaction():
        first = store(b"content", name="../../plan.pdf", media_type="application/pdf")
        second = store(b"content", name="../../plan.pdf", media_type="application/pdf")
        keys = first.key, second.key
        facts = first.size_bytes, first.sha256

    assert keys[0] != keys[1]
    assert "plan" not in keys[0]
    assert path_of(keys[0]).read_bytes() == b"content"
    assert facts == (7, hashlib.sha256(b"content").hexdigest())


def test_the_file_of_an_undone_transaction_is_gone(app, empty_db):
    before = files_in(app)

    with pytest.raises(RuntimeError), transaction():
        store(b"content", name="plan.pdf", media_type="application/pdf")
        raise RuntimeError("undone")

    assert files_in(app) == before
