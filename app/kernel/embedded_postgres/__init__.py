"""The embedded PostgreSQL: started under DATA_DIR when no DATABASE_URL is set.

It listens on a socket in a private folder only. Every process that uses it calls `start()`; when the last of them
has gone, even by kill -9, a small keeper process stops the server.
"""

from app.kernel.embedded_postgres.host import EmbeddedPostgresError, Machine
from app.kernel.embedded_postgres.server import EmbeddedPostgres, ensure_database

__all__ = ["EmbeddedPostgres", "EmbeddedPostgresError", "Machine", "ensure_database"]
