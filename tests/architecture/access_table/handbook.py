"""Who reaches the handbook's pages."""

from app.kernel.database import db
from app.programmes.models import Programme
from tests.architecture.access import EVERYBODY, Row, World
from tests.factories.handbook import make_block, make_chapter, make_section


def make_text(world: World) -> None:
    """Add a published chapter to every programme, since the public pages speak of the one that runs."""
    for programme in db.session.query(Programme):
        section = make_section(make_chapter(programme, number=3), number=2)
        make_block(section)


ROWS = [
    Row("handbook.show_handbook", "GET", allowed=EVERYBODY),
    Row("handbook.show_chapter", "GET", allowed=EVERYBODY, arguments=lambda world: {"chapter": 3}, make=make_text),
    Row(
        "handbook.show_section",
        "GET",
        allowed=EVERYBODY,
        arguments=lambda world: {"chapter": 3, "section": 2},
        make=make_text,
    ),
]
