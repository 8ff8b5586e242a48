"""The database: session, base model, column types and the one place that commits."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import sqlalchemy as sa
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Identifier = Annotated[uuid.UUID, mapped_column(sa.Uuid, primary_key=True, default=uuid.uuid4)]
Instant = Annotated[datetime, mapped_column(sa.DateTime(timezone=True))]
"""A moment, stored in UTC, always with its zone."""
SortKey = Annotated[bytes, mapped_column(sa.LargeBinary)]
"""A key from `locales.sort_key`; bytes compare alike under every collation."""


class Base(DeclarativeBase):
    """Give every table the naming convention of its constraints."""

    metadata = sa.MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base)


class Model(db.Model):  # type: ignore[name-defined]
    """A table with an unguessable key and its time of making."""

    __abstract__ = True

    id: Mapped[Identifier]
    created_at: Mapped[Instant] = mapped_column(server_default=sa.func.now())


def choice(states: type[StrEnum], name: str, **options: Any) -> Any:
    """Make a text column that accepts the values of `states` only, checked by a constraint called `name`."""
    kind = sa.Enum(
        states,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=name,
        values_callable=lambda members: [member.value for member in members],
    )
    return mapped_column(kind, **options)


@contextmanager
def transaction() -> Iterator[Session]:
    """Commit on success and undo on any error; opened at the edge only: a writing view, a job, a command."""
    session = db.session()
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        for undo in session.info.pop("when_undone", []):
            undo()
        raise
    session.info.pop("when_undone", None)


def when_undone(undo: Callable[[], None]) -> None:
    """Call `undo` if the running transaction is undone; for effects the database cannot undo, such as a file."""
    db.session().info.setdefault("when_undone", []).append(undo)


def violated_constraint(error: sa.exc.IntegrityError) -> str | None:
    """Return the name of the constraint that refused a row, so that an action can explain it."""
    return getattr(getattr(error.orig, "diag", None), "constraint_name", None)


def connect_database(app: Flask, url: str, migrations: Path) -> None:
    """Bind the session to a server and the `flask db` commands to the migrations."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        "pool_size": 8,
        "max_overflow": 8,
        "pool_pre_ping": False,
        "pool_recycle": 1800,
        "connect_args": {"connect_timeout": 5, "options": "-c timezone=UTC"},
    }
    db.init_app(app)
    Migrate(app, db, directory=str(migrations), compare_server_default=False)
