"""Who reaches the session days."""

from tests.architecture.access import READERS_OF_EVIDENCE, Row
from tests.architecture.access_table.attendance import a_session, of_session

ROWS = [
    Row("trainings.list_my_sessions", "GET", allowed=READERS_OF_EVIDENCE | {"stranger"}),
    Row("trainings.show_session_day", "GET", allowed=READERS_OF_EVIDENCE, arguments=of_session, make=a_session),
]
