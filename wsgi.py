"""The application for a web server: `gunicorn wsgi:app`, and for the `flask` commands."""

import sys

from app import create_app
from app.kernel.embedded_postgres import EmbeddedPostgresError
from config import SettingsError

try:
    app = create_app()
except (SettingsError, EmbeddedPostgresError) as error:
    sys.exit(f"Error: {error}")
