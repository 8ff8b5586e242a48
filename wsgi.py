"""The application for a web server: `gunicorn wsgi:app`, and for the `flask` commands."""

from app import create_app

app = create_app()
