"""A running installation with a copy of the demonstration of its own."""

import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

import sqlalchemy as sa
from flask import Flask

from app.kernel.i18n import gettext, use_locale
from tests.jobs import run_jobs
from tests.mailbox import Mailbox


@dataclass(frozen=True)
class House:
    """An application, where it is served, and the mails it sent."""

    app: Flask
    address: str
    mailbox: Mailbox

    def work_off(self, *, may_fail: bool = False) -> None:
        """Do what was deferred; see `do`."""
        self.do(lambda: run_jobs(may_fail=may_fail))

    def do(self, work: Callable[[], Any]) -> Any:
        """Do something inside the application, in a thread of its own: the browser's loop runs in this one."""
        results: list[Any] = []
        failures: list[BaseException] = []

        def run() -> None:
            with self.app.app_context():
                try:
                    results.append(work())
                except BaseException as failure:  # noqa: BLE001 - raised again in the test's own thread
                    failures.append(failure)

        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
        if failures:
            raise failures[0]
        return results[0]

    def mails_to(self, address: str) -> list[EmailMessage]:
        """Return the mails to an address, the latest last."""
        return [mail for mail in self.mailbox.mails if address in str(mail["To"])]


def copy_database(template_url: str) -> str:
    """Copy a database as a whole, which takes a fraction of loading it."""
    template = sa.make_url(template_url)
    copy = template.set(database=f"walk_{uuid.uuid4().hex[:12]}")
    engine = sa.create_engine(template.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f'CREATE DATABASE "{copy.database}" TEMPLATE "{template.database}"'))
    engine.dispose()
    return copy.render_as_string(hide_password=False)


def translator(app: Flask, locale: str) -> Callable[..., str]:
    """Return what turns a message into the words of a language."""

    def translate(message: str, **facts: Any) -> str:
        with app.app_context(), use_locale(locale):
            return str(gettext(message, **facts))

    return translate
