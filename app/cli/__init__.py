"""Commands of the installation: flask db, work, accounts, serve, backup, restore, demo load, handbook index."""

from flask import Flask

from app.cli.accounts import accounts
from app.cli.backup import backup, restore
from app.cli.demonstration import demo
from app.cli.handbook import handbook
from app.cli.serve import serve
from app.cli.work import work


def register_commands(app: Flask) -> None:
    """Add our commands to those of Flask."""
    for command in (accounts, backup, demo, handbook, restore, serve, work):
        app.cli.add_command(command)
