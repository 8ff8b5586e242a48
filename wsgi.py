"""The application for a web server: `gunicorn wsgi:app`, and for the `flask` commands."""

import gc
import sys

from app import create_app
from app.kernel.embedded_postgres import EmbeddedPostgresError
from config import SettingsError

try:
    app = create_app()
except (SettingsError, EmbeddedPostgresError) as error:
    sys.exit(f"Error: {error}")

# What stands now stays; a collection that looked at it again would copy it into each process that gunicorn forks.
gc.freeze()
