"""Commands of the installation: flask db … · flask work · flask accounts … · flask serve · flask backup …"""

from flask import Flask

from app.cli.backup import backup, restore
from app.cli.serve import serve
from app.cli.work import work


def register_commands(app: Flask) -> None:
    """Add our commands to those of Flask."""
    for command in (backup, restore, serve, work):
        app.cli.add_command(command)
