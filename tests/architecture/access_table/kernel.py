"""Who reaches the kernel's pages."""

from tests.architecture.access import EVERYBODY, Row

ROWS = [
    Row("kernel.choose_language", "GET", allowed=EVERYBODY),
    Row("kernel.health", "GET", allowed=EVERYBODY),
]
