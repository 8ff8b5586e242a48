"""The blueprint that the corners of this room share."""

from flask import Blueprint

pages = Blueprint("certificates", __name__)
