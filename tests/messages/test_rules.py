"""In which language each person reads."""

from app.kernel.locales import LocalizedText
from app.messages.rules import languages_missing, languages_needed


def test_the_languages_of_the_recipients_are_needed_once_each():
    assert languages_needed(["de", "sl", "de"]) == ("sl", "de")


def test_a_language_that_recipients_read_and_nobody_wrote_is_missing():
    text = LocalizedText(sl="Pot", en="Getting there")

    assert languages_missing(text, ["de", "sl", "de"]) == ("de",)
    assert languages_missing(text, ["sl"]) == ()
