"""Run migrations inside the application, on its own connection."""

import logging
from pathlib import Path

from alembic import context
from flask import current_app

from app.kernel.database import db
from app.kernel.locales import Localized

HEAD_FILE = Path(__file__).with_name("HEAD")
NOT_OURS = "procrastinate_"


def is_ours(item, name, kind, reflected, compare_to):
    """Leave the queue's own tables to the queue."""
    table = name if kind == "table" else getattr(getattr(item, "table", None), "name", "")
    return not str(table).startswith(NOT_OURS)


def write_plainly(kind, item, autogen_context):
    """Write our own column types as the plain ones they stand on, so that migrations need none of our code."""
    if kind == "type" and isinstance(item, Localized):
        autogen_context.imports.add("from sqlalchemy.dialects import postgresql")
        return "postgresql.JSONB()"
    return False


def number_revision(context, revision, directives):
    """Give the next migration the next number; whoever writes it notes it in HEAD."""
    last = int(HEAD_FILE.read_text().split("_")[0]) if HEAD_FILE.exists() else 0
    directives[0].rev_id = f"{last + 1:04}"


def run_migrations():
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.Model.metadata,
            include_object=is_ours,
            render_item=write_plainly,
            process_revision_directives=number_revision,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()


logging.getLogger("alembic").setLevel(logging.WARNING)
assert current_app, "Run migrations with `flask db`."
run_migrations()
