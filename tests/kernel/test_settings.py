"""A wrong setting stops the start with a sentence that names it."""

import pytest

from config import Mode, SettingsError, read_settings

PRODUCTION = {
    "MODE": "production",
    "SECRET_KEY": "a" * 32,
    "PUBLIC_URL": "https://academy.example.org",
    "SMTP_URL": "smtp://mail.example.org",
}


def test_a_complete_production_installation_starts(tmp_path):
    settings = read_settings({**PRODUCTION, "DATA_DIR": str(tmp_path)})

    assert settings.mode is Mode.PRODUCTION
    assert settings.runs_embedded_database


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MODE", "prodution"),
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("PUBLIC_URL", ""),
        ("PUBLIC_URL", "academy.example.org"),
        ("SMTP_URL", ""),
        ("SMTP_URL", "mail.example.org"),
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("UPLOAD_LIMIT_MIB", "0"),
        ("DATABASE_URL", "sqlite:///academy.db"),
        ("TRUSTED_PROXIES", "-1"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path, name, value):
    with pytest.raises(SettingsError, match=name):
        read_settings({**PRODUCTION, "DATA_DIR": str(tmp_path), name: value})


def test_the_demonstration_keeps_a_secret_of_its_own(tmp_path):
    environment = {"MODE": "demonstration", "DATA_DIR": str(tmp_path)}

    first, second = read_settings(environment), read_settings(environment)

    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_common_form_of_the_database_address_is_understood(tmp_path):
    settings = read_settings({**PRODUCTION, "DATA_DIR": str(tmp_path), "DATABASE_URL": "postgres://me@db/academy"})

    assert settings.database_url == "postgresql+psycopg://me@db/academy"
