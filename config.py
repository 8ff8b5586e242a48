"""Settings, read once from the environment into a typed object; nothing else reads os.environ.

Every variable stands in the table of docs/settings.md.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
MEBIBYTE = 1024 * 1024
SHORTEST_SECRET = 32


class Mode(StrEnum):
    """How the installation is used; it decides what is shown and what is refused."""

    PRODUCTION = "production"
    DEMONSTRATION = "demonstration"
    TEST = "test"


class SettingsError(ValueError):
    """A setting is missing or wrong; the message names it and says what to do."""


@dataclass(frozen=True)
class MailServer:
    """Where the worker hands over mail."""

    host: str
    port: int
    user: str | None = None
    password: str | None = None
    starttls: bool = False


@dataclass(frozen=True)
class Settings:
    """Everything the operator may decide."""

    mode: Mode
    secret_key: str
    data_dir: Path
    database_url: str | None
    port: int
    public_url: str
    mail_server: MailServer
    mail_from: str
    upload_limit_bytes: int
    trusted_proxies: int
    log_level: str

    @property
    def is_demonstration(self) -> bool:
        return self.mode is Mode.DEMONSTRATION

    @property
    def files_dir(self) -> Path:
        return self.data_dir / "files"

    @property
    def mailbox_dir(self) -> Path:
        """Where the demonstration's own mail server puts what was sent."""
        return self.data_dir / "mailbox"

    @property
    def runs_embedded_database(self) -> bool:
        return self.database_url is None


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; raise SettingsError with a sentence that names the wrong one."""
    env = os.environ if environment is None else environment
    mode = _read_mode(env)
    data_dir = Path(env.get("DATA_DIR") or ROOT / ".data").expanduser().resolve()
    port = _read_whole_number(env, "PORT", default=8000, least=1, most=65535)
    return Settings(
        mode=mode,
        secret_key=_read_secret_key(env, mode, data_dir),
        data_dir=data_dir,
        database_url=_read_database_url(env),
        port=port,
        public_url=_read_public_url(env, mode, port),
        mail_server=_read_mail_server(env, mode, port),
        mail_from=env.get("MAIL_FROM") or "Location Academy <academy@example.org>",
        upload_limit_bytes=_read_whole_number(env, "UPLOAD_LIMIT_MIB", default=25, least=1, most=1024) * MEBIBYTE,
        trusted_proxies=_read_whole_number(env, "TRUSTED_PROXIES", default=0, least=0, most=5),
        log_level=_read_log_level(env),
    )


def _read_mode(env: Mapping[str, str]) -> Mode:
    value = env.get("MODE") or Mode.PRODUCTION
    try:
        return Mode(value)
    except ValueError:
        raise SettingsError(f"MODE is '{value}'; it must be one of {', '.join(Mode)}.") from None


def _read_secret_key(env: Mapping[str, str], mode: Mode, data_dir: Path) -> str:
    key = env.get("SECRET_KEY", "")
    if mode is Mode.PRODUCTION and not key:
        raise SettingsError(
            "SECRET_KEY is missing; a production installation does not start without it. "
            f"Set it to a random text of at least {SHORTEST_SECRET} characters."
        )
    if mode is Mode.PRODUCTION and len(key) < SHORTEST_SECRET:
        raise SettingsError(f"SECRET_KEY is too short; it needs at least {SHORTEST_SECRET} characters.")
    return key or _keep_own_secret(data_dir / "secret_key")


def _keep_own_secret(file: Path) -> str:
    """Return the key of a demonstration or test, made at the first start and kept beside its data."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
            handle.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    except OSError as error:
        raise SettingsError(f"DATA_DIR is '{file.parent}', which cannot be written ({error.strerror}).") from None
    return file.read_text().strip()


def _read_database_url(env: Mapping[str, str]) -> str | None:
    url = env.get("DATABASE_URL")
    if not url:
        return None
    scheme, separator, rest = url.partition("://")
    if not separator or scheme not in {"postgresql", "postgres", "postgresql+psycopg"}:
        raise SettingsError("DATABASE_URL must begin with postgresql://; PostgreSQL 15 or newer is the one database.")
    return f"postgresql+psycopg://{rest}"


def _read_public_url(env: Mapping[str, str], mode: Mode, port: int) -> str:
    url = (env.get("PUBLIC_URL") or "").rstrip("/")
    if not url and mode is Mode.PRODUCTION:
        raise SettingsError(
            "PUBLIC_URL is missing; mails and certificates need the address, such as https://academy.si."
        )
    url = url or f"http://127.0.0.1:{port}"
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingsError(f"PUBLIC_URL is '{url}'; it must be a whole address such as https://academy.si.")
    return url


def _read_mail_server(env: Mapping[str, str], mode: Mode, port: int) -> MailServer:
    url = env.get("SMTP_URL")
    if not url:
        if mode is Mode.PRODUCTION:
            raise SettingsError("SMTP_URL is missing; set it to smtp://[user:password@]host[:port][?starttls=1].")
        return MailServer(host="127.0.0.1", port=demonstration_mail_port(port))
    parts = urlsplit(url)
    if parts.scheme != "smtp" or not parts.hostname:
        raise SettingsError("SMTP_URL must look like smtp://[user:password@]host[:port][?starttls=1].")
    return MailServer(
        host=parts.hostname,
        port=parts.port or 25,
        user=parts.username,
        password=parts.password,
        starttls="starttls=1" in parts.query,
    )


def demonstration_mail_port(port: int) -> int:
    """Return the port of the demonstration's own mail server, beside the web server's."""
    return port + 25 if port <= 65510 else port - 25


def _read_whole_number(env: Mapping[str, str], name: str, *, default: int, least: int, most: int) -> int:
    value = env.get(name) or str(default)
    if not value.isdecimal() or not least <= int(value) <= most:
        raise SettingsError(f"{name} is '{value}'; it must be a whole number from {least} to {most}.")
    return int(value)


def _read_log_level(env: Mapping[str, str]) -> str:
    level = (env.get("LOG_LEVEL") or "INFO").upper()
    if level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise SettingsError(f"LOG_LEVEL is '{level}'; it must be one of DEBUG, INFO, WARNING, ERROR.")
    return level
