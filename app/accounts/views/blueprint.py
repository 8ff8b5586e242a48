"""The blueprint that the corners of this room share."""

from flask import Blueprint

pages = Blueprint("accounts", __name__)
