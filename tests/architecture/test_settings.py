"""Every setting is documented, and nothing else is."""

import re

from tests.architecture.repository import ROOT


def test_the_table_of_settings_names_what_the_configuration_reads():
    code = (ROOT / "config.py").read_text("utf-8")
    table = (ROOT / "docs" / "settings.md").read_text("utf-8")

    read = set(re.findall(r'\benv(?:\.get\(|, )"([A-Z_]+)"', code))
    documented = set(re.findall(r"^\| `([A-Z_]+)`", table, re.M))

    assert documented == read
