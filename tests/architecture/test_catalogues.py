"""Slovenian and German say everything that English says, in all their plural forms."""

import csv
import re
import subprocess

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.architecture.repository import ROOT

PLURAL_FORMS = {"sl": 4, "de": 2}
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|%[sd]")
TAG = re.compile(r"</?[a-z]+")
LETTERS = re.compile(r"[^\W\d_]{2,}")

pytestmark = pytest.mark.parametrize("locale", PLURAL_FORMS)


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Catalog:
    pot = tmp_path_factory.mktemp("catalogue") / "messages.pot"
    subprocess.run(["scripts/update-catalogues", "--collect", str(pot)], cwd=ROOT, check=True)
    with pot.open("rb") as file:
        return read_po(file)


@pytest.fixture
def catalogue(locale) -> Catalog:
    with (ROOT / "translations" / locale / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=locale)


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _pairs(message: Message) -> list[tuple[str, str]]:
    """Pair the English text with each form of the translation."""
    if isinstance(message.id, tuple):
        return [(message.id[-1], form) for form in message.string]
    return [(message.id, str(message.string))]


def test_every_text_of_code_and_templates_is_in_the_catalogue(template, catalogue):
    known = {(message.context, message.id) for message in _messages(catalogue)}

    assert [message.id for message in _messages(template) if (message.context, message.id) not in known] == []


def test_every_text_is_translated_in_all_its_plural_forms(catalogue, locale):
    wanting = [
        message.id
        for message in _messages(catalogue)
        if not all(form.strip() for _, form in _pairs(message))
        or (isinstance(message.id, tuple) and len(message.string) != PLURAL_FORMS[locale])
    ]

    assert catalogue.num_plurals == PLURAL_FORMS[locale]
    assert wanting == []


def test_no_text_is_fuzzy(catalogue):
    assert [message.id for message in _messages(catalogue) if message.fuzzy] == []


def test_translations_keep_placeholders_and_tags(catalogue):
    changed = [
        (english, translated)
        for message in _messages(catalogue)
        for english, translated in _pairs(message)
        for mark in (PLACEHOLDER, TAG)
        if not _same_marks(mark, english, translated, may_drop=isinstance(message.id, tuple))
    ]

    assert changed == []


def _same_marks(mark: re.Pattern[str], english: str, translated: str, *, may_drop: bool) -> bool:
    """A plural form may say a number in words ("no places", "dve mesti"); nothing may be added."""
    wanted, given = (sorted(match.group() for match in mark.finditer(text)) for text in (english, translated))
    return given == wanted or (may_drop and set(given) <= set(wanted))


def test_a_text_that_reads_as_in_english_is_meant_so(catalogue, locale):
    with (ROOT / "translations" / "same_as_english.csv").open(encoding="utf-8") as file:
        meant = {row["text"] for row in csv.DictReader(file) if locale in row["locales"].split() and row["reason"]}

    untranslated = [
        english
        for message in _messages(catalogue)
        for english, translated in _pairs(message)
        if english == translated and LETTERS.search(PLACEHOLDER.sub("", TAG.sub("", english))) and english not in meant
    ]

    assert untranslated == []


def test_the_catalogue_can_be_compiled(catalogue):
    """Set-up stops at an error, such as a plural form that names a fact which the English singular does not."""
    errors = [f"{message.id}: {error}" for message, found in catalogue.check() for error in found]

    assert errors == []
