"""What Word writes besides plain paragraphs, each in a file of its own: what becomes of it, and what is said of it."""

import pytest
from docx.oxml import parse_xml

from app.handbook.models import BlockKind
from app.handbook.rules.files import read_file
from app.handbook.rules.parsed import ParsedChapter, RemarkKind
from tests.handbook.word_files import changed, part_of, small_chapter, small_word_file, word_file

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def run(text: str, style: str = "") -> str:
    return f'<w:r><w:rPr>{style}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def line(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def field(code: str, shown: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{run(shown)}{marks[2]}"


def row(*cells: str, facts: str = "") -> str:
    """Write a row of words, or of tables."""
    inside = (cell if cell.startswith("<") else line(run(cell)) for cell in cells)
    return f"<w:tr>{facts}{''.join(f'<w:tc>{cell}</w:tc>' for cell in inside)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def read(*elements: str) -> ParsedChapter:
    """Read a file that has these after its first paragraph."""

    def write(document) -> None:
        small_chapter(document)
        for element in elements:
            kind, _, rest = element.partition(">")
            document.element.body[-1].addprevious(parse_xml(f"{kind} {NAMES}>{rest}"))

    return read_bytes(word_file(write))


def read_bytes(content: bytes) -> ParsedChapter:
    return read_file(content, file_name="chapter.docx", limit_bytes=10_000_000)


BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"/><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>'
    f"{line(run('Boxed.'))}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
MOVED = "".join(
    f'<w:move{way} w:author="A">{run(text)}</w:move{way}>' for way, text in (("From", "old"), ("To", "new"))
)
JOINED = f'<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="A"/></w:rPr></w:pPr>{run("one ")}</w:p>'
CONTROL = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("inside", "body"),
    [
        (run("Wirtschafts\u00adstandort"), "Wirtschaftsstandort"),
        ("<w:r><w:t>Wirtschafts</w:t><w:softHyphen/><w:t>standort</w:t></w:r>", "Wirtschaftsstandort"),
        ("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>1</w:t></w:r>", "A\u20111"),
        (run("§\u00a05 Abs.\u00a02"), "§\u00a05 Abs.\u00a02"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", "a b"),
        ('<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r>', "a\\\nb"),
        (f'see page <w:fldSimple w:instr=" PAGE ">{run("7")}</w:fldSimple>', "7"),
        (run("see ") + field(" REF _Ref1 ", "Table 3"), "see Table 3"),
        (field(' HYPERLINK "https://example.org/x" ', "there"), "[there](https://example.org/x)"),
        (f'<w:hyperlink w:anchor="below">{run("see below")}</w:hyperlink>', "see below"),
        (CONTROL.format(run("chosen")), "chosen"),
        (f'<w:smartTag w:element="city">{run("Kranj")}</w:smartTag>', "Kranj"),
        (run("שלום", "<w:rtl/>"), "שלום"),
        (run("bo", "<w:b/>") + run("ld", "<w:b/>"), "**bold**"),
        (run("both", "<w:b/><w:i/>"), "***both***"),
        (run("struck", "<w:strike/>"), "struck"),
        (run("CO") + run("2", '<w:vertAlign w:val="subscript"/>'), "CO₂"),
        (f'<w:bookmarkStart w:id="1" w:name="a"/>{run("kept")}<w:bookmarkEnd w:id="1"/>', "kept"),
        (f'<w:proofErr w:type="spellStart"/>{run("Škofja")}<w:proofErr w:type="spellEnd"/>', "Škofja"),
        (run("x" * 20_000), "x" * 20_000),
    ],
)
def test_what_stands_in_a_line(inside, body):
    (_, block) = read(line(inside)).sections[0].blocks

    assert (block.kind, block.body) == (BlockKind.PARAGRAPH, body)


@pytest.mark.parametrize(
    ("elements", "bodies"),
    [
        ([CONTROL.format(line(run("In a control.")))], ["In a control."]),
        ([line(run("Before.") + BOX)], ["Before.", "Boxed."]),
        ([line(""), line(run(" ")), line(run("x"))], ["x"]),
        ([JOINED, line(run("two"))], ["one two"]),
        ([table(row("a", "b", facts="<w:trPr><w:tblHeader/></w:trPr>"))], ["| a | b |\n| --- | --- |"]),
        ([table(row("a", "b"), row(table(row("c", "d")), "e"))], ["| a | b |\n| --- | --- |\n| c; d | e |"]),
        ([table(row(table(row("a", "b"), row("1", "2"))))], ["| a | b |\n| --- | --- |\n| 1 | 2 |"]),
    ],
)
def test_what_stands_beside_paragraphs(elements, bodies):
    assert [block.body for block in read(*elements).sections[0].blocks[1:]] == bodies


def test_moved_words_stand_where_they_went():
    chapter = read(line(MOVED))

    assert chapter.sections[0].blocks[1].body == "new"
    assert [remark.kind for remark in chapter.remarks] == [RemarkKind.TRACKED_CHANGES_ACCEPTED]


@pytest.mark.parametrize(
    ("first", "second"),
    [("heading 1", "heading 2"), ("Überschrift 1", "Überschrift 2"), ("Naslov 1", "Naslov 2")],
)
def test_headings_are_known_by_their_names_whatever_the_program_calls_them(first, second):
    content = small_word_file()
    styles = part_of(content, "word/styles.xml").decode()
    text = part_of(content, "word/document.xml").decode()
    for number, name in enumerate((first, second), start=1):
        styles = styles.replace(f'w:styleId="Heading{number}"', f'w:styleId="berschrift{number}"')
        styles = styles.replace(f'w:val="Heading {number}"', f'w:val="{name}"')
        text = text.replace(f'w:val="Heading{number}"', f'w:val="berschrift{number}"')

    chapter = read_bytes(changed(content, {"word/styles.xml": styles.encode(), "word/document.xml": text.encode()}))

    assert (chapter.title, chapter.sections[0].title) == ("A chapter", "A section")


@pytest.mark.parametrize("name", ["Beispiel", "Primer"])
def test_a_callout_is_known_by_its_style_in_each_language(name):
    def write(document) -> None:
        small_chapter(document)
        document.styles.add_style(name, 1)
        document.add_paragraph("In a word", style=name)

    assert read_bytes(word_file(write)).sections[0].blocks[1].label == "example"
