"""The lists to choose from: municipalities for everybody, all organisations for who is signed in."""

from tests.architecture.access import EVERYBODY, SIGNED_IN, Row

ROWS = [
    Row("organisations.list_municipalities", "GET", allowed=EVERYBODY),
    Row("organisations.list_organisations", "GET", allowed=SIGNED_IN),
]
