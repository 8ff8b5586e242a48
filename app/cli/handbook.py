"""flask handbook …: make the search anew."""

import time

import click
from flask.cli import AppGroup

from app.handbook.actions import index_anew
from app.kernel.database import transaction

handbook = AppGroup("handbook", help="The handbook's search.")


@handbook.command()
def index() -> None:
    """Make the latest editions searchable anew; what people read stays as it is."""
    began = time.monotonic()
    with transaction():
        count = index_anew()
    click.echo(f"Searchable editions: {count} ({time.monotonic() - began:.1f} s).")
