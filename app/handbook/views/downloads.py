"""Downloads: an edition or a chapter as PDF and EPUB, made when first asked for."""

import uuid

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from app.handbook import actions
from app.handbook.models import Download, DownloadFormat
from app.handbook.queries import (
    ChapterEntry,
    Version,
    find_edition_chapter_id,
    get_download,
    get_edition,
    list_book_languages,
    list_downloads,
    list_outline,
)
from app.handbook.rules.downloads import FORMAT_NAMES, TooManyWaiting
from app.handbook.rules.words import language_name
from app.handbook.views.blueprint import pages
from app.kernel.access import public
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.errors import NotFound
from app.kernel.files import path_of
from app.kernel.i18n import current_locale
from app.programmes.models import Programme
from app.programmes.queries import find_current_programme


@pages.get("/handbook/editions/<int(max=9999):edition>/downloads", defaults={"chapter": None})
@pages.get("/handbook/editions/<int(max=9999):edition>/<int(max=9999):chapter>/downloads")
@public
def show_downloads(edition: int, chapter: int | None) -> str:
    """Show in which languages and formats an edition or a chapter can be had, and what is made already."""
    version = get_edition(_programme().id, edition)
    asked_for = {(one.language, one.format): one for one in list_downloads(version, chapter_number=chapter)}
    return render_template(
        "handbook/show_downloads.html",
        version=version,
        chapter=_find_chapter(version, chapter),
        books=[
            (
                language,
                language_name(language),
                [(one, FORMAT_NAMES[one], asked_for.get((language, one))) for one in DownloadFormat],
            )
            for language in sorted(list_book_languages(version), key=lambda one: one != current_locale())
        ],
    )


@pages.post("/handbook/editions/<int(max=9999):edition>/downloads", defaults={"chapter": None})
@pages.post("/handbook/editions/<int(max=9999):edition>/<int(max=9999):chapter>/downloads")
@public
def ask_for_download(edition: int, chapter: int | None) -> Response:
    """Let a file be made."""
    version = get_edition(_programme().id, edition)
    language, download_format = _read_choice(version)
    assert version.edition_id is not None
    try:
        with transaction():
            actions.ask_for_download(
                version.edition_id,
                edition_chapter_id=find_edition_chapter_id(version, chapter),
                language=language,
                download_format=download_format,
            )
    except TooManyWaiting as refusal:
        flash(refusal.explain(), "attention")
    return redirect(url_for(".show_downloads", edition=edition, chapter=chapter), 303)


@pages.get("/handbook/downloads/<uuid:download_id>")
@public
def show_download(download_id: uuid.UUID) -> Response | str:
    """Show how far a file is: the part of the page that changes, fetched again by itself."""
    download = get_download(download_id, _programme().id)
    if "HX-Request" not in request.headers:
        return redirect(_page_of(download), 302)
    return render_template(
        "handbook/_download.html",
        download=download,
        language_name=language_name(download.language),
        format_name=FORMAT_NAMES[download.format],
        address=_page_of(download),
    )


@pages.get("/handbook/downloads/<uuid:download_id>/file")
@public
def download_file(download_id: uuid.UUID) -> Response:
    """Hand out a file that is made."""
    file = get_download(download_id, _programme().id).file
    if file is None:
        raise NotFound
    return send_file(path_of(file.key), mimetype=file.media_type, as_attachment=True, download_name=file.name)


def _programme() -> Programme:
    programme = find_current_programme(now())
    if programme is None:
        raise NotFound
    return programme


def _find_chapter(version: Version, number: int | None) -> ChapterEntry | None:
    if number is None:
        return None
    for entry in list_outline(version, number):
        if entry.number == number:
            return entry
    raise NotFound


def _read_choice(version: Version) -> tuple[str, DownloadFormat]:
    """Read what the button says; what no button says is no request of ours."""
    language, name = request.form.get("language", ""), request.form.get("format", "")
    if language not in list_book_languages(version) or name not in set(DownloadFormat):
        abort(400)
    return language, DownloadFormat(name)


def _page_of(download: Download) -> str:
    chapter = download.chapter.number if download.chapter else None
    return url_for(".show_downloads", edition=download.edition.number, chapter=chapter)
