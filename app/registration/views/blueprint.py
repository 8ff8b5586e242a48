"""The blueprint of the feature."""

from flask import Blueprint

pages = Blueprint("registration", __name__)
