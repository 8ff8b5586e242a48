"""Files that people upload or the system makes, kept under random keys in a local folder."""

import hashlib
import os
import secrets
from pathlib import Path

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Model, db, when_undone

BLOCK = 1024 * 1024


class StoredFile(Model):
    """What is known of a file: its key in the store, its name for people, its checked type, size and checksum."""

    __tablename__ = "stored_file"
    __table_args__ = (
        sa.UniqueConstraint("key", name="uq_stored_file_key"),
        sa.CheckConstraint("size_bytes >= 0", name="size_not_negative"),
    )

    key: Mapped[str]
    name: Mapped[str]
    media_type: Mapped[str]
    size_bytes: Mapped[int] = mapped_column(sa.BigInteger)
    sha256: Mapped[str]


def store(content: bytes, *, name: str, media_type: str) -> StoredFile:
    """Keep a file with the running transaction: undone, it is gone again; committed, it is on the disk."""
    key = f"{secrets.token_hex(1)}/{secrets.token_urlsafe(24)}"
    path = path_of(key)
    _write_safely(path, content)
    when_undone(lambda: path.unlink(missing_ok=True))
    checksum = hashlib.sha256(content).hexdigest()
    file = StoredFile(key=key, name=name, media_type=media_type, size_bytes=len(content), sha256=checksum)
    db.session.add(file)
    db.session.flush()
    return file


def path_of(key: str) -> Path:
    """Return where the file with this key lies."""
    return Path(current_app.config["FILES_DIR"]) / key


def _write_safely(path: Path, content: bytes) -> None:
    """Write beside the final name, make it last, then give it its name, so that no half file is ever seen."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.part")
    try:
        with open(draft, "wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
