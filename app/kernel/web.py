"""What every page shares: language in the address, assets, filters, headers, error pages and the health check."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, Flask, abort, current_app, g, jsonify, redirect, render_template, request, url_for
from flask_login import AnonymousUserMixin
from jinja2 import StrictUndefined
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response
from whitenoise import WhiteNoise

from app.kernel import i18n, queue
from app.kernel.access import public
from app.kernel.errors import DomainError
from app.kernel.locales import LANGUAGE_NAMES, LOCALES, LocalizedText

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
PAGES_WITH_TEXT = {400, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503}

pages = Blueprint("kernel", __name__)


@dataclass(frozen=True)
class LanguageLink:
    """The same page in another language."""

    locale: str
    name: str
    short: str
    url: str
    is_current: bool


def connect_pages(app: Flask, static_dir: Path) -> None:
    """Give every page its language, assets, filters, headers and errors."""
    app.config["STATIC_DIR"] = str(static_dir)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= FILTERS
    app.jinja_env.globals |= {"asset": asset, "public_url_for": public_url_for}
    app.url_value_preprocessor(_take_locale)
    app.url_defaults(_give_locale)
    app.context_processor(_page_facts)
    app.after_request(_add_headers)
    app.register_blueprint(pages)
    _connect_errors(app)
    _serve_static_files(app, static_dir)


def _serve_static_files(app: Flask, static_dir: Path) -> None:
    """Serve built files with a year's caching, since their names carry their content's hash."""
    dist = static_dir / "dist"
    dist.mkdir(parents=True, exist_ok=True)
    wsgi: Any = WhiteNoise(app.wsgi_app, root=dist, prefix="static/", max_age=0, immutable_file_test=_is_hashed)
    if proxies := app.config["TRUSTED_PROXIES"]:
        wsgi = ProxyFix(wsgi, x_for=proxies, x_proto=proxies)
    app.wsgi_app = wsgi  # type: ignore[method-assign]


def _is_hashed(_path: str, url: str) -> bool:
    parts = url.rsplit("/", 1)[-1].split(".")
    return len(parts) > 2 and len(parts[-2]) >= 8


def asset(name: str) -> str:
    """Return the address of a built file by its plain name."""
    manifest = current_app.extensions.get("asset_manifest")
    if manifest is None:
        file = Path(current_app.config["STATIC_DIR"]) / "dist" / "manifest.json"
        manifest = json.loads(file.read_text()) if file.exists() else {}
        current_app.extensions["asset_manifest"] = manifest
    return f"/static/{manifest.get(name, name)}"


def public_url_for(endpoint: str, **values: Any) -> str:
    """Return a page's whole address for mails and papers, in the language being spoken unless `lang` names another."""
    current_app.inject_url_defaults(endpoint, values)
    return str(current_app.config["PUBLIC_URL"]) + current_app.url_map.bind("").build(endpoint, values)


def _take_locale(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Take the language out of the view's arguments; an unknown one is a page that does not exist."""
    locale = (values or {}).pop("lang", None)
    if locale is not None and locale not in LOCALES:
        abort(404)


def _give_locale(endpoint: str, values: dict[str, Any]) -> None:
    if "lang" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values["lang"] = i18n.current_locale()


def _page_facts() -> dict[str, Any]:
    return {
        "current_locale": i18n.current_locale(),
        "language_links": _language_links(),
        "is_demonstration": current_app.config["IS_DEMONSTRATION"],
    }


def _language_links() -> list[LanguageLink]:
    return [
        LanguageLink(
            locale, LANGUAGE_NAMES[locale], locale.upper(), _same_page(locale), locale == i18n.current_locale()
        )
        for locale in LOCALES
    ]


def _same_page(locale: str) -> str:
    """Return this page's address in another language, with its filters."""
    view_takes_language = request.url_rule is not None and "lang" in request.url_rule.arguments
    if not view_takes_language or request.method != "GET":
        return _same_path(locale)
    query = request.args.to_dict(flat=False)
    return url_for(str(request.endpoint), **{**query, **(request.view_args or {}), "lang": locale})


def _same_path(locale: str) -> str:
    first, _, rest = request.path.lstrip("/").partition("/")
    return f"/{locale}/{rest}" if first in LOCALES and request.method == "GET" else f"/{locale}/"


@pages.get("/")
@public
def choose_language() -> Response:
    """Send a visitor without a language to the one their browser prefers."""
    best = request.accept_languages.best_match(LOCALES, "en")
    response = redirect(f"/{best}/", 302)
    response.headers["Vary"] = "Accept-Language"
    return response


@pages.get("/health")
@public
def health() -> tuple[Response, int]:
    """Say whether the process and its database answer."""
    reachable = queue.is_database_reachable()
    state = "ok" if reachable else "unreachable"
    return jsonify(status="ok" if reachable else "error", database=state), 200 if reachable else 503


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-cache"
    return response


def _connect_errors(app: Flask) -> None:
    app.register_error_handler(DomainError, _show_refusal)
    app.register_error_handler(HTTPException, _show_http_error)
    app.register_error_handler(sa.exc.OperationalError, _show_missing_database)


def _show_refusal(error: DomainError) -> tuple[str, int]:
    return _error_page(error.status, explanation=error.explain())


def _show_http_error(error: HTTPException) -> tuple[str, int] | HTTPException:
    status = error.code or 500
    if status not in PAGES_WITH_TEXT:
        return error
    return _error_page(status, explanation="")


def _show_missing_database(_error: sa.exc.OperationalError) -> tuple[str, int, dict[str, str]]:
    """Show a page that needs no database: nobody is signed in and no programme is known on it."""
    g._login_user = AnonymousUserMixin()
    g.database_is_missing = True
    return *_error_page(503, explanation=""), {"Retry-After": "30"}


def _error_page(status: int, *, explanation: str) -> tuple[str, int]:
    return render_template(f"errors/{status}.html", status=status, explanation=explanation), status


def show_localized(text: LocalizedText) -> Markup:
    """Show a text in the reader's language; another language is marked with `lang`."""
    shown, locale = text.shown_in(i18n.current_locale())
    if locale == i18n.current_locale():
        return Markup("{}").format(shown)
    return Markup('<span lang="{}">{}</span>').format(locale, shown)


FILTERS = {
    "localized": show_localized,
    "format_date": i18n.format_date,
    "format_time": i18n.format_time,
    "format_datetime": i18n.format_datetime,
    "format_range": i18n.format_range,
    "format_time_range": i18n.format_time_range,
    "format_zone": i18n.format_zone,
    "format_number": i18n.format_number,
    "format_percent": i18n.format_percent,
    "filesize": i18n.format_filesize,
}
