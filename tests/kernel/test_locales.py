"""Texts in three languages, the order of names, and words for search."""

import pytest
from pyuca import Collator

from app.kernel.locales import LocalizedText, search_form, sort_key


@pytest.mark.parametrize(
    ("reader", "shown"),
    [("sl", ("Modul", "sl")), ("de", ("Module", "en")), ("en", ("Module", "en"))],
)
def test_a_missing_language_falls_back_to_the_next_and_says_which(reader, shown):
    text = LocalizedText(sl="Modul", en="Module")

    assert text.shown_in(reader) == shown


def test_an_empty_text_is_empty_in_the_readers_own_language():
    assert LocalizedText(sl="", de=None).shown_in("de") == ("", "de")


def test_names_stand_in_the_order_a_slovenian_or_german_reader_expects():
    in_order = [
        "Ärger", "Arm", "Cene", "Cvetko", "Čas", "Čeh", "Črt", "Ćosić", "Dz", "Đurić", "Müller", "Muster",
        "Öl", "Oman", "Suhi", "Sz", "Šarec", "Škofja Loka", "Štajer", "Zupan", "Zz", "Žagar",
    ]  # fmt: skip

    assert sorted(reversed(in_order), key=sort_key) == in_order


def test_the_letters_stand_as_in_the_whole_table_of_unicode():
    whole = Collator()
    own = {*"čćđšžČĆĐŠŽ", *"ḈḉṦṧ"}  # the last four are ć and š with one mark more
    letters = [chr(code) for code in (*range(0x20, 0x530), *range(0x1E00, 0x2000)) if chr(code).isprintable()]

    def in_whole(letter: str) -> bytes:
        return b"".join(number.to_bytes(2, "big") for number in whole.sort_key(letter.casefold()))

    strange = [letter for letter in letters if letter not in own and sort_key(letter) != in_whole(letter)]

    assert strange == []


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("skofja loka", "Škofja Loka"), ("DURIC", "Đurić"), ("strasse", "Straße"), ("o'brien", "O’Brien")],
)
def test_words_typed_plainly_are_found(typed, stored):
    assert search_form(typed) == search_form(stored)
