"""What is committed works on any machine: no registry's address, no place of one computer, locks with hashes."""

import json
import re

from tests.architecture.repository import ROOT, place, tracked_files

# Put together here, so that this file does not name them.
REGISTRIES = [
    ".".join(words) for words in [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com")]
]
ADDRESS = re.compile("|".join(re.escape(registry) for registry in REGISTRIES))
MACHINE_PATH = re.compile(r"(?<![\w.}<])/(?:home|root|Users|work|mnt)/\w")


def _lines_with(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in tracked_files():
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:  # a picture or a document
            continue
        found += [place(path, number) for number, line in enumerate(lines, start=1) if pattern.search(line)]
    return found


def test_no_file_names_a_registry():
    assert _lines_with(ADDRESS) == []


def test_no_file_names_a_place_on_one_machine():
    assert _lines_with(MACHINE_PATH) == []


def test_python_packages_are_locked_with_hashes_and_without_addresses():
    locks = sorted(ROOT.glob("requirements*.txt"))
    entries = [
        entry for lock in locks for entry in re.split(r"\n(?=[a-z0-9])", lock.read_text("utf-8")) if "==" in entry
    ]

    assert len(locks) == len(list(ROOT.glob("requirements*.in")))
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert [lock.name for lock in locks if "://" in lock.read_text("utf-8")] == []


def test_npm_packages_are_locked_with_hashes_and_without_addresses():
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    packages.pop("")

    assert [name for name, package in packages.items() if "integrity" not in package] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []
