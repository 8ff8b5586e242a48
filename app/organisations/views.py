"""The lists that comboboxes fetch: once each, and after that only the question whether they changed."""

from collections.abc import Iterable

from flask import Blueprint, jsonify, request
from flask import Response as JsonResponse
from werkzeug.wrappers import Response

from app.kernel.access import public, requires
from app.organisations.permissions import may_list_organisations
from app.organisations.queries import (
    OrganisationChoice,
    list_municipalities_for_choice,
    list_organisations_for_choice,
)

pages = Blueprint("organisations", __name__)
AN_HOUR = 3600


@pages.get("/municipalities.json")
@public
def list_municipalities() -> Response:
    """Hand out all municipalities of the registers; they change once in years."""
    return _answer(list_municipalities_for_choice(), f"public, max-age={AN_HOUR}")


@pages.get("/organisations.json")
@requires(may_list_organisations)
def list_organisations() -> Response:
    """Hand out all organisations to somebody who is signed in."""
    return _answer(list_organisations_for_choice(), "private, no-cache")


def _answer(organisations: Iterable[OrganisationChoice], keeping: str) -> Response:
    answer: JsonResponse = jsonify([(str(one.id), one.label) for one in organisations])
    answer.headers["Cache-Control"] = keeping
    answer.add_etag()
    return answer.make_conditional(request)
