"""Location Academy: one place where a training programme across a border runs."""

import logging
from datetime import timedelta

from flask import Flask
from flask_login import LoginManager
from flask_wtf import CSRFProtect

from app import cli, features
from app.accounts.models import Visitor
from app.accounts.queries import find_signed_in_person
from app.kernel import access, database, i18n, queue, web
from app.kernel.clock import now
from app.kernel.embedded_postgres import EmbeddedPostgres
from app.programmes.queries import find_current_programme
from config import ROOT, Mode, Settings, read_settings


def create_app(settings: Settings | None = None, *, database_url: str | None = None) -> Flask:
    """Wire the application; read top to bottom.

    Raise SettingsError, EmbeddedPostgresError or UnmarkedView with a sentence that says what to do.
    """
    settings = settings or read_settings()
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=None)
    _configure(app, settings)
    url = database_url or settings.database_url or EmbeddedPostgres(settings.data_dir).start()

    database.connect_database(app, url, ROOT / "migrations")
    queue.connect_queue(app, url)
    i18n.connect_translations(app, str(ROOT / "translations"))
    web.connect_pages(app, ROOT / "static")
    app.jinja_env.globals["current_programme"] = lambda: find_current_programme(now())
    CSRFProtect(app)
    _connect_sign_in(app)
    access.guard_views(app)

    features.import_tables()
    features.import_rooms("jobs")
    for views in features.import_rooms("views"):
        app.register_blueprint(views.pages, url_prefix="/<lang>")
    cli.register_commands(app)
    access.refuse_unmarked_views(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    """Give Flask and its extensions what they need of the settings; the rest reads `config["SETTINGS"]`."""
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("procrastinate").setLevel(max(logging.WARNING, logging.getLevelName(settings.log_level)))
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        IS_DEMONSTRATION=settings.is_demonstration,
        TRUSTED_PROXIES=settings.trusted_proxies,
        FILES_DIR=settings.files_dir,
        MAIL_SERVER=settings.mail_server,
        MAIL_FROM=settings.mail_from,
        PUBLIC_URL=settings.public_url,
        MAX_CONTENT_LENGTH=settings.upload_limit_bytes + 1024 * 1024,
        SESSION_COOKIE_NAME="academy",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.public_url.startswith("https://"),
        PERMANENT_SESSION_LIFETIME=timedelta(days=30),
        WTF_CSRF_TIME_LIMIT=None,
        TESTING=settings.mode is Mode.TEST,
    )


def _connect_sign_in(app: Flask) -> None:
    """Let Flask-Login know who a browser's session belongs to."""
    sign_in = LoginManager(app)
    sign_in.anonymous_user = Visitor
    sign_in.session_protection = None
    sign_in.user_loader(find_signed_in_person)
