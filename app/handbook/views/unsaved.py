"""Nothing typed is lost when a sign-in ends: the answer shows it again, instead of asking for an address only."""

import re

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user

from app.handbook.views.blueprint import pages

TYPED = re.compile(r"body|alt|caption|note|note_.+|table|(title|word|other_words|definition)-.+")
"""Fields that people write in; the others are chosen, or not seen."""


@pages.after_request
def show_what_was_typed(response: Response) -> Response:
    """Answer a text that could not be taken with the text itself.

    It is not taken from who is no longer signed in, and from a page opened before the person signed in again.
    """
    if request.method != "POST" or (current_user.is_authenticated and response.status_code != 400):
        return response
    typed = [text for name, text in request.form.items(multi=True) if TYPED.fullmatch(name) and text.strip()]
    if not typed:
        return response
    page = request.full_path.rstrip("?")
    is_visitor = not current_user.is_authenticated
    body = render_template(
        "handbook/show_unsaved_text.html",
        typed=typed,
        is_visitor=is_visitor,
        back_url=url_for("accounts.show_sign_in", next=page) if is_visitor else page,
    )
    return make_response(body, 401 if is_visitor else 400)
