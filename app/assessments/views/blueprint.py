"""The blueprint that all views of the feature share."""

from flask import Blueprint

pages = Blueprint("assessments", __name__)
