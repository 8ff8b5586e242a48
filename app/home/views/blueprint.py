"""The blueprint that the corners of this room share."""

from flask import Blueprint

pages = Blueprint("home", __name__)
