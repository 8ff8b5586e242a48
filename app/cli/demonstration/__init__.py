"""flask demo load: make the living demonstration programme."""

import logging
import time

import click
import sqlalchemy as sa
from flask.cli import AppGroup

from app.cli.demonstration.programme import programme_code
from app.kernel.clock import now
from app.kernel.database import db, transaction
from app.programmes.models import Programme

demo = AppGroup("demo", help="The demonstration programme.")


@demo.command()
@click.option("--people", default=0, help="Add so many more people, with four registrations each.")
@click.option("--events", default=0, help="Add so many more sessions, two to a delivery.")
def load(people: int, events: int) -> None:
    """Make the demonstration programme, with dates around today; --people and --events make a large data set."""
    # Web servers know the command too, and need neither its texts nor what draws its pictures.
    from app.cli.demonstration.crowd import load_crowd
    from app.cli.demonstration.whole import load_demonstration

    logging.getLogger("procrastinate").setLevel(logging.WARNING)  # not a line for each job that is dropped again
    began, at = time.monotonic(), now()
    with transaction():
        refuse_a_second_load()
        programme = load_demonstration(at)
        if people or events:
            load_crowd(programme, people=people, events=events, at=at)
    click.echo(f"The demonstration programme is loaded ({time.monotonic() - began:.1f} s).")


def refuse_a_second_load() -> None:
    """Keep people's work: a programme that is there is never made again."""
    if db.session.scalar(sa.select(sa.exists().where(Programme.code == programme_code()))):
        raise click.ClickException(
            f"The programme {programme_code()} is loaded already, so nothing was changed. "
            "To begin anew, use an empty database or another DATA_DIR."
        )
