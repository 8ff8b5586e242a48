"""flask serve: run the whole installation on one machine, and end all of it with one Ctrl-C."""

import json
import socket
import sys
import urllib.request
from pathlib import Path

import click
import flask_migrate
import sqlalchemy as sa
from flask import current_app
from flask.cli import with_appcontext

from app.cli.processes import Child, Household
from app.kernel.database import db
from app.kernel.embedded_postgres import EmbeddedPostgres, EmbeddedPostgresError
from config import MailServer, Settings, demonstration_mail_port

ADDRESS = "127.0.0.1"
READY_SECONDS = 120.0
GUNICORN = (
    sys.executable, "-m", "gunicorn", "wsgi:app", "--preload", "--worker-class", "gthread", "--workers", "2",
    "--threads", "8", "--graceful-timeout", "5", "--log-level", "warning",
)  # fmt: skip


@click.command()
@with_appcontext
def serve() -> None:
    """Migrate the database, then run the web server and one worker until stopped."""
    settings: Settings = current_app.config["SETTINGS"]
    household = Household(announce=lambda sentence: click.echo(sentence, err=True))
    household.listen()
    try:
        web_socket = listen_on(settings.port, "PORT")
        migrate()
        if settings.is_demonstration:
            load_demonstration_when_empty()
            start_mail_sink(household, settings)
        db.engine.dispose()
        household.start(Child("worker", [sys.executable, "-m", "flask", "work"]))
        household.start(Child("web server", [*GUNICORN, "--bind", f"fd://{web_socket.fileno()}"], [web_socket]))
        welcome(household, settings)
        household.watch(lambda: revive_database(household, settings))
    finally:
        household.stop()
        EmbeddedPostgres(settings.data_dir).stop()
    click.echo("Everything has ended.")


def migrate() -> None:
    """Bring the tables to their newest state; a database elsewhere may not answer."""
    try:
        flask_migrate.upgrade()
    except sa.exc.OperationalError as error:
        raise click.ClickException(f"The database cannot be used. Check DATABASE_URL. It says: {error.orig}")


def listen_on(port: int, setting: str) -> socket.socket:
    """Take a port of this machine for good, so that nothing is lost while a child is started again."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((ADDRESS, port))
    except OSError as error:
        raise click.ClickException(
            f"Port {port} cannot be used ({error.strerror}). End what uses it, or set {setting} to another number."
        )
    listener.listen(512)
    return listener


def load_demonstration_when_empty() -> None:
    """Load the demonstration programme into a database without one."""
    load = current_app.cli.commands.get("demo")
    with db.engine.connect() as connection:
        is_empty = not connection.execute(sa.text("SELECT EXISTS (SELECT FROM programme)")).scalar_one()
    if load and is_empty:
        click.echo("Loading the demonstration programme …")
        load.main(["load"], standalone_mode=False)


def start_mail_sink(household: Household, settings: Settings) -> None:
    """Receive the demonstration's mail, unless SMTP_URL sends it elsewhere."""
    port = demonstration_mail_port(settings.port)
    if settings.mail_server != MailServer(host=ADDRESS, port=port):
        return
    mail_socket = listen_on(port, "PORT")
    sink = Path(__file__).with_name("mail_sink.py")
    command: list[str | Path] = [sys.executable, sink, str(mail_socket.fileno()), settings.mailbox_dir]
    household.start(Child("demonstration's mail server", command, [mail_socket]))


def revive_database(household: Household, settings: Settings) -> None:
    """Start the embedded server again when it died; what uses it finds it again by itself."""
    server = EmbeddedPostgres(settings.data_dir)
    if settings.runs_embedded_database and not server.is_running():
        household.announce("The database ended unexpectedly; it starts again.")
        try:
            server.start()
        except EmbeddedPostgresError as error:
            household.announce(str(error))
            household.leaving.wait(10)


def welcome(household: Household, settings: Settings) -> None:
    """Tell the address as soon as it answers; give up when it does not."""
    address = f"http://{ADDRESS}:{settings.port}"
    if household.wait_until(lambda: answers(f"{address}/health"), seconds=READY_SECONDS):
        click.echo(f"Location Academy is at {address}  (Ctrl-C ends it)")
    elif not household.leaving.is_set():
        raise click.ClickException("The web server or the worker did not start; the lines above say why.")


def answers(address: str) -> bool:
    """Tell whether the health check finds everything well."""
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return json.load(response)["status"] == "ok"
    except (OSError, ValueError):
        return False
