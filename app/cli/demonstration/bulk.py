"""Many rows into a table at once, on the running transaction's own connection."""

from collections.abc import Iterable
from itertools import chain
from typing import Any, cast

import psycopg
from psycopg import sql

from app.kernel.database import Model, db


def copy_rows(table: type[Model], rows: Iterable[dict[str, Any]]) -> None:
    """Stream rows by PostgreSQL's COPY; each row names the same columns, JSON stands as text."""
    iterator = iter(rows)
    first = next(iterator, None)
    if first is None:
        return
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.__tablename__), sql.SQL(", ").join(map(sql.Identifier, first))
    )
    connection = cast(psycopg.Connection, db.session.connection().connection.driver_connection)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in chain([first], iterator):
            copy.write_row(list(row.values()))
