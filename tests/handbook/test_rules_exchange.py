"""XLIFF and PO: what goes out, and what is read of what comes back."""

from xml.etree import ElementTree

import pytest

from app.handbook.rules.exchange import (
    is_pair,
    write_po,
    write_xliff,
)
from app.handbook.rules.exchange.refusals import (
    BrokenTranslationFile,
    NothingToTranslate,
    NotOurTranslationFile,
    ReturnedTextTooLong,
    TranslationFileHasEntities,
    TranslationFileTooLarge,
    WrongXliffVersion,
)
from app.handbook.rules.exchange.xliff import CORE, METADATA
from app.handbook.rules.manuscript import Manuscript
from app.handbook.rules.texts import TextState, hash_of
from app.kernel.i18n import use_locale
from app.kernel.locales import LocalizedText
from tests.handbook.translation_files import (
    CHAPTER_ID,
    FIRST,
    MEBIBYTE,
    MISSING,
    PAIRS,
    SECTION_ID,
    STALE,
    job_of,
    read,
)


def test_a_text_is_translated_between_two_languages_and_into_easy_language_from_its_own():
    assert len(PAIRS) == 9
    assert is_pair("de", "de-simple")
    assert not is_pair("sl", "de-simple")
    assert not is_pair("de", "de")
    assert not is_pair("de-simple", "de")


def test_a_job_leaves_out_what_is_written_in_the_target_language():
    keys = [unit.key for group in job_of().groups for unit in group.units]

    assert keys == [f"c-{CHAPTER_ID}", f"s-{SECTION_ID}", FIRST, STALE, MISSING]


def test_a_job_of_what_is_left_has_the_missing_and_the_stale_texts():
    units = [unit for group in job_of(only_work=True).groups for unit in group.units]

    assert [(unit.key, unit.state) for unit in units] == [
        (f"s-{SECTION_ID}", TextState.MISSING),
        (STALE, TextState.STALE),
        (MISSING, TextState.MISSING),
    ]


def test_a_job_without_a_text_is_refused():
    with pytest.raises(NothingToTranslate):
        job_of(target="sl-simple", manuscript=Manuscript(LocalizedText(sl="Poglavje")))


def test_xliff_is_built_as_the_standard_says():
    root = ElementTree.fromstring(write_xliff(job_of()))
    name = f"{{{CORE}}}%s".__mod__

    assert (root.tag, dict(root.attrib)) == (name("xliff"), {"version": "2.1", "srcLang": "sl", "trgLang": "de"})
    assert [file.get("id") for file in root] == [f"c-{CHAPTER_ID}", f"s-{SECTION_ID}"]
    for file in root:
        assert set(file.attrib) == {"id", "original"}
        assert [child.tag for child in file] == [name("notes"), *[name("unit")] * (len(file) - 1)]
    units = list(root.iter(name("unit")))
    assert len({unit.get("id") for unit in units}) == len(units)
    for unit in units:
        assert [child.tag for child in unit] == [f"{{{METADATA}}}metadata", name("notes"), name("segment")]
        assert unit.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        assert unit.get("canResegment") == "no"
        segment = unit[2]
        assert [child.tag for child in segment] in ([name("source")], [name("source"), name("target")])
        assert len(segment) == 2 or segment.get("state") == "initial"
        assert all(note.text and set(note.attrib) == {"category"} for note in unit[1])
        assert [meta.get("type") for meta in unit[0][0]] == ["source-hash", "target-hash"]


def test_xliff_tells_the_state_of_each_text():
    root = ElementTree.fromstring(write_xliff(job_of()))
    segments = {unit.get("id"): unit[2].attrib for unit in root.iter(f"{{{CORE}}}unit")}

    assert segments[FIRST] == {"state": "final"}
    assert segments[STALE] == {"state": "initial", "subState": "handbook:stale"}
    assert segments[MISSING] == {"state": "initial"}


def test_xliff_says_what_a_text_is_and_keeps_its_markdown():
    text = write_xliff(job_of()).decode()

    assert '<note category="kind">callout: tip</note>' in text
    assert '<note category="section">Prvi del</note>' in text
    assert "<source>Ena *in* [dve](https://example.si) &amp; 100 % &lt;b&gt;.</source>" in text


def test_po_names_the_block_and_the_hash_and_marks_what_is_stale_as_fuzzy():
    text = write_po(job_of()).decode()

    assert f'#. paragraph\n#. Prvi del\n#, fuzzy\nmsgctxt "{STALE} {hash_of("Tri.")} {hash_of("Drei.")}"' in text
    assert "python-format" not in text
    assert '"Language: de\\n"' in text
    assert '"Language: de_simple\\n"' in write_po(job_of(source="de", target="de-simple")).decode()


def test_what_tools_put_into_a_text_leaves_the_text_alone():
    content = write_xliff(job_of()).decode()
    marked = content.replace("<target>Eins.</target>", '<target>E<mrk id="m1">in<pc id="1">s</pc></mrk>.</target>')

    assert marked != content
    assert {text.key: text.body for text in read(marked.encode()).texts}[FIRST] == "Eins."


def test_a_text_translated_in_part_counts_as_not_translated():
    content = write_xliff(job_of()).decode()
    segment = '<segment state="final">\n    <source>'
    cut = content.replace(segment, "<segment><source>Več.</source></segment><segment><source>")

    assert cut != content
    assert {text.key: text.body for text in read(cut.encode()).texts}[FIRST] == ""


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
XLIFF_1 = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>'


def changed(old: str, new: str, write=write_xliff) -> bytes:
    content = write(job_of()).decode()
    assert old in content
    return content.replace(old, new).encode()


REFUSED = {
    "empty": (b"", NotOurTranslationFile),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00", NotOurTranslationFile),
    "a text": (b"A text.", NotOurTranslationFile),
    "a Word file": (b"PK\x03\x04" + b"\x00" * 40, NotOurTranslationFile),
    "another XML": (b"<html><body/></html>", NotOurTranslationFile),
    "cut off": (write_xliff(job_of())[:-200], BrokenTranslationFile),
    "an unknown encoding": (b'<?xml version="1.0" encoding="x-none"?><xliff/>', BrokenTranslationFile),
    "an external entity": (changed("<xliff", ENTITY + "<xliff"), TranslationFileHasEntities),
    "a billion laughs": (changed("<xliff", LAUGHS + "<xliff"), TranslationFileHasEntities),
    "a bare document type": (changed("<xliff", "<!DOCTYPE xliff><xliff"), TranslationFileHasEntities),
    "50 MB": (b"<" + b" " * (50 * MEBIBYTE), TranslationFileTooLarge),
    "XLIFF 1.2": (XLIFF_1.encode(), WrongXliffVersion),
    "XLIFF 3": (changed('version="2.1"', 'version="3.0"'), WrongXliffVersion),
    "without a chapter": (changed(f"urn:uuid:{CHAPTER_ID}", "a.docx"), NotOurTranslationFile),
    "another target": (changed('trgLang="de"', 'trgLang="fr"'), NotOurTranslationFile),
    "the same language": (changed('trgLang="de"', 'trgLang="sl"'), NotOurTranslationFile),
    "one block twice": (changed(MISSING, FIRST), BrokenTranslationFile),
    "no character": (changed("Eins.", '<cp hex="zz"/>'), BrokenTranslationFile),
    "no character so high": (changed("Eins.", '<cp hex="FFFFFFFFF"/>'), BrokenTranslationFile),
    "a zero": (changed("Eins.", '<cp hex="0000"/>'), BrokenTranslationFile),
    "half a character": (changed("Eins.", '<cp hex="D800"/>'), BrokenTranslationFile),
    "a very long text": (changed("Eins.", "x" * 20_001), ReturnedTextTooLong),
    "a very long title": (changed("Kapitel", "x" * 201), ReturnedTextTooLong),
    "another PO file": (b'msgid ""\nmsgstr ""\n\nmsgid "a"\nmsgstr "b"\n', NotOurTranslationFile),
    "PO with plural forms": (
        changed('msgid "Tri."', 'msgid "Tri."\nmsgid_plural "Trije."', write_po),
        NotOurTranslationFile,
    ),
    "PO with another context": (changed(f'"{STALE} ', '"', write_po), NotOurTranslationFile),
    "PO cut off": (changed('msgstr "Drei."', '"Drei."\n~', write_po), BrokenTranslationFile),
    "PO with a wrong date": (changed("2026-11-23 09:00+0000", "never", write_po), BrokenTranslationFile),
    "PO in another encoding": (write_po(job_of()).decode().encode("utf-16"), BrokenTranslationFile),
    "PO in Latin": ("msgid é".encode("latin-1"), NotOurTranslationFile),
}


@pytest.mark.parametrize(("content", "refusal"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_a_translation_of_a_chapter_is_refused_with_a_sentence(app, content, refusal):
    with pytest.raises(refusal) as refused:
        read(content)

    with app.app_context(), use_locale("en"):
        assert refused.value.explain().endswith(".")


def test_a_file_of_a_hundred_thousand_levels_is_read_or_refused_without_harm():
    deep = changed("Eins.", '<mrk id="m">' * 100_000 + "Eins." + "</mrk>" * 100_000)

    assert {text.key: text.body for text in read(deep).texts}[FIRST] == "Eins."
