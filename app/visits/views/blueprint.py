"""The blueprint that all pages of study visits hang on."""

from flask import Blueprint

pages = Blueprint("visits", __name__)
