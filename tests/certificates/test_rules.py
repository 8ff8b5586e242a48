"""Numbers, codes, and who is entitled to what."""

import pytest

from app.certificates.models import CertificateKind
from app.certificates.rules import (
    CODE_LETTERS,
    certificate_number,
    decide_kind,
    is_due,
    is_due_again,
    is_same_surname,
    languages_of,
    mask_name,
    new_check_code,
    read_code,
    show_code,
)


@pytest.mark.parametrize(
    ("earned", "kind"),
    [
        (set(), None),
        ({"attendance"}, CertificateKind.ATTENDANCE),
        ({"training"}, CertificateKind.TRAINING),
        ({"attendance", "training"}, CertificateKind.TRAINING),
    ],
)
def test_the_higher_certificate_is_issued(earned, kind):
    assert decide_kind(earned) is kind


TRAINING, ATTENDANCE = CertificateKind.TRAINING, CertificateKind.ATTENDANCE
ALL = {"attendance", "training"}


@pytest.mark.parametrize(
    ("kind", "earned", "held", "revoked", "due", "due_again"),
    [
        (TRAINING, ALL, set(), set(), True, False),
        (TRAINING, ALL, {TRAINING}, set(), False, False),
        (TRAINING, ALL, {ATTENDANCE}, set(), True, False),
        (TRAINING, ALL, set(), {TRAINING}, False, True),
        (TRAINING, ALL, {TRAINING}, {TRAINING}, False, False),
        (TRAINING, ALL, set(), {ATTENDANCE}, True, False),
        (TRAINING, {"attendance"}, set(), {TRAINING}, False, False),
        (ATTENDANCE, ALL, set(), set(), False, False),
        (ATTENDANCE, {"attendance"}, set(), set(), True, False),
        (ATTENDANCE, {"attendance"}, {TRAINING}, set(), False, False),
        (ATTENDANCE, {"attendance"}, {ATTENDANCE}, set(), False, False),
        (ATTENDANCE, {"attendance"}, set(), {ATTENDANCE}, False, True),
        (ATTENDANCE, set(), set(), set(), False, False),
    ],
)
def test_each_kind_is_due_once_and_never_again_unasked(kind, earned, held, revoked, due, due_again):
    assert is_due(kind, earned=earned, held=held, revoked=revoked) is due
    assert is_due_again(kind, earned=earned, held=held, revoked=revoked) is due_again


def test_a_number_names_programme_year_and_place_in_the_series():
    assert certificate_number("SIAT208", 2027, 143) == "SIAT208-2027-0143"


def test_a_code_has_no_letters_that_look_alike():
    codes = {new_check_code() for _ in range(200)}

    assert len(codes) == 200
    assert not set("".join(codes)) & set("01ILO")


@pytest.mark.parametrize("typed", ["7KMQ-4XRD-92VT", "7kmq4xrd92vt", " 7KMQ 4XRD 92VT ", "7kmq–4xrd–92vt"])
def test_a_code_is_understood_however_it_was_typed(typed):
    assert read_code(typed) == "7KMQ4XRD92VT"
    assert show_code("7KMQ4XRD92VT") == "7KMQ-4XRD-92VT"


@pytest.mark.parametrize("typed", ["", "7KMQ-4XRD", "7KMQ-4XRD-92V0", "7KMQ-4XRD-92VTA", "čččč-4XRD-92VT"])
def test_what_cannot_be_a_code_is_none(typed):
    assert read_code(typed) is None
    assert len(CODE_LETTERS) == 31


@pytest.mark.parametrize(("locale", "languages"), [("sl", ("sl", "de")), ("de", ("de", "sl")), ("en", ("en", "sl"))])
def test_the_persons_own_language_comes_first(locale, languages):
    assert languages_of(locale) == languages


@pytest.mark.parametrize(("typed", "same"), [("Hribar", True), ("hribar", True), ("Hofer", False), ("", False)])
def test_a_surname_opens_the_name_to_those_who_know_it(typed, same):
    assert is_same_surname(typed, "Hribar") is same
    assert mask_name("Nataša Hribar") == "N… H…"
