"""A worker process for the trial of kill -9: run with a database address and a data folder."""

import time
import uuid

import sqlalchemy as sa

from app import create_app
from app.kernel.database import db
from app.kernel.queue import handles, run_worker
from config import read_settings

TOPIC = "trial.asked"


@handles(TOPIC)
def leave_an_effect(thing_id: uuid.UUID) -> None:
    """Do slow work once: first look whether it is done."""
    if db.session.scalar(sa.text("SELECT count(*) FROM trial_effect WHERE thing_id = :id"), {"id": thing_id}):
        return
    time.sleep(0.05)
    db.session.execute(sa.text("INSERT INTO trial_effect VALUES (:id)"), {"id": thing_id})


def main(database_url: str, data_dir: str) -> None:
    environment = {"MODE": "test", "DATA_DIR": data_dir, "LOG_LEVEL": "WARNING"}
    create_app(read_settings(environment), database_url=database_url)
    run_worker(concurrency=2)
