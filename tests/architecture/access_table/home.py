"""Who reaches the pages of the installation."""

from tests.architecture.access import EVERYBODY, READERS_OF_EVIDENCE, SIGNED_IN, Row

ROWS = [
    Row("home.show_front_page", "GET", allowed=EVERYBODY),
    Row("home.show_accessibility_statement", "GET", allowed=EVERYBODY),
    Row("home.show_privacy_notice", "GET", allowed=EVERYBODY),
    Row("home.show_contact", "GET", allowed=EVERYBODY),
    Row("home.show_gallery", "GET", allowed=EVERYBODY),
    Row("home.show_mailbox", "GET", allowed=frozenset()),
    Row("home.show_mail", "GET", allowed=frozenset(), arguments=lambda world: {"name": "1"}),
    Row("home.show_my_page", "GET", allowed=SIGNED_IN),
    Row("home.show_overview", "GET", allowed=READERS_OF_EVIDENCE | {"stranger"}),
]
